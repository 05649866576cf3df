package io.auscult.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailedAuthThrottleTest {
  private final FailedAuthThrottle throttle = new FailedAuthThrottle();

  @Test
  void MS_40_onlyTheSameTokenFromTheSameAddressIsThrottled() {
    for (int i = 0; i < FailedAuthThrottle.TOLERATED; i++) {
      assertThat(throttle.closed("10.0.0.1", "bad", i)).isFalse();
      throttle.failed("10.0.0.1", "bad", i);
    }
    assertThat(throttle.closed("10.0.0.1", "bad", 100)).isTrue();
    assertThat(throttle.closed("10.0.0.1", "good", 100)).isFalse();
    assertThat(throttle.closed("10.0.0.2", "bad", 100)).isFalse();
    assertThat(throttle.closed("10.0.0.1", "bad", FailedAuthThrottle.WINDOW_MS)).isFalse();
  }

  @Test
  void MS_40_theDocumentedClientIsNeverThrottled() {
    long atMs = 0;
    for (int attempt = 1; attempt <= 5; attempt++) {
      assertThat(throttle.closed("10.0.0.1", "expired", atMs)).isFalse();
      throttle.failed("10.0.0.1", "expired", atMs);
      atMs += (1L << attempt) * 1000;
    }
  }
}
