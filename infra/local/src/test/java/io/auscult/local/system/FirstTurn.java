package io.auscult.local.system;

import io.auscult.audio.AudioFiles;
import io.auscult.local.client.LiveClient;
import io.auscult.local.sample.SampleConsultation;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Speech for the vendors' snippets: "Good morning, please have a seat. What brings you in today?".
 */
final class FirstTurn {
  /** 16 kHz. */
  static final String WAV = "first-turn.wav";

  /** The whole consultation, 16 kHz. */
  static final String CONSULTATION_WAV = "consultation.wav";

  private static final int SECONDS = 6;

  private FirstTurn() {}

  /** The folder that the snippets run in, with the recordings in it. */
  static NodeFolder folder() throws Exception {
    NodeFolder folder = NodeFolder.in(Path.of("target", "seed-snippets").toAbsolutePath());
    short[] consultation = SampleConsultation.pcm();
    short[] turn = Arrays.copyOf(consultation, SECONDS * LiveClient.SAMPLE_RATE);
    AudioFiles.writeWav(folder.file(WAV), turn, LiveClient.SAMPLE_RATE);
    AudioFiles.writeWav(folder.file(CONSULTATION_WAV), consultation, LiveClient.SAMPLE_RATE);
    return folder;
  }
}
