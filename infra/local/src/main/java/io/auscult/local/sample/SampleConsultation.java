package io.auscult.local.sample;

import io.auscult.audio.AudioFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A consultation of 82 s between two synthetic voices, made by {@code infra/local/sample/make.sh}:
 * nobody's voice and nobody's history.
 */
public final class SampleConsultation {
  private SampleConsultation() {}

  /** 16 kHz mono. */
  public static short[] pcm() throws IOException {
    Path file = Files.createTempFile("auscult-sample", ".flac");
    try (InputStream in = SampleConsultation.class.getResourceAsStream("consultation.flac")) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return AudioFiles.read(file);
    } finally {
      Files.delete(file);
    }
  }
}
