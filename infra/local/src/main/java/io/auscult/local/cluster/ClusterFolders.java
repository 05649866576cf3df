package io.auscult.local.cluster;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where the local Flink keeps its state.
 *
 * @param root everything of it: {@code checkpoints/<job>/chk-<n>}, {@code savepoints/<name>},
 *     {@code tmp}
 */
record ClusterFolders(Path root) {
  private static final String METADATA = "_metadata";

  Path checkpoints() {
    return root.resolve("checkpoints");
  }

  Path savepoints() {
    return root.resolve("savepoints");
  }

  /** Emptied at every start. */
  Path temporary() {
    return root.resolve("tmp");
  }

  /**
   * The state to go on from: the newest complete one, be it the savepoint of a clean stop or the
   * checkpoint before a crash. Flink writes {@code _metadata} last and in one step, so a state that
   * has it is whole; its age decides, as a checkpoint taken after a savepoint supersedes it.
   */
  Optional<Path> resumePoint() throws IOException {
    List<Path> states = new ArrayList<>(children(savepoints()));
    for (Path job : children(checkpoints())) {
      children(job).stream()
          .filter(state -> state.getFileName().toString().startsWith("chk-"))
          .forEach(states::add);
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

  /** Makes what is missing, empties what is temporary, deletes states older than {@code kept}. */
  void prepare(Optional<Path> kept) throws IOException {
    delete(temporary());
    for (Path folder : List.of(checkpoints(), savepoints(), temporary())) {
      Files.createDirectories(folder);
    }
    if (kept.isEmpty()) return;
    List<Path> candidates = new ArrayList<>(children(savepoints()));
    candidates.addAll(children(checkpoints()));
    for (Path one : candidates) if (!kept.get().startsWith(one)) delete(one);
  }

  private static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, IOException e) throws IOException {
            if (e != null && !(e instanceof NoSuchFileException)) throw e;
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
