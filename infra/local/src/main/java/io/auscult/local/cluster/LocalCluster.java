package io.auscult.local.cluster;

import io.auscult.local.house.LocalPort;
import io.auscult.local.house.StartFailure;
import io.auscult.settings.Setting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
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
 * A Flink cluster in this JVM with one job that goes on where it was: after a clean stop from its
 * savepoint, after a crash from its newest checkpoint.
 */
public final class LocalCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final MiniCluster cluster;
  private final ClusterFolders folders;
  private final URI web;
  private JobID job;

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
   * @throws StartFailure where the port is taken or the folder cannot be used
   */
  public static LocalCluster start(Path folder, int port, int parallelism) throws StartFailure {
    int web = LocalPort.claim(Setting.FLINK_PORT, port);
    ClusterFolders folders = new ClusterFolders(folder.toAbsolutePath().normalize());
    try {
      folders.prepare(folders.resumePoint());
      Configuration configuration = ClusterConfiguration.of(folders, web, parallelism);
      MiniCluster cluster =
          new MiniCluster(
              new MiniClusterConfiguration.Builder()
                  .setConfiguration(configuration)
                  .setNumTaskManagers(1)
                  .setNumSlotsPerTaskManager(parallelism)
                  .build());
      cluster.start();
      return new LocalCluster(cluster, folders, cluster.getRestAddress().get());
    } catch (Exception e) {
      throw new StartFailure(
          "Flink cannot start with " + folder + ": " + StartFailure.reason(e), e);
    }
  }

  /**
   * Starts the job, from its last state if there is one, and returns when every subtask of it runs.
   *
   * @throws StartFailure with the job's own reason where it cannot run
   */
  public void run(JobDefinition definition) throws StartFailure, InterruptedException {
    try {
      Optional<Path> state = folders.resumePoint();
      StreamExecutionEnvironment env = new StreamExecutionEnvironment(cluster.getConfiguration());
      definition.define(env);
      StreamGraph graph = env.getStreamGraph();
      if (state.isPresent()) {
        // Claimed: Flink deletes the old state itself once a newer one has taken its place.
        graph.setSavepointRestoreSettings(
            SavepointRestoreSettings.forPath(
                state.get().toUri().toString(), false, RecoveryClaimMode.CLAIM));
        LOG.debug("The job goes on from {}", state.get());
      }
      job = cluster.submitJob(graph.getJobGraph()).get().getJobID();
      awaitRunning();
    } catch (InterruptedException e) {
      throw e;
    } catch (StartFailure e) {
      throw e;
    } catch (Exception e) {
      throw new StartFailure("the transcription job cannot start: " + StartFailure.reason(e), e);
    }
  }

  /** URL of the UI and REST interface. */
  public URI web() {
    return web;
  }

  /** The running job. */
  public JobID job() {
    return job;
  }

  /** Completes when the job has ended, for whatever reason. */
  public CompletableFuture<JobResult> ended() {
    return cluster.requestJobResult(job);
  }

  /**
   * Ends the job with a savepoint, from which the next start goes on. Where that does not succeed
   * in time the job is left to {@link #close}, and the next start goes on from the newest
   * checkpoint.
   */
  public void stopWithSavepoint() throws InterruptedException {
    try {
      cluster
          .stopWithSavepoint(
              job, folders.savepoints().toUri().toString(), false, SavepointFormatType.CANONICAL)
          .get(STOP.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn(
          "No savepoint could be taken, the next start goes on from a checkpoint: {}",
          StartFailure.reason(e));
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
  private void awaitRunning() throws Exception {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      AccessExecutionGraph graph = cluster.getExecutionGraph(job).get();
      if (graph.getFailureInfo() != null) {
        Throwable failure =
            graph
                .getFailureInfo()
                .getException()
                .deserializeError(LocalCluster.class.getClassLoader());
        throw new StartFailure(
            "the transcription job cannot run: " + StartFailure.reason(failure), failure);
      }
      if (everyTaskRuns(graph)) return;
      if (System.nanoTime() > deadline) {
        throw new StartFailure(
            "the transcription job did not start within " + START.toSeconds() + " s; see " + web);
      }
      if (Thread.interrupted()) throw new InterruptedException();
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
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

  /** The state that a next start would go on from. */
  Optional<Path> resumePoint() throws IOException {
    return folders.resumePoint();
  }
}
