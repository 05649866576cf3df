package io.auscult.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class DeliveryAttemptTest {
  private static final String FIRST_VERSION =
      "{\"v\":1,\"session_id\":\"s-1\",\"turn\":4,\"attempt\":3,\"outcome\":\"failed\","
          + "\"reason\":\"status\",\"status\":503,\"retry_after_ms\":120000,\"took_ms\":31,"
          + "\"at_ms\":1700000000000}";

  @Test
  void versionOneLooksLikeThisOnTheWire() {
    DeliveryAttempt attempt =
        new DeliveryAttempt(
            "s-1", 4, 3, DeliveryAttempt.FAILED, "status", 503, 120_000, 31, 1_700_000_000_000L);
    assertThat(new String(attempt.encode(), StandardCharsets.UTF_8)).isEqualTo(FIRST_VERSION);
    assertThat(DeliveryAttempt.decode(attempt.encode())).isEqualTo(new Decoded.Good<>(attempt));
  }

  @Test
  void anOutcomeWithoutASessionIsRefusedAndNotThrown() {
    byte[] nobody = FIRST_VERSION.replace("\"s-1\"", "null").getBytes(StandardCharsets.UTF_8);
    assertThat(DeliveryAttempt.decode(nobody))
        .isInstanceOfSatisfying(
            Decoded.Bad.class, bad -> assertThat(bad.fault()).isEqualTo(Decoded.Fault.BAD_FIELD));
  }
}
