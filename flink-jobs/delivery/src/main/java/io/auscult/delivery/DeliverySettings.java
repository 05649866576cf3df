package io.auscult.delivery;

import io.auscult.delivery.post.PostSettings;
import io.auscult.settings.Application;
import io.auscult.settings.InvalidSetting;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.util.List;

/**
 * What the job has to know. Secrets travel in the job's graph, never on Kafka.
 *
 * @param bootstrapServers Kafka
 * @param post who signs, and where results may go
 */
public record DeliverySettings(String bootstrapServers, PostSettings post) {

  /**
   * What the settings say.
   *
   * @param applications whose results are delivered, and whose secrets sign them
   */
  public static DeliverySettings from(
      Settings s, String bootstrapServers, List<Application> applications) {
    return new DeliverySettings(
        bootstrapServers, PostSettings.of(applications, s.callbackTargets()));
  }

  /**
   * For a cluster, where there is no embedded broker.
   *
   * @throws InvalidSetting when {@code AUSCULT_KAFKA} is not set
   */
  static DeliverySettings forCluster(Settings s) throws InvalidSetting {
    String kafka =
        s.text(Setting.KAFKA)
            .orElseThrow(
                () -> new InvalidSetting(Setting.KAFKA.variable(), "", "a cluster needs a Kafka"));
    return from(s, kafka, s.applications());
  }
}
