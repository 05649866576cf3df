package io.auscult.speech.speakers;

import java.util.List;

/** Turns speech into vectors: those of one voice point the same way. Thread-safe. */
public interface VoiceEncoder extends AutoCloseable {
  /**
   * The vector of each window, in their order: L2 norm 1, {@link #dimension()} values. Windows of
   * one length are computed together; a window's vector does not depend on those beside it.
   *
   * @param windows 16 kHz mono, speech only, of at least {@link Voiceprints#SHORTEST} samples each
   * @throws IllegalArgumentException if a window is shorter
   * @throws IllegalStateException if the encoder is closed or the runtime fails
   */
  List<float[]> embed(List<short[]> windows);

  /** Values in a vector. */
  int dimension();

  /** The model's name and hash: vectors of different models must not be compared. */
  String model();

  /** The rules of the clustering that fit this model's cosines. */
  ClusteringRules rules();

  @Override
  void close();
}
