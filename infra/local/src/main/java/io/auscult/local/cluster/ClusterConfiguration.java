package io.auscult.local.cluster;

import java.util.Map;
import java.util.OptionalInt;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;

/**
 * The settings of the local Flink, each with its reason. Where its state lies is told with each
 * job.
 */
final class ClusterConfiguration {
  private ClusterConfiguration() {}

  /**
   * @param metrics where the jobs' metrics are told as Prometheus text; empty: nowhere
   */
  static Configuration of(ClusterFolders folders, int port, OptionalInt metrics) {
    Configuration configuration = cluster(folders, port);
    if (metrics.isPresent()) {
      configuration.setString(
          "metrics.reporter.prometheus.factory.class", PrometheusReporterFactory.class.getName());
      configuration.setString(
          "metrics.reporter.prometheus.port", Integer.toString(metrics.getAsInt()));
    }
    return configuration;
  }

  private static Configuration cluster(ClusterFolders folders, int port) {
    String loopback = "127.0.0.1";
    return Configuration.fromMap(
        Map.ofEntries(
            Map.entry("rest.address", loopback),
            Map.entry("rest.bind-address", loopback),
            Map.entry("rest.port", Integer.toString(port)),
            Map.entry("rest.bind-port", Integer.toString(port)),
            // Whoever reaches the UI could otherwise run code of his own here.
            Map.entry("web.submit.enable", "false"),
            Map.entry("web.cancel.enable", "false"),
            Map.entry("io.tmp.dirs", folders.temporary().toString()),
            Map.entry("web.tmpdir", folders.temporary().toString()),
            Map.entry("state.backend.type", "hashmap"),
            Map.entry("execution.checkpointing.storage", "filesystem"),
            Map.entry("execution.checkpointing.interval", "5 s"),
            Map.entry("execution.checkpointing.min-pause", "1 s"),
            Map.entry("execution.checkpointing.timeout", "60 s"),
            // A disk that is full for a minute must not end sessions.
            Map.entry("execution.checkpointing.tolerable-failed-checkpoints", "12"),
            Map.entry(
                "execution.checkpointing.externalized-checkpoint-retention",
                "RETAIN_ON_CANCELLATION"),
            Map.entry("restart-strategy.type", "exponential-delay"),
            Map.entry("restart-strategy.exponential-delay.initial-backoff", "500 ms"),
            Map.entry("restart-strategy.exponential-delay.max-backoff", "30 s"),
            // Kryo must never get into state: what it writes no later version can read.
            Map.entry("pipeline.generic-types", "false"),
            Map.entry("pipeline.object-reuse", "true"),
            // Every record goes out at once. At ten small records a second for each session that is
            // sooner and cheaper than threads that look after buffers every 5 ms: they took 4 % of
            // a core, however little there was to flush.
            Map.entry("execution.buffer-timeout.interval", "0 ms"),
            // The hashmap backend manages no memory; 64 MiB of buffers hold seconds of audio.
            Map.entry("taskmanager.memory.managed.size", "1 mb"),
            Map.entry("taskmanager.memory.network.min", "64 mb"),
            Map.entry("taskmanager.memory.network.max", "64 mb")));
  }
}
