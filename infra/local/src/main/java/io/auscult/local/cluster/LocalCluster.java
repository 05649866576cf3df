package io.auscult.local.cluster;

import io.auscult.local.house.LocalPort;
import io.auscult.local.house.StartFailure;
import io.auscult.settings.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM with jobs that each go on where they were: after a clean stop from
 * their savepoint, after a crash from their newest checkpoint.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(30);

  /** A job that was started. */
  private record Running(String name, JobID id, JobFolders folders) {}

  private final MiniCluster cluster;
  private final ClusterFolders folders;
  private final URI web;
  private final List<Running> jobs = new ArrayList<>();

  private LocalCluster(MiniCluster cluster, ClusterFolders folders, URI web) {
    this.cluster = cluster;
    this.folders = folders;
    this.web = web;
  }

  /**
   * Starts the cluster without a job, so that this can go on beside the start of Kafka.
   *
   * @param folder checkpoints, savepoints and temporary files
   * @param port of the UI and REST interface; 0: any free one
   * @param slots the parallelism of all its jobs together
   * @param metrics port where the jobs' metrics are told as Prometheus text; empty: nowhere
   * @throws StartFailure where the port is taken or the folder cannot be used
   */
  public static LocalCluster start(Path folder, int port, int slots, OptionalInt metrics)
      throws StartFailure {
    int web = LocalPort.claim(Setting.FLINK_PORT, port);
    ClusterFolders folders = new ClusterFolders(folder.toAbsolutePath().normalize());
    try {
      folders.prepare();
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(ClusterConfiguration.of(folders, web, metrics))
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(slots)
                  .build());
      cluster.start();
      return new LocalCluster(cluster, folders, cluster.getRestAddress().get());
    } catch (Exception e) {
      throw new StartFailure(
          "Flink cannot start with " + folder + ": " + StartFailure.reason(e), e);
    }
  }

  /**
   * Starts jobs beside each other, each from its last state if there is one, and returns when every
   * subtask of all of them runs.
   *
   * @throws StartFailure with the job's own reason where one cannot run
   */
  public void run(List<LocalJob> wanted) throws StartFailure, InterruptedException {
    for (LocalJob job : wanted) jobs.add(submit(job));
    for (Running job : jobs) awaitRunning(job);
  }

  private Running submit(LocalJob job) throws StartFailure, InterruptedException {
    try {
      JobFolders own = foldersOf(job);
      Optional<Path> state = own.resumePoint();
      own.prepare(state);
      Configuration configuration = new Configuration(cluster.getConfiguration());
      configuration.set(CoreOptions.DEFAULT_PARALLELISM, job.parallelism());
      configuration.set(
          CheckpointingOptions.CHECKPOINTS_DIRECTORY, own.checkpoints().toUri().toString());
      configuration.set(
          CheckpointingOptions.SAVEPOINT_DIRECTORY, own.savepoints().toUri().toString());
      StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
      job.definition().define(env);
      StreamGraph graph = env.getStreamGraph();
      graph.setJobName(job.name());
      if (state.isPresent()) {
        // Claimed: Flink deletes the old state itself once a newer one has taken its place.
        graph.setSavepointRestoreSettings(
            SavepointRestoreSettings.forPath(
                state.get().toUri().toString(), false, RecoveryClaimMode.CLAIM));
        LOG.debug("{} goes on from {}", job.name(), state.get());
      }
      return new Running(job.name(), cluster.submitJob(graph.getJobGraph()).get().getJobID(), own);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new StartFailure(
          "the job " + job.name() + " cannot start: " + StartFailure.reason(e), e);
    }
  }

  private JobFolders foldersOf(LocalJob job) {
    return job.wasTheOnlyOne() ? folders.ofTheFirst(job.name()) : folders.of(job.name());
  }

  /** URL of the UI and REST interface. */
  public URI web() {
    return web;
  }

  /** Completes when any of the jobs has ended, for whatever reason. */
  public CompletableFuture<JobResult> ended() {
    CompletableFuture<JobResult> first = new CompletableFuture<>();
    for (Running job : jobs) {
      cluster
          .requestJobResult(job.id())
          .whenComplete(
              (result, failure) -> {
                if (failure == null) first.complete(result);
                else first.completeExceptionally(failure);
              });
    }
    return first;
  }

  /**
   * Ends every job with a savepoint, from which the next start goes on. One with which that does
   * not succeed in time is left to {@link #close}, and goes on from its newest checkpoint.
   */
  public void stopWithSavepoint() throws InterruptedException {
    List<CompletableFuture<String>> stops = new ArrayList<>();
    for (Running job : jobs) {
      String target = job.folders().savepoints().toUri().toString();
      stops.add(cluster.stopWithSavepoint(job.id(), target, false, SavepointFormatType.CANONICAL));
    }
    long deadline = System.nanoTime() + STOP.toNanos();
    for (int i = 0; i < stops.size(); i++) {
      try {
        stops.get(i).get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
      } catch (ExecutionException | TimeoutException e) {
        LOG.warn(
            "No savepoint of {} could be taken, its next start goes on from a checkpoint: {}",
            jobs.get(i).name(),
            StartFailure.reason(e));
      }
    }
  }

  @Override
  public void close() {
    try {
      cluster.closeAsync().get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("Flink did not close cleanly: {}", StartFailure.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** RUNNING as a job's status is not enough: its tasks may still be restoring. */
  private void awaitRunning(Running job) throws StartFailure, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      AccessExecutionGraph graph = graph(job);
      if (graph.getFailureInfo() != null) {
        Throwable failure =
            graph
                .getFailureInfo()
                .getException()
                .deserializeError(LocalCluster.class.getClassLoader());
        throw new StartFailure(
            "the job " + job.name() + " cannot run: " + StartFailure.reason(failure), failure);
      }
      if (everyTaskRuns(graph)) return;
      if (System.nanoTime() > deadline) {
        throw new StartFailure(
            "the job "
                + job.name()
                + " did not start within "
                + START.toSeconds()
                + " s; see "
                + web);
      }
      if (Thread.interrupted()) throw new InterruptedException();
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
  }

  private AccessExecutionGraph graph(Running job) throws StartFailure, InterruptedException {
    try {
      return cluster.getExecutionGraph(job.id()).get();
    } catch (ExecutionException e) {
      throw new StartFailure("the job " + job.name() + " cannot run: " + StartFailure.reason(e), e);
    }
  }

  private static boolean everyTaskRuns(AccessExecutionGraph graph) {
    int tasks = 0;
    for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
      if (vertex.getExecutionState() != ExecutionState.RUNNING) return false;
      tasks++;
    }
    return tasks > 0;
  }

  /** The state that the next start of a job would go on from. */
  Optional<Path> resumePoint(LocalJob job) throws IOException {
    return foldersOf(job).resumePoint();
  }
}
