package io.auscult.local.house;

import io.auscult.delivery.DeliveryJob;
import io.auscult.delivery.DeliverySettings;
import io.auscult.gateway.Gateway;
import io.auscult.gateway.GatewaySettings;
import io.auscult.local.broker.EmbeddedBroker;
import io.auscult.local.broker.TopicKeeper;
import io.auscult.local.cluster.LocalCluster;
import io.auscult.local.cluster.LocalJob;
import io.auscult.settings.Application;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import io.auscult.speech.SpeechEngine;
import io.auscult.speech.onnx.Device;
import io.auscult.transcription.JobSettings;
import io.auscult.transcription.TranscriptionJob;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole system in this JVM: Kafka, Flink with its jobs, and the gateway, on one data folder.
 * What one run leaves there the next goes on with.
 */
public final class House implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(House.class);
  private static final Duration GIVE_UP = Duration.ofSeconds(30);

  /** POSTs wait for others and not for each other: one subtask has thousands under way. */
  private static final int DELIVERERS = 1;

  /** A part that has started. */
  private record Part(String name, AutoCloseable handle) {}

  private final Settings settings;
  private final Consumer<String> progress;
  private final Deque<Part> parts = new ArrayDeque<>();
  private KeptSecrets secrets;
  private String kafka;
  private LocalCluster cluster;
  private Gateway gateway;

  private House(Settings settings, Consumer<String> progress) {
    this.settings = settings;
    this.progress = progress;
  }

  /**
   * Returns when every part takes work. Nothing is left running where this fails.
   *
   * @param progress told in one line what takes long
   * @throws StartFailure in one line: what is wrong and what to do
   */
  public static House start(Settings settings, Consumer<String> progress)
      throws StartFailure, InterruptedException {
    House house = new House(settings, progress);
    ExecutorService starters = Executors.newFixedThreadPool(3);
    try {
      house.rise(starters);
      return house;
    } catch (StartFailure | InterruptedException | RuntimeException e) {
      starters.shutdownNow();
      // What is half started must be whole before it can be closed.
      if (!starters.awaitTermination(GIVE_UP.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("A part of the system is still starting and will end with the process");
      }
      house.close();
      throw e;
    } finally {
      starters.shutdown();
    }
  }

  private void rise(ExecutorService starters) throws StartFailure, InterruptedException {
    // The cheap refusals come before anything that takes long or leaves something behind.
    int gatewayPort = LocalPort.claim(Setting.PORT, settings.whole(Setting.PORT));
    DataFolder folder = keep("data folder", DataFolder.take(settings.path(Setting.DATA)));
    secrets = KeptSecrets.of(settings, folder.root());

    Future<SpeechEngine> speech = starters.submit(this::loadModels);
    Future<String> servers = starters.submit(() -> startKafka(folder));
    Future<LocalCluster> flink = starters.submit(() -> startFlink(folder));
    kafka = get(servers);
    Future<Gateway> front = starters.submit(() -> startGateway(gatewayPort));
    cluster = get(flink);
    get(speech);
    cluster.run(jobs());
    gateway = get(front);
  }

  private String startKafka(DataFolder folder) throws StartFailure, InterruptedException {
    Optional<String> existing = settings.text(Setting.KAFKA);
    String servers;
    if (existing.isPresent()) {
      servers = existing.get();
    } else {
      int port = settings.whole(Setting.KAFKA_PORT);
      servers = keep("Kafka", EmbeddedBroker.start(folder.kafka(), port)).bootstrapServers();
    }
    TopicKeeper.ensure(servers);
    return servers;
  }

  private LocalCluster startFlink(DataFolder folder) throws StartFailure {
    int slots = transcribers() + DELIVERERS;
    int port = settings.whole(Setting.FLINK_PORT);
    Optional<Integer> metrics = settings.maybeWhole(Setting.METRICS_PORT);
    OptionalInt reporter =
        metrics.isEmpty()
            ? OptionalInt.empty()
            : OptionalInt.of(LocalPort.claim(Setting.METRICS_PORT, metrics.get()));
    return keep("Flink", LocalCluster.start(folder.flink(), port, slots, reporter));
  }

  private static int transcribers() {
    return Math.min(8, Math.max(2, Runtime.getRuntime().availableProcessors()));
  }

  private List<LocalJob> jobs() {
    JobSettings transcription = JobSettings.from(settings, kafka);
    DeliverySettings delivery = DeliverySettings.from(settings, kafka, applications());
    return List.of(
        new LocalJob(
            TranscriptionJob.NAME,
            transcribers(),
            true,
            environment -> TranscriptionJob.define(environment, transcription)),
        new LocalJob(
            DeliveryJob.NAME,
            DELIVERERS,
            false,
            environment -> DeliveryJob.define(environment, delivery)));
  }

  /** The job shares this engine; loaded here it is ready when the job's operators open. */
  private SpeechEngine loadModels() throws StartFailure {
    Optional<Path> prepared = settings.maybePath(Setting.MODELS);
    String recogniser = settings.text(Setting.RECOGNISER).orElseThrow();
    Device device = Device.named(settings.text(Setting.DEVICE).orElseThrow());
    return keep("models", Models.load(prepared, recogniser, device, progress));
  }

  private Gateway startGateway(int port) throws StartFailure {
    try {
      return keep(
          "gateway",
          Gateway.start(
              GatewaySettings.from(settings, kafka, secrets.forGateway(), applications())));
    } catch (IOException e) {
      throw new StartFailure(
          "the gateway cannot start on port " + port + ": " + StartFailure.reason(e), e);
    }
  }

  /** {@code http://host:port}. */
  public URI gatewayUrl() {
    return URI.create("http://127.0.0.1:" + gateway.port());
  }

  /** Bootstrap servers. */
  public String kafka() {
    return kafka;
  }

  /** UI and REST interface of Flink. */
  public URI flinkUrl() {
    return cluster.web();
  }

  public KeptSecrets secrets() {
    return secrets;
  }

  /** Applications of Invox: those of the settings, or the one that this installation made. */
  public List<Application> applications() {
    return secrets.applications();
  }

  /** Completes if a job ends although nobody asked it to. */
  public CompletableFuture<Void> ended() {
    return cluster.ended().thenAccept(result -> {});
  }

  /**
   * Tells every client, lets what is under way finish, and leaves a savepoint for the next start.
   */
  public void drain() throws InterruptedException {
    gateway.drain();
    cluster.stopWithSavepoint();
  }

  /** Closes every part, the last that started first. */
  @Override
  public void close() {
    Part part;
    while ((part = next()) != null) {
      try {
        part.handle().close();
      } catch (Exception e) {
        LOG.warn("{} did not close cleanly: {}", part.name(), StartFailure.reason(e));
      }
    }
  }

  private Part next() {
    synchronized (parts) {
      return parts.pollLast();
    }
  }

  private <T extends AutoCloseable> T keep(String name, T handle) {
    synchronized (parts) {
      parts.addLast(new Part(name, handle));
    }
    return handle;
  }

  private static <T> T get(Future<T> started) throws StartFailure, InterruptedException {
    try {
      return started.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StartFailure failure) throw failure;
      throw new StartFailure("the system cannot start: " + StartFailure.reason(e), e.getCause());
    }
  }
}
