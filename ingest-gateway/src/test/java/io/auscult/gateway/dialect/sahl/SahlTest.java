package io.auscult.gateway.dialect.sahl;

import static io.auscult.gateway.dialect.sahl.Steps.assertError;
import static io.auscult.gateway.dialect.sahl.Steps.assertFormatError;
import static io.auscult.gateway.dialect.sahl.Steps.audio;
import static io.auscult.gateway.dialect.sahl.Steps.chunk;
import static io.auscult.gateway.dialect.sahl.Steps.event;
import static io.auscult.gateway.dialect.sahl.Steps.frames;
import static io.auscult.gateway.dialect.sahl.Steps.onlyFrame;
import static io.auscult.gateway.dialect.sahl.Steps.woken;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.SessionOutput.Warning;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.sahl.SahlPhase.Ended;
import io.auscult.gateway.dialect.sahl.SahlPhase.Finishing;
import io.auscult.gateway.dialect.sahl.SahlPhase.Streaming;
import io.auscult.gateway.dialect.sahl.SahlPhase.Talk;
import io.auscult.gateway.dialect.sahl.SahlPhase.Waiting;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** While audio comes: chunks, pauses, warnings and errors. */
class SahlTest {
  private static final String START = "{\"object\":\"start\",\"summary_template\":\"%s\"}";
  private static final Talk TALK = Talk.begin("id-1", "key");
  private static final SahlPhase WAITING = new Waiting(TALK, List.of(), 0);
  private static final SahlPhase STREAMING = Streaming.begin(TALK, false);

  private final Sahl dialect = new Sahl();

  @ParameterizedTest
  @ValueSource(
      strings = {"AQID/w==", "AQID_w", "data:audio/wav;base64,AQID/w==", "data:;base64,AQID/w"})
  void SA_10_base64InEveryForm(String payload) {
    Step<SahlPhase> step = text(STREAMING, chunk(payload));
    assertThat(step.actions()).hasSize(1);
    Action.Audio audio = (Action.Audio) step.actions().get(0);
    assertThat(audio.bytes()).containsExactly(1, 2, 3, -1);
    assertThat(audio.receipt()).isEmpty();
  }

