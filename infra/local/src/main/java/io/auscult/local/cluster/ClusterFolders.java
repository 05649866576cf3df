package io.auscult.local.cluster;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the local Flink keeps its state.
 *
 * @param root everything of it: {@code jobs/<name>} of each job, and {@code tmp}; the first version
 *     of this layout had one job, whose {@code checkpoints} and {@code savepoints} lie here
 */
record ClusterFolders(Path root) {
  /** Emptied at every start. */
  Path temporary() {
    return root.resolve("tmp");
  }

  /** Of a job whose first state was written into folders of its own. */
  JobFolders of(String job) {
    return new JobFolders(root.resolve("jobs").resolve(job), List.of());
  }

  /** Of the job that was the only one once: it finds what it wrote then. */
  JobFolders ofTheFirst(String job) {
    return new JobFolders(root.resolve("jobs").resolve(job), List.of(root));
  }

  /** Makes what is missing and empties what is temporary. */
  void prepare() throws IOException {
    delete(temporary());
    Files.createDirectories(temporary());
  }

  static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory).toList();
    }
  }

  static void delete(Path folder) throws IOException {
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
