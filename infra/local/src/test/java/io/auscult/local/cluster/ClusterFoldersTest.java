package io.auscult.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterFoldersTest {
  @TempDir Path root;

  @Test
  void aFirstStartGoesOnFromNothing() throws Exception {
    assertThat(new ClusterFolders(root.resolve("none")).resumePoint()).isEmpty();
  }

  @Test
  void afterACleanStopItGoesOnFromTheSavepoint() throws Exception {
    state("checkpoints/job-1/chk-7", 100);
    Path savepoint = state("savepoints/savepoint-1", 200);
    assertThat(new ClusterFolders(root).resumePoint()).contains(savepoint);
  }

  @Test
  void afterACrashItGoesOnFromTheNewestCheckpointOfAnyRun() throws Exception {
    state("savepoints/savepoint-1", 100);
    state("checkpoints/job-1/chk-90", 150);
    Path newest = state("checkpoints/job-2/chk-3", 200);
    assertThat(new ClusterFolders(root).resumePoint()).contains(newest);
  }

  @Test
  void aStateThatWasNotFinishedIsPassedOver() throws Exception {
    Path whole = state("checkpoints/job-1/chk-1", 100);
    Files.createDirectories(root.resolve("checkpoints/job-1/chk-2"));
    Path empty = Files.createDirectories(root.resolve("checkpoints/job-1/chk-3"));
    Files.createFile(empty.resolve("_metadata"));
    assertThat(new ClusterFolders(root).resumePoint()).contains(whole);
  }

  @Test
  void preparingKeepsTheStateToGoOnFromAndNoOlderRun() throws Exception {
    Path old = state("checkpoints/job-1/chk-1", 100);
    Path kept = state("checkpoints/job-2/chk-1", 200);
    Path savepoint = state("savepoints/savepoint-1", 50);
    Files.createDirectories(root.resolve("tmp/left-over"));
    new ClusterFolders(root).prepare(Optional.of(kept));
    assertThat(kept.resolve("_metadata")).exists();
    assertThat(old).doesNotExist();
    assertThat(savepoint).doesNotExist();
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  private Path state(String path, long writtenMs) throws IOException {
    Path state = Files.createDirectories(root.resolve(path));
    Path metadata = Files.writeString(state.resolve("_metadata"), "x");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenMs));
    return state;
  }
}
