package io.auscult.local.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.local.house.LocalPort;
import io.auscult.settings.Setting;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/** A standalone Flink from the jars of Maven Central: a job manager and a task manager process. */
final class FlinkProcesses implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final URI rest;
  private final List<Process> processes = new ArrayList<>();

  private FlinkProcesses(Path folder, URI rest) {
    this.folder = folder;
    this.rest = rest;
  }

  static FlinkProcesses start(Path folder, Map<String, String> environment) throws Exception {
    Files.createDirectories(folder);
    int restPort = LocalPort.claim(Setting.FLINK_PORT, 0);
    int rpcPort = LocalPort.claim(Setting.FLINK_PORT, 0);
    Files.writeString(folder.resolve("config.yaml"), configuration(folder, restPort, rpcPort));
    FlinkProcesses flink = new FlinkProcesses(folder, URI.create("http://127.0.0.1:" + restPort));
    try {
      String runtime = "org.apache.flink.runtime.";
      flink.processes.add(
          flink.java(
              "job-manager",
              environment,
              List.of("-Xmx512m"),
              runtime + "entrypoint.StandaloneSessionClusterEntrypoint",
              "--configDir",
              folder.toString()));
      flink.processes.add(
          flink.java(
              "task-manager",
              environment,
              List.of("-Xmx700m"),
              runtime + "taskexecutor.TaskManagerRunner",
              "--configDir",
              folder.toString()));
      flink.await(
          "a registered task manager",
          () -> flink.get("/overview").path("slots-total").asInt() > 0);
      return flink;
    } catch (Exception | AssertionError e) {
      flink.close();
      throw e;
    }
  }

  /** {@code flink run --detached}. */
  void run(Path jar, Map<String, String> environment) throws Exception {
    Process cli =
        java(
            "client",
            environment,
            // What the distribution's own script passes.
            List.of("--add-opens=java.base/java.util=ALL-UNNAMED"),
            "org.apache.flink.client.cli.CliFrontend",
            "run",
            "--detached",
            jar.toString());
    if (!cli.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || cli.exitValue() != 0) {
      cli.destroyForcibly();
      throw new AssertionError("flink run failed:\n" + log("client"));
    }
  }

  /** Waits until so many jobs run with all their tasks. */
  void awaitRunning(int jobs) throws Exception {
    await(
        "running jobs",
        () -> {
          JsonNode all = get("/jobs/overview").path("jobs");
          int running = 0;
          for (JsonNode job : all) {
            int total = job.path("tasks").path("total").asInt();
            if (total > 0 && job.path("tasks").path("running").asInt() == total) running++;
          }
          return running == jobs;
        });
  }

  @Override
  public void close() {
    for (Process process : processes) process.destroy();
    for (Process process : processes) process.onExit().join();
  }

  private interface Condition {
    boolean holds() throws IOException, InterruptedException;
  }

  private void await(String what, Condition condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        if (condition.holds()) return;
      } catch (IOException e) {
        // The REST interface does not listen yet.
        if (processes.stream().anyMatch(p -> !p.isAlive())) break;
      }
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
    throw new AssertionError("no " + what + "\n" + log("job-manager") + "\n" + log("task-manager"));
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(rest.resolve(path)).build();
    return JSON.readTree(
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  private String log(String name) throws IOException {
    return "--- " + name + "\n" + Files.readString(folder.resolve(name + ".log"));
  }

  private Process java(
      String name, Map<String, String> environment, List<String> options, String... main)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Auscult.java());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn", "-cp", clusterJars()));
    command.addAll(Arrays.asList(main));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().keySet().removeIf(key -> key.startsWith("AUSCULT_"));
    builder.environment().putAll(environment);
    builder.environment().put("FLINK_CONF_DIR", folder.toString());
    return builder.start();
  }

  /**
   * What lies in a cluster's lib/: Flink, its libraries, a logger and ONNX Runtime. Not the job.
   */
  private static String clusterJars() {
    return Arrays.stream(Auscult.classPath().split(File.pathSeparator))
        .filter(
            entry -> {
              String name = Path.of(entry).getFileName().toString();
              return name.endsWith(".jar")
                  && !name.startsWith("auscult-")
                  && !name.startsWith("kafka")
                  && !name.startsWith("jackson")
                  && !name.startsWith("flink-connector-kafka");
            })
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String configuration(Path folder, int restPort, int rpcPort) {
    return """
    jobmanager.rpc.address: 127.0.0.1
    jobmanager.rpc.port: %d
    jobmanager.bind-host: 127.0.0.1
    taskmanager.bind-host: 127.0.0.1
    taskmanager.host: 127.0.0.1
    rest.address: 127.0.0.1
    rest.bind-address: 127.0.0.1
    rest.port: %d
    parallelism.default: 2
    taskmanager.numberOfTaskSlots: 4
    taskmanager.cpu.cores: 2
    taskmanager.memory.framework.heap.size: 64m
    taskmanager.memory.framework.off-heap.size: 64m
    taskmanager.memory.jvm-metaspace.size: 256m
    taskmanager.memory.jvm-overhead.min: 192m
    taskmanager.memory.jvm-overhead.max: 192m
    taskmanager.memory.task.heap.size: 512m
    taskmanager.memory.task.off-heap.size: 256m
    taskmanager.memory.managed.size: 1m
    taskmanager.memory.network.min: 64m
    taskmanager.memory.network.max: 64m
    execution.checkpointing.interval: 2 s
    execution.checkpointing.dir: %s
    classloader.parent-first-patterns.additional: ai.onnxruntime.
    io.tmp.dirs: %s
    """
        .formatted(rpcPort, restPort, folder.resolve("checkpoints").toUri(), folder.resolve("tmp"));
  }
}
