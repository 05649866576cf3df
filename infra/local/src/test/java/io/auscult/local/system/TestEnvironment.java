package io.auscult.local.system;

import io.auscult.gateway.Gateway;
import io.auscult.gateway.GatewaySettings;
import io.auscult.gateway.Secrets;
import io.auscult.local.house.KeptSecrets;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.io.IOException;
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

  /** A gateway of its own for a Kafka and a Flink that are there already. */
  static Gateway gateway(Settings settings, KeptSecrets secrets) throws IOException {
    String kafka = settings.text(Setting.KAFKA).orElseThrow();
    return Gateway.start(
        GatewaySettings.from(
            settings,
            kafka,
            new Secrets(secrets.jwtSecret(), secrets.adminToken()),
            settings.applications()));
  }
}
