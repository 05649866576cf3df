package io.auscult.local.bench.corpus;

import io.auscult.audio.AudioFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Where the recordings come from that benchmarks stream. */
public final class Recordings {
  private static final String SAMPLE = "/io/auscult/local/sample/consultation.flac";
  private static final int SAMPLES_PER_MS = 16;

  private Recordings() {}

  /**
   * Consultations with word times: real voices on the turn timing of real consultations, overlaps
   * included. The set's column {@code word_times} names a file of {@code start end speaker word},
   * in seconds.
   */
  public static List<Recording> consultations(EvalSet simulated) throws IOException {
    List<Recording> recordings = new ArrayList<>();
    for (Clip clip : simulated.clips()) {
      Path folder = clip.audio().getParent().getParent();
      Path times = folder.resolve(clip.column("word_times"));
      List<Span> words = words(times.toString(), Files.readAllLines(times));
      recordings.add(new Recording(clip.name(), clip.pcm(), words, ""));
    }
    return recordings;
  }

  /** The words of everybody, ascending by their start. */
  static List<Span> words(String file, List<String> lines) throws IOException {
    return SpokenWord.spans(SpokenWord.parse(file, lines));
  }

  /**
   * Clips one after the other with {@code gapMs} between them, up to {@code mostMs} altogether. The
   * gaps hold white noise at the floor of the clip before, since digital silence would make the end
   * of speech easier to find than it is. Speech is told by level, the reference is all of theirs.
   */
  public static Recording joined(String name, List<Clip> clips, long gapMs, long mostMs)
      throws IOException {
    List<short[]> parts = new ArrayList<>();
    List<String> references = new ArrayList<>();
    List<Span> speech = new ArrayList<>();
    Random noise = new Random(1);
    long atMs = 0;
    for (Clip clip : clips) {
      short[] pcm = wholeMilliseconds(clip.pcm());
      long lengthMs = pcm.length / SAMPLES_PER_MS;
      if (atMs + lengthMs + gapMs > mostMs) break;
      for (Span span : SpeechLevel.spans(pcm)) speech.add(span.shifted(atMs));
      parts.add(pcm);
      parts.add(noise(noise, SpeechLevel.floor(pcm), gapMs));
      references.add(clip.reference());
      atMs += lengthMs + gapMs;
    }
    if (parts.isEmpty()) throw new IOException(name + ": no clip fits into " + mostMs + " ms");
    short[] all = new short[(int) (atMs * SAMPLES_PER_MS)];
    int filled = 0;
    for (short[] part : parts) {
      System.arraycopy(part, 0, all, filled, part.length);
      filled += part.length;
    }
    return new Recording(name, all, speech, String.join(" ", references));
  }

  private static short[] wholeMilliseconds(short[] pcm) {
    return Arrays.copyOf(pcm, pcm.length - pcm.length % SAMPLES_PER_MS);
  }

  private static short[] noise(Random random, double rms, long ms) {
    short[] noise = new short[(int) (ms * SAMPLES_PER_MS)];
    for (int i = 0; i < noise.length; i++) noise[i] = (short) (random.nextGaussian() * rms);
    return noise;
  }

  /** The synthetic consultation that comes with the program; its speech is told by level. */
  public static Recording sample() throws IOException {
    Path file = Files.createTempFile("auscult-bench", ".flac");
    try (InputStream in = Recordings.class.getResourceAsStream(SAMPLE)) {
      if (in == null) throw new IOException("the sample consultation is not on the class path");
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      short[] pcm = AudioFiles.read(file);
      return new Recording("sample consultation", pcm, SpeechLevel.spans(pcm), "");
    } finally {
      Files.delete(file);
    }
  }
}
