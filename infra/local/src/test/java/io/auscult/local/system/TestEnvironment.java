package io.auscult.local.system;

import java.util.HashMap;
import java.util.Map;

/** Settings of the systems under test. */
final class TestEnvironment {
  private TestEnvironment() {}

  /** The small recogniser; of the machine's own settings only where its models lie. */
  static Map<String, String> tiny() {
    Map<String, String> settings = new HashMap<>();
    settings.put("AUSCULT_RECOGNISER", "tiny");
    String models = System.getenv("AUSCULT_MODELS");
    if (models != null) settings.put("AUSCULT_MODELS", models);
    return settings;
  }
}
