package io.auscult.local.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where one job keeps its state.
 *
 * @param root {@code checkpoints/<job id>/chk-<n>} and {@code savepoints/<name>} lie in it
 * @param earlier other roots that hold states of this job, from before it had one of its own; a
 *     checkpoint names its files by absolute paths, so they stay where they are
 */
record JobFolders(Path root, List<Path> earlier) {
  private static final String CHECKPOINTS = "checkpoints";
  private static final String SAVEPOINTS = "savepoints";
  private static final String METADATA = "_metadata";

  Path checkpoints() {
    return root.resolve(CHECKPOINTS);
  }

  Path savepoints() {
    return root.resolve(SAVEPOINTS);
  }

  /**
   * The state to go on from: the newest complete one, be it the savepoint of a clean stop or the
   * checkpoint before a crash. Flink writes {@code _metadata} last and in one step, so a state that
   * has it is whole; its age decides, as a checkpoint taken after a savepoint supersedes it.
   */
  Optional<Path> resumePoint() throws IOException {
    List<Path> states = new ArrayList<>();
    for (Path one : roots()) {
      states.addAll(ClusterFolders.children(one.resolve(SAVEPOINTS)));
      for (Path job : ClusterFolders.children(one.resolve(CHECKPOINTS))) {
        ClusterFolders.children(job).stream()
            .filter(state -> state.getFileName().toString().startsWith("chk-"))
            .forEach(states::add);
      }
    }
    record State(Path path, FileTime written) {}
    List<State> whole = new ArrayList<>();
    for (Path state : states) {
      Path metadata = state.resolve(METADATA);
      if (Files.isRegularFile(metadata) && Files.size(metadata) > 0) {
        whole.add(new State(state, Files.getLastModifiedTime(metadata)));
      }
    }
    return whole.stream().max(Comparator.comparing(State::written)).map(State::path);
  }

  /** Makes what is missing and deletes states older than {@code kept}. */
  void prepare(Optional<Path> kept) throws IOException {
    Files.createDirectories(checkpoints());
    Files.createDirectories(savepoints());
    if (kept.isEmpty()) return;
    List<Path> candidates = new ArrayList<>();
    for (Path one : roots()) {
      candidates.addAll(ClusterFolders.children(one.resolve(SAVEPOINTS)));
      candidates.addAll(ClusterFolders.children(one.resolve(CHECKPOINTS)));
    }
    for (Path one : candidates) if (!kept.get().startsWith(one)) ClusterFolders.delete(one);
  }

  private List<Path> roots() {
    List<Path> all = new ArrayList<>(List.of(root));
    all.addAll(earlier);
    return all;
  }
}
