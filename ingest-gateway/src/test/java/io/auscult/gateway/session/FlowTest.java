package io.auscult.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.gateway.admission.Admission;
import io.auscult.gateway.admission.AdmissionSettings;
import io.auscult.gateway.admission.NoRoom;
import io.auscult.gateway.metrics.GatewayMetrics;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the audio of sessions means for those who want to come in. */
class FlowTest {
  private static final long T = 1_000_000;

  private final Admission admission =
      new Admission(new AdmissionSettings(true, Duration.ofSeconds(2)));
  private final GatewayMetrics metrics = new GatewayMetrics();
  private int sessions;

  @Test
  void fiftySessionsOfSilenceCostNothing() {
    for (int i = 0; i < 50; i++) session(T).audio(0, new byte[32_000], T);
    assertThat(another(T + 1_000)).isEmpty();
  }

  @Test
  void whatCanBeHeardCostsFromTheThirdTenthOfASecondOn() {
    for (int i = 0; i < 26; i++) session(T).audio(0, sound(299), T);
    assertThat(another(T + 1_000)).isEmpty();
    Admission fresh = new Admission(new AdmissionSettings(true, Duration.ofSeconds(2)));
    for (int i = 0; i < 26; i++) {
      fresh.welcome("s-" + i, T);
      Flow flow = new Flow("s-" + i, fresh, metrics);
      flow.begin(1, T);
      flow.audio(0, sound(150), T);
      flow.audio(0, new byte[32_000], T);
      flow.audio(0, sound(150), T);
    }
    assertThat(fresh.admit("one more", T + 1_000)).contains(NoRoom.CROWD);
  }

  @Test
  void finalsOfWhoSendsFasterThanSpeechTellNothingOfTheOthers() {
    Flow fast = session(T);
    fast.audio(0, new byte[6 * 32_000], T);
    for (int i = 0; i < 10; i++) fast.finalItem(30_000, T + 1_000);
    assertThat(admission.lagMs(T + 1_000)).isZero();
    Flow live = session(T);
    for (int i = 0; i < 10; i++) live.finalItem(300, T + 1_000);
    assertThat(admission.lagMs(T + 1_000)).isEqualTo(300);
  }

  private Flow session(long nowMs) {
    String id = "s-" + sessions++;
    admission.welcome(id, nowMs);
    Flow flow = new Flow(id, admission, metrics);
    flow.begin(1, nowMs);
    return flow;
  }

  private Optional<NoRoom> another(long nowMs) {
    return admission.admit("another", nowMs);
  }

  /** The quietest that can be heard. */
  private static byte[] sound(int ms) {
    byte[] pcm = new byte[ms * 32];
    for (int i = 0; i < pcm.length; i += 2) pcm[i] = 64;
    return pcm;
  }
}
