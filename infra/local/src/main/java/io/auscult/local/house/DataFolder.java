package io.auscult.local.house;

import io.auscult.settings.Setting;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Everything the system keeps, held by one process at a time. */
public final class DataFolder implements AutoCloseable {
  /** Below this Kafka fails before it has begun, in more words than one line. */
  private static final long LEAST_FREE_MIB = 64;

  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes the folder if need be and takes it for this process until {@link #close}, or until the
   * process ends in whatever way.
   *
   * @throws StartFailure where another process has it, or it cannot be written
   */
  public static DataFolder take(Path path) throws StartFailure {
    Path root = path.toAbsolutePath().normalize();
    FileChannel channel = null;
    try {
      Files.createDirectories(root);
      long freeMib = Files.getFileStore(root).getUsableSpace() >> 20;
      if (freeMib < LEAST_FREE_MIB) {
        throw new IOException("the disk is full: only " + freeMib + " MiB are free");
      }
      channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock != null) return new DataFolder(root, channel, lock);
    } catch (OverlappingFileLockException e) {
      // Held by this very process: the same refusal as for any other.
    } catch (IOException e) {
      close(channel, e);
      throw new StartFailure(
          "the data folder "
              + root
              + " cannot be used ("
              + StartFailure.reason(e)
              + "): set "
              + Setting.DATA.variable()
              + " to a folder of yours with free space",
          e);
    }
    StartFailure taken =
        new StartFailure(
            "another Auscult is running with the data folder "
                + root
                + ": stop it, or set "
                + Setting.DATA.variable()
                + " to another folder");
    close(channel, taken);
    throw taken;
  }

  public Path root() {
    return root;
  }

  public Path kafka() {
    return root.resolve("kafka");
  }

  public Path flink() {
    return root.resolve("flink");
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }

  private static void close(FileChannel channel, Exception because) {
    if (channel == null) return;
    try {
      channel.close();
    } catch (IOException e) {
      because.addSuppressed(e);
    }
  }
}
