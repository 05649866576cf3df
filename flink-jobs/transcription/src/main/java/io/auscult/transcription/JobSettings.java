package io.auscult.transcription;

import io.auscult.settings.InvalidSetting;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import io.auscult.speech.onnx.Device;

/**
 * What the job has to know.
 *
 * @param bootstrapServers Kafka
 * @param models prepared model folder; empty: the per-user cache
 * @param recogniser {@code tiny}, {@code base} or a folder
 * @param device what the recogniser runs on
 * @param speakers whether voices are told apart where a stream has no speaker of its own
 * @param speakerEncoder folder of another speaker encoder; empty: the built-in one
 * @param recognitionThreads recognitions at once in one process
 * @param windowsInFlight windows that one subtask may have under way; they lie in the checkpoint,
 *     at most 0.9 MB each
 */
public record JobSettings(
    String bootstrapServers,
    String models,
    String recogniser,
    Device device,
    boolean speakers,
    String speakerEncoder,
    int recognitionThreads,
    int windowsInFlight) {

  /**
   * A session that runs a minute ahead, which is as far as gateways let it, has some 25 under way:
   * several of them must not stop the others on their subtask.
   */
  private static final int WINDOWS_IN_FLIGHT = 256;

  /** What the settings and this machine say. */
  public static JobSettings from(Settings s, String bootstrapServers) {
    return new JobSettings(
        bootstrapServers,
        s.text(Setting.MODELS).orElse(""),
        s.text(Setting.RECOGNISER).orElseThrow(),
        Device.named(s.text(Setting.DEVICE).orElseThrow()),
        s.on(Setting.SPEAKERS),
        s.text(Setting.SPEAKER_ENCODER).orElse(""),
        Runtime.getRuntime().availableProcessors(),
        WINDOWS_IN_FLIGHT);
  }

  /**
   * For a cluster, where there is no embedded broker.
   *
   * @throws InvalidSetting when {@code AUSCULT_KAFKA} is not set
   */
  static JobSettings forCluster(Settings s) throws InvalidSetting {
    String kafka =
        s.text(Setting.KAFKA)
            .orElseThrow(
                () -> new InvalidSetting(Setting.KAFKA.variable(), "", "a cluster needs a Kafka"));
    return from(s, kafka);
  }
}
