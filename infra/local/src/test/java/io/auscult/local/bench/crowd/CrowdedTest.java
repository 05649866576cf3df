package io.auscult.local.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.corpus.Span;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CrowdedTest {
  private static final long START = 7_000_000_000L;

  /** Three ends of speech: at 2, 4 and 7 s. */
  private static final Recording TALK =
      new Recording(
          "talk",
          new short[10 * 16_000],
          List.of(new Span(500, 2000), new Span(3000, 4000), new Span(6000, 7000)),
          "");

  private static Played played(int session, long begunMs, LiveItem... items) {
    long begun = START + begunMs * 1_000_000;
    return Played.of(
        session,
        TALK,
        new LiveResult("s", List.of(items), List.of(), 1000, "", 10_000, begun, begun, begun));
  }

  private static LiveItem item(long begunMs, long startMs, long endMs, long arrivedMs) {
    long at = START + (begunMs + arrivedMs) * 1_000_000;
    return new LiveItem("i", "SPEAKER_0", startMs, endMs, "words", true, "{}", at, at);
  }

  private static Played.All all(Played... sessions) {
    return new Played.All(List.of(sessions), START);
  }

  @Test
  void lagsAreToldByTheMomentOfTheCrowdNotOfTheSession() {
    Crowded crowd =
        Crowded.of(
            all(
                played(0, 0, item(0, 500, 2000, 2200), item(0, 3000, 4000, 4300)),
                played(1, 5000, item(5000, 500, 2000, 2400), item(5000, 6000, 7000, 7900))),
            500,
            Map.of());

    assertThat(crowd.between(0, 5).p50()).isEqualTo(200);
    assertThat(crowd.between(0, 5).max()).isEqualTo(300);
    assertThat(crowd.between(7, 8).max()).isEqualTo(400);
    assertThat(crowd.over(6)).extracting(Crowded.Span::fromS).containsExactly(0.0, 6.0, 12.0);
    assertThat(crowd.ends()).isEqualTo(6);
    assertThat(crowd.lost()).isEqualTo(2);
  }

  @Test
  void whatIsMissedWithoutLoadIsNotLost() {
    Played.All alone = all(played(0, 0, item(0, 500, 2000, 2200), item(0, 3000, 4000, 4300)));
    Map<String, Integer> usual = Crowded.missed(alone, 500);

    Crowded crowd = Crowded.of(all(played(0, 0, item(0, 500, 2000, 2200))), 500, usual);

    assertThat(usual).containsEntry("talk", 1);
    assertThat(crowd.lost()).isEqualTo(1);
    assertThat(crowd.finalsShare()).isEqualTo(2 / 3.0);
  }

  @Test
  void aSessionThatBrokeHasLostAllAndOneThatWasRefusedNothing() {
    Played broke = new Played(0, TALK, null, "the connection broke", false);
    Played refused = new Played(1, TALK, null, "HTTP 429", true);

    Crowded crowd = Crowded.of(all(broke, refused), 500, Map.of());

    assertThat(crowd.lost()).isEqualTo(3);
    assertThat(crowd.ends()).isEqualTo(3);
    assertThat(crowd.refused()).isEqualTo(1);
    assertThat(crowd.broke()).isEqualTo(1);
    assertThat(crowd.finalsShare()).isZero();
  }
}
