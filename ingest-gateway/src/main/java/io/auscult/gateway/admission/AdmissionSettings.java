package io.auscult.gateway.admission;

import java.time.Duration;

/**
 * When new sessions are let in.
 *
 * @param on false: always ({@code AUSCULT_ADMISSION=off})
 * @param lagLimit the time to final that those inside are promised ({@code AUSCULT_LAG_LIMIT}); at
 *     half of it nobody more is let in
 */
public record AdmissionSettings(boolean on, Duration lagLimit) {
  /** Everybody is let in. */
  public static final AdmissionSettings OFF = new AdmissionSettings(false, Duration.ofSeconds(2));

  /** What stops admission, in milliseconds: those inside keep the other half. */
  long stopMs() {
    return lagLimit.toMillis() / 2;
  }
}