  @Test
  void SA_11_rawBinaryFramesAreAudio() {
    Step<SahlPhase> step = dialect.next(STREAMING, new Event.Binary(new byte[320]));
    assertThat(((Action.Audio) step.actions().get(0)).bytes()).hasSize(320);
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"chunk-7\"", "0", "123456789012345678901234567890"})
  void SA_11_anAckOnlyWhereASeqIdIs(String seqId) {
    String text = "{\"object\":\"audio_chunk\",\"payload\":\"AAAA\",\"seq_id\":" + seqId + "}";
    // An odd number of bytes: told as well, but what was taken is receipted.
    Step<SahlPhase> step = text(STREAMING, text.replace("AAAA", "AAAAAAA="));
    Action.Audio audio = audio(step);
    assertThat(audio.receipt()).isEqualTo("{\"object\":\"ack\",\"seq_id\":" + seqId + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "{}", "[1]", "1.5", "true"})
  void SA_11_aSeqIdThatIsNoneIsPassedOver(String seqId) {
    String text = "{\"object\":\"audio_chunk\",\"payload\":\"AAA=\",\"seq_id\":" + seqId + "}";
    assertThat(audio(text(STREAMING, text)).receipt()).isEmpty();
  }

  @Test
  void SA_12_theWarningToTheLetter() {
    Step<SahlPhase> step = said(STREAMING, silence(0));
    Action.Send frame = (Action.Send) step.actions().get(0);
    String id = SahlFrames.id("id-1", "w-1");
    assertThat(UUID.fromString(id).toString()).isEqualTo(id);
    assertThat(frame.json())
        .isEqualTo(
            "{\"object\":\"warning_message\",\"code\":\"1007\","
                + "\"message\":\"No speech detected for more than 10 seconds.\","
                + "\"is_final\":false,\"id\":\""
                + id
                + "\"}");
  }

  @Test
  void SA_14_oneEpisodeOneIdAlsoAcrossConnections() throws Exception {
    Step<SahlPhase> first = said(STREAMING, silence(0));
    Step<SahlPhase> again = said(first.next(), silence(1));
    assertThat(frames(again)).isEqualTo(frames(first));
    SahlPhase resumed = Streaming.begin(Talk.begin("id-1", "another key"), true);
    assertThat(frames(said(resumed, silence(2)))).isEqualTo(frames(first));
    Step<SahlPhase> next =
        said(again.next(), new Warning("id-1", "w-2", 0, "silence", "No speech."));
    assertThat(onlyFrame(next).get("id")).isNotEqualTo(onlyFrame(first).get("id"));
  }

  @Test
  void SA_14_SA_20_theWarningIsFinalWhenTheSessionEndsForIt() throws Exception {
    Step<SahlPhase> warned = said(STREAMING, silence(3));
    Step<SahlPhase> step = dialect.next(warned.next(), new Event.Told(Notice.IDLE));
    JsonNode last = onlyFrame(step);
    assertThat(last.get("is_final").asBoolean()).isTrue();
    assertThat(last.get("id")).isEqualTo(onlyFrame(warned).get("id"));
    assertThat(last.get("code").asText()).isEqualTo("1007");
    assertThat(step.actions().subList(1, 3))
        .containsExactly(new Action.Stop("idle"), new Action.Close(1001, Notice.IDLE.message()));
    assertThat(step.next()).isInstanceOf(Ended.class);
  }

  @Test
  void SA_15_SA_16_aPauseHasNoReplyAndAudioGoesOn() {
    Step<SahlPhase> pause = text(STREAMING, "{\"object\":\"pause\"}");
    assertThat(pause.actions()).containsExactly(new Action.Pause());
    assertThat(audio(text(pause.next(), chunk("AAA="))).bytes()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"????\"", "\"A\"", "7", "null", "\"AAA=AAA=\"", "\"data:audio/wav,AAA\""})
  void SA_18_badBase64(String payload) throws Exception {
    String bad = "{\"object\":\"audio_chunk\",\"seq_id\":1,\"payload\":" + payload + "}";
    Step<SahlPhase> step = text(STREAMING, bad);
    assertFormatError(onlyFrame(step));
    assertThat(step.actions()).noneMatch(a -> a instanceof Action.Audio);
    assertThat(text(step.next(), bad).actions()).isEmpty();
    assertThat(audio(text(step.next(), chunk("AAA="))).bytes()).hasSize(2);
    SahlPhase later = dialect.next(step.next(), woken(step)).next();
    JsonNode again = onlyFrame(text(later, bad));
    assertFormatError(again);
    assertThat(again.get("id")).isNotEqualTo(onlyFrame(step).get("id"));
  }

  @Test
  void SA_18_oddPcmIsToldAndItsWholeSamplesAreTaken() throws Exception {
    Step<SahlPhase> step = dialect.next(STREAMING, new Event.Binary(new byte[] {1, 2, 3}));
    assertFormatError(onlyFrame(step));
    assertThat(audio(step).bytes()).containsExactly(1, 2);
    Step<SahlPhase> more = dialect.next(step.next(), new Event.Binary(new byte[3]));
    assertThat(frames(more)).isEmpty();
    assertThat(audio(more).bytes()).hasSize(2);
  }

  @Test
  void SA_18_oddNumbersOfBytesAreNoErrorInWav() {
    byte[] head = "RIFF....WAVEfmt 1".getBytes(StandardCharsets.US_ASCII);
    Step<SahlPhase> step = text(STREAMING, chunk(Base64.getEncoder().encodeToString(head)));
    assertThat(frames(step)).isEmpty();
    assertThat(audio(step).bytes()).isEqualTo(head);
    Step<SahlPhase> more = dialect.next(step.next(), new Event.Binary(new byte[3]));
    assertThat(frames(more)).isEmpty();
    assertThat(audio(more).bytes()).hasSize(3);
  }

  @Test
  void SA_18_foreignAudioIsToldOnceAndNotForItsOddBytesToo() throws Exception {
    Event refused = new Event.AudioRefused(0, "unsupported_format", "WebM", false);
    Step<SahlPhase> step = dialect.next(STREAMING, refused);
    assertFormatError(onlyFrame(step));
    assertThat(frames(dialect.next(step.next(), new Event.Binary(new byte[3])))).isEmpty();
    Step<SahlPhase> odd = dialect.next(STREAMING, new Event.Binary(new byte[3]));
    assertThat(frames(dialect.next(odd.next(), refused))).isEmpty();
    Event told = new Event.AudioRefused(0, "unsupported_format", "WebM", true);
    assertThat(dialect.next(STREAMING, told).actions()).isEmpty();
  }

  @Test
  void SA_19_idsAreRealUuidsAndDifferBetweenConnections() throws Exception {
    Event bad = event(chunk("?"));
    String one = onlyFrame(dialect.next(STREAMING, bad)).get("id").asText();
    SahlPhase other = Streaming.begin(Talk.begin("id-1", "another key"), false);
    String two = onlyFrame(dialect.next(other, bad)).get("id").asText();
    assertThat(UUID.fromString(one).toString()).isEqualTo(one);
    assertThat(one).isNotEqualTo(two);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[1]",
        "x",
        "{\"object\":7}",
        "{\"object\":\"noise\"}",
        "{\"type\":\"stop\"}"
      })
  void anythingElseIsAnErrorAndTheSessionGoesOn(String text) throws Exception {
    for (SahlPhase phase : List.of(WAITING, STREAMING)) {
      Step<SahlPhase> step = text(phase, text);
      assertError(onlyFrame(step), "1400");
      assertThat(step.next()).isInstanceOf(phase.getClass());
      assertThat(text(step.next(), text).actions()).isEmpty();
    }
  }

  @Test
  void aSecondStartIsAnErrorAndTheFirstCounts() throws Exception {
    Step<SahlPhase> step = text(STREAMING, START.formatted("soap"));
    assertError(onlyFrame(step), "1409");
    assertThat(step.actions()).hasSize(1);
  }

  @Test
  void SA_29_whoComesBackMayStartAgainWithAnyTemplate() throws Exception {
    for (String template : List.of("soap", "PALMISTRY")) {
      SahlPhase resumed = Streaming.begin(TALK, true);
      Step<SahlPhase> step = text(resumed, START.formatted(template));
      assertThat(step.actions()).isEmpty();
      assertError(onlyFrame(text(step.next(), START.formatted("soap"))), "1409");
    }
  }

  @Test
  void otherWarningsHaveAnotherCode() throws Exception {
    JsonNode frame =
        onlyFrame(said(STREAMING, new Warning("id-1", "w-9", 0, "audio_gap", "A gap.")));
    assertThat(frame.get("object").asText()).isEqualTo("warning_message");
    assertThat(frame.get("code").asText()).isEqualTo("1010");
    assertThat(frame.get("is_final").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Notice.class,
      names = {"DEGRADED", "OVER_RATE", "TOKEN_EXPIRING"})
  void noticesThatImplyNoClose(Notice notice) throws Exception {
    Step<SahlPhase> step = dialect.next(STREAMING, new Event.Told(notice));
    JsonNode first = onlyFrame(step);
    assertThat(step.actions()).hasSize(1);
    assertThat(first.get("is_final").asBoolean()).isFalse();
    JsonNode second = onlyFrame(dialect.next(step.next(), new Event.Told(notice)));
    assertThat(second.get("id")).isNotEqualTo(first.get("id"));
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN_REVOKED, 1008",
    "TOKEN_EXPIRED, 1008",
    "RATE_EXCEEDED, 1013",
    "FRAME_TOO_BIG, 1009",
    "IDLE, 1001",
    "ERASED, 1000",
    "SLOW_READER, 1013",
    "INTERNAL, 1011"
  })
  void everyEndHasItsCode(Notice notice, int code) throws Exception {
    for (SahlPhase phase : List.of(WAITING, STREAMING, new Finishing(TALK))) {
      Step<SahlPhase> step = dialect.next(phase, new Event.Told(notice));
      assertThat(step.next()).isInstanceOf(Ended.class);
      assertThat(step.actions()).contains(new Action.Stop(notice.code()));
      Action last = step.actions().get(step.actions().size() - 1);
      int closed = last instanceof Action.Close c ? c.code() : ((Action.CloseNow) last).code();
      assertThat(closed).isEqualTo(code);
      for (JsonNode frame : frames(step)) {
        assertThat(frame.get("is_final").asBoolean()).isTrue();
        assertThat(frame.get("code").asInt()).as("SA-20").isNotEqualTo(code);
      }
    }
  }

  @Test
  void K9_drainCloses1012WithoutAStop() throws Exception {
    Step<SahlPhase> step = dialect.next(STREAMING, new Event.Told(Notice.DRAINING));
    assertThat(onlyFrame(step).get("is_final").asBoolean()).isTrue();
    assertThat(((Action.Close) step.actions().get(1)).code()).isEqualTo(1012);
    assertThat(step.actions()).noneMatch(a -> a instanceof Action.Stop);
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void nothingIsSaidAfterTheEnd(Notice notice) {
    assertThat(dialect.next(new Ended(TALK), new Event.Told(notice)).actions()).isEmpty();
    assertThat(said(new Ended(TALK), silence(0)).actions()).isEmpty();
  }

  private static Warning silence(int repetition) {
    return new Warning(
        "id-1", "w-1", repetition, "silence", "No speech detected for more than 10 seconds.");
  }

  private Step<SahlPhase> text(SahlPhase phase, String text) {
    return dialect.next(phase, event(text));
  }

  private Step<SahlPhase> said(SahlPhase phase, Warning warning) {
    return dialect.next(phase, new Event.Said(warning));
  }
}
