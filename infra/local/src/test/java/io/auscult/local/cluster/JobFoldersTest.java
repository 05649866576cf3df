package io.auscult.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFoldersTest {
  @TempDir Path root;

  @Test
  void aFirstStartGoesOnFromNothing() throws Exception {
    assertThat(folders(root.resolve("none")).resumePoint()).isEmpty();
  }

  @Test
  void afterACleanStopItGoesOnFromTheSavepoint() throws Exception {
    state("checkpoints/job-1/chk-7", 100);
    Path savepoint = state("savepoints/savepoint-1", 200);
    assertThat(folders(root).resumePoint()).contains(savepoint);
  }

  @Test
  void afterACrashItGoesOnFromTheNewestCheckpointOfAnyRun() throws Exception {
    state("savepoints/savepoint-1", 100);
    state("checkpoints/job-1/chk-90", 150);
    Path newest = state("checkpoints/job-2/chk-3", 200);
    assertThat(folders(root).resumePoint()).contains(newest);
  }

  @Test
  void aStateThatWasNotFinishedIsPassedOver() throws Exception {
    Path whole = state("checkpoints/job-1/chk-1", 100);
    Files.createDirectories(root.resolve("checkpoints/job-1/chk-2"));
    Path empty = Files.createDirectories(root.resolve("checkpoints/job-1/chk-3"));
    Files.createFile(empty.resolve("_metadata"));
    assertThat(folders(root).resumePoint()).contains(whole);
  }

  @Test
  void preparingKeepsTheStateToGoOnFromAndNoOlderRun() throws Exception {
    Path old = state("checkpoints/job-1/chk-1", 100);
    Path kept = state("checkpoints/job-2/chk-1", 200);
    Path savepoint = state("savepoints/savepoint-1", 50);
    folders(root).prepare(Optional.of(kept));
    assertThat(kept.resolve("_metadata")).exists();
    assertThat(old).doesNotExist();
    assertThat(savepoint).doesNotExist();
  }

  @Test
  void theJobThatWasTheOnlyOneGoesOnFromWhatItWroteThen() throws Exception {
    ClusterFolders all = new ClusterFolders(root);
    Path before = state("checkpoints/job-1/chk-90", 100);
    JobFolders first = all.ofTheFirst("first");
    assertThat(first.resumePoint()).contains(before);
    assertThat(all.of("second").resumePoint()).as("another's state is none").isEmpty();

    first.prepare(Optional.of(before));
    assertThat(before.resolve("_metadata")).exists();
    Path now = state("jobs/first/checkpoints/job-2/chk-1", 200);
    assertThat(first.resumePoint()).contains(now);
    first.prepare(Optional.of(now));
    assertThat(before).as("superseded").doesNotExist();
  }

  @Test
  void whatIsTemporaryIsEmptiedAtEveryStart() throws Exception {
    Files.createDirectories(root.resolve("tmp/left-over"));
    new ClusterFolders(root).prepare();
    assertThat(root.resolve("tmp")).isEmptyDirectory();
  }

  private static JobFolders folders(Path root) {
    return new JobFolders(root, List.of());
  }

  private Path state(String path, long writtenMs) throws IOException {
    Path state = Files.createDirectories(root.resolve(path));
    Path metadata = Files.writeString(state.resolve("_metadata"), "x");
    Files.setLastModifiedTime(metadata, FileTime.fromMillis(writtenMs));
    return state;
  }
}
