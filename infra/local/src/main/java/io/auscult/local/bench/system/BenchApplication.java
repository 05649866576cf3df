package io.auscult.local.bench.system;

import io.auscult.settings.Application;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The Invox application of a system that a benchmark started; its secrets are of one run. */
public final class BenchApplication {
  private static final int SESSION_LIMIT = 100_000;

  private BenchApplication() {}

  /** With more sessions at once than any benchmark opens. */
  public static Application make() {
    return new Application(
        "bench", secret(), secret(), List.of("REAL-TIME-TRANSCRIBE"), SESSION_LIMIT, "bench");
  }

  private static String secret() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
