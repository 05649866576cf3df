package io.auscult.gateway.dialect.scribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Limits;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Resumed;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gateway has to tell, and clients that come back. */
class ScribeEndsTest {
  @ParameterizedTest
  @CsvSource({
    "TOKEN_REVOKED, 1008",
    "TOKEN_EXPIRED, 1008",
    "RATE_EXCEEDED, 1013",
    "FRAME_TOO_BIG, 1009",
    "IDLE, 1001",
    "ERASED, 1000",
    "LATE, 1011",
  })
  void DI_65_anErrorThatIsFatalIsFollowedByItsClose(Notice notice, int code) {
    for (Talk talk : phases()) {
      talk.told(notice);
      assertThat(talk.error().get("code").asText()).isEqualTo(notice.code());
      assertThat(talk.actions()).contains(new Action.Stop(notice.code()));
      assertThat(talk.actions()).last().isEqualTo(new Action.Close(code, notice.message()));
      assertThat(talk.phase()).isEqualTo(new ScribePhase.Ended());
    }
  }

  @ParameterizedTest
  @CsvSource({"SLOW_READER, 1013", "INTERNAL, 1011"})
  void DI_65_whoCannotBeToldIsClosedAtOnce(Notice notice, int code) {
    for (Talk talk : phases()) {
      assertThat(talk.told(notice))
          .containsExactly(
              new Action.Stop(notice.code()), new Action.CloseNow(code, notice.message()));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DEGRADED", "OVER_RATE", "TOKEN_EXPIRING"})
  void DI_65_anErrorThatIsNotFatalChangesNothing(Notice notice) {
    for (Talk talk : phases()) {
      ScribePhase before = talk.phase();
      assertThat(talk.told(notice)).hasSize(1);
      assertThat(talk.error().get("code").asText()).isEqualTo(notice.code());
      assertThat(talk.phase()).isEqualTo(before);
    }
  }

  @Test
  void K9_drainClosesWith1012AndStopsNothing() {
    for (Talk talk : phases()) {
      talk.told(Notice.DRAINING);
      assertThat(talk.error().get("code").asText()).isEqualTo("draining");
      assertThat(talk.actions())
          .last()
          .isEqualTo(new Action.Close(1012, Notice.DRAINING.message()));
      assertThat(talk.actions()).noneMatch(a -> a instanceof Action.Stop);
    }
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void nothingIsSaidAfterTheEnd(Notice notice) {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.told(Notice.IDLE);
    assertThat(talk.told(notice)).isEmpty();
    assertThat(talk.said(new SessionOutput.Closed(Talk.SESSION, "x"))).isEmpty();
    assertThat(talk.text(Talk.STOP)).isEmpty();
    assertThat(talk.on(new Event.Binary(new byte[2]))).isEmpty();
  }

  @Test
  void aClientThatCameBackMaySendAudioAtOnce() {
    Talk talk = Talk.resumed(new Resumed(setup(48_000), false, false));
    assertThat(talk.actions()).as("DI-17: nothing is said unasked").isEmpty();
    List<Action> actions = talk.text(Talk.chunk("q", new byte[96_000]));
    assertThat(((Action.Audio) actions.get(0)).stream()).isEqualTo(1);
    assertThat(actions).as("a second at 48 kHz").hasSize(1);
    talk.said(Talk.item(0, true, "q", "SPEAKER_0", "Yes."));
    assertThat(talk.frame().get("speaker").asText()).isEqualTo("patient");
  }

  @Test
  void aClientThatCameBackMaySayOnceMoreWhoItIs() {
    Talk talk = Talk.resumed(new Resumed(setup(16_000), false, false));
    assertThat(talk.text(Talk.TWO_STREAMS)).isEmpty();
    talk.text(Talk.TWO_STREAMS);
    assertThat(talk.error().get("code").asText()).isEqualTo("already_configured");
    assertThat(talk.text(Talk.chunk("p", new byte[2]))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {Talk.ONE_MICROPHONE, "{\"object\":\"stream_request\"}"})
  void aClientThatCameBackCannotBeSomebodyElse(String request) {
    Talk talk = Talk.resumed(new Resumed(setup(16_000), false, false));
    assertThat(talk.text(request)).hasSize(1);
    assertThat(talk.error().get("code").asText()).isEqualTo("already_configured");
  }

  @Test
  void aClientThatCameBackCannotChangeItsSampleRate() {
    Talk talk = Talk.resumed(new Resumed(setup(48_000), false, false));
    talk.text(Talk.TWO_STREAMS);
    assertThat(talk.error().get("code").asText()).isEqualTo("already_configured");
  }

  @Test
  void DI_47_whoComesBackForTheNoteGetsItAndTheClose() {
    assertThat(new Scribe().resumesEnded()).isTrue();
    Talk talk = Talk.resumed(new Resumed(setup(16_000), false, true));
    assertThat(talk.text(Talk.TWO_STREAMS)).isEmpty();
    assertThat(talk.text(Talk.chunk("p", new byte[2]))).isEmpty();
    talk.said(new SessionOutput.TranscriptCompleted(Talk.SESSION, 2));
    assertThat(talk.actions()).isEmpty();
    assertThat(talk.said(new SessionOutput.Closed(Talk.SESSION, "connection_lost")))
        .last()
        .isEqualTo(new Action.Close(1000, "session ended: connection_lost"));
  }

  private static List<Talk> phases() {
    Talk finishing = Talk.after(Talk.EXAMPLE);
    finishing.text(Talk.STOP);
    return List.of(Talk.begin(), Talk.after(Talk.EXAMPLE), finishing);
  }

  private static SessionView.Setup setup(int sampleRate) {
    return new SessionView.Setup(
        List.of(new StreamSpec("p", "provider"), new StreamSpec("q", "patient")),
        sampleRate,
        new Show(true, 704, true),
        new NoteRequest(true, "soap", "paragraph", "fast"),
        new Limits(10_000, 3_600_000, 0, 120_000, 3_600_000, 120_000));
  }
}
