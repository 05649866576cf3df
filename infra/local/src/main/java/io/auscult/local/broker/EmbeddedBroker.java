package io.auscult.local.broker;

import io.auscult.local.house.LocalPort;
import io.auscult.local.house.StartFailure;
import io.auscult.settings.Setting;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real Kafka broker and controller (KRaft, one node) in this JVM, on the loopback interface. Its
 * log stays in its folder: the next start goes on with it, also after a kill -9.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final String HOST = "127.0.0.1";

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedBroker(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Returns when the broker serves.
   *
   * @param folder its log; formatted on the first start, never again
   * @param port 0: any free one
   * @throws StartFailure where the port is taken or the folder cannot be used
   */
  public static EmbeddedBroker start(Path folder, int port) throws StartFailure {
    int broker = LocalPort.claim(Setting.KAFKA_PORT, port);
    // The controller is asked by nobody else; with a static quorum its port may change every time.
    int controller = LocalPort.claim(Setting.KAFKA_PORT, 0);
    haltWithOneLine(folder);
    try {
      Files.createDirectories(folder);
      Properties properties = properties(folder, broker, controller);
      if (!formatted(folder)) format(folder);
      KafkaRaftServer server =
          new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, broker);
    } catch (Exception e) {
      throw new StartFailure(
          "the embedded Kafka cannot use "
              + folder
              + ": "
              + StartFailure.reason(e)
              + " (is the disk full, or the folder not yours?)",
          e);
    }
  }

  /** As clients want it: {@code host:port}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  /** A full disk may have left the file empty: then there was no broker here yet. */
  private static boolean formatted(Path folder) throws IOException {
    Path meta = folder.resolve("meta.properties");
    return Files.exists(meta) && Files.size(meta) > 0;
  }

  private static void format(Path folder) throws Exception {
    new Formatter()
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .setNodeId(1)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(folder.toString()))
        .setMetadataLogDirectory(folder.toString())
        .setControllerListenerName("CONTROLLER")
        // Version 2 answers a second commit of the same transaction with "fenced" once the broker
        // was restarted too; Flink commits again after every crash and would report lost data.
        .setFeatureLevel("transaction.version", (short) 1)
        .setIgnoreFormatted(true)
        .run();
  }

  /**
   * Kafka ends the whole process where its log folder fails under it (a full disk); whoever looks
   * on should read why.
   */
  private static void haltWithOneLine(Path folder) {
    Exit.Procedure halt =
        (status, message) -> {
          System.err.println(
              "auscult: the embedded Kafka gave up on "
                  + folder
                  + ": is the disk full? Nothing that was acknowledged is lost; free some space"
                  + " and start again");
          Runtime.getRuntime().halt(status == 0 ? 1 : status);
        };
    Exit.setHaltProcedure(halt);
    Exit.setExitProcedure(halt);
  }

  private static Properties properties(Path folder, int port, int controllerPort) {
    Properties p = new Properties();
    p.put("process.roles", "broker,controller");
    p.put("node.id", "1");
    p.put("controller.quorum.voters", "1@" + HOST + ":" + controllerPort);
    p.put(
        "listeners",
        "PLAINTEXT://" + HOST + ":" + port + ",CONTROLLER://" + HOST + ":" + controllerPort);
    p.put("advertised.listeners", "PLAINTEXT://" + HOST + ":" + port);
    p.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    p.put("inter.broker.listener.name", "PLAINTEXT");
    p.put("controller.listener.names", "CONTROLLER");
    p.put("log.dirs", folder.toString());
    for (String one :
        List.of(
            "offsets.topic.replication.factor",
            "offsets.topic.num.partitions",
            "transaction.state.log.replication.factor",
            "transaction.state.log.min.isr",
            "transaction.state.log.num.partitions",
            "share.coordinator.state.topic.replication.factor",
            "share.coordinator.state.topic.min.isr",
            "share.coordinator.state.topic.num.partitions")) {
      p.put(one, "1");
    }
    p.put("group.initial.rebalance.delay.ms", "0");
    p.put("auto.create.topics.enable", "false");
    p.put("num.network.threads", "2");
    p.put("num.io.threads", "2");
    p.put("message.max.bytes", Integer.toString(TopicPlan.LARGEST_RECORD));
    p.put("replica.fetch.max.bytes", Integer.toString(TopicPlan.LARGEST_RECORD));
    p.put("log.cleaner.dedupe.buffer.size", Integer.toString(8 << 20));
    // Each of some forty partitions maps two indexes of this size: 10 MiB each by default.
    p.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    // A start after kill -9 waits until the old registration expires: 9 s by default. With 1.5 s
    // the broker was taken for dead on a machine with four processes to each core.
    p.put("broker.heartbeat.interval.ms", "250");
    p.put("broker.session.timeout.ms", "3000");
    return p;
  }
}
