package io.auscult.local.bench.peer;

import io.auscult.audio.AudioFiles;
import io.auscult.audio.Pcm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Recordings as files that any program reads, in a folder that is gone when this is closed. */
public final class WavFiles implements AutoCloseable {
  private final Path folder;
  private int written;

  private WavFiles(Path folder) {
    this.folder = folder;
  }

  /** Begins with an empty folder. */
  public static WavFiles open() throws IOException {
    return new WavFiles(Files.createTempDirectory("auscult-bench-wav"));
  }

  /** One recording of 16 kHz mono; returns its file. */
  public Path write(short[] pcm) throws IOException {
    Path file = folder.resolve(String.format("%04d.wav", written++));
    AudioFiles.writeWav(file, pcm, Pcm.RATE);
    return file;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path one : deepestFirst) Files.deleteIfExists(one);
    }
  }
}
