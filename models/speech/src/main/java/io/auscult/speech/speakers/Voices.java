package io.auscult.speech.speakers;

import java.util.Arrays;

/**
 * Whom a session has heard so far: the voices found and the segments they were found from. A plain
 * Flink POJO: it lives in keyed state. For vectors of 256 values it holds at most {@value
 * #MOST_BYTES_256} bytes.
 */
public final class Voices {
  /** Segments remembered. */
  public static final int MOST_SEGMENTS = 600;

  /** Voices told apart where the session does not say how many there are. */
  public static final int MOST_SPEAKERS = 8;

  /** What {@link #bytes()} can reach with 256 values a vector. */
  public static final int MOST_BYTES_256 =
      MOST_SEGMENTS * (256 + 9) + MOST_SPEAKERS * (256 * 4 + 1);

  /** Values in a vector; 0 before the first utterance. */
  public int dimension;

  /** Number of the next turn. */
  public int nextSegment;

  /** How many segments are remembered. */
  public int segments;

  /** Their voices, a byte a value ({@link Vectors#pack}), oldest first. */
  public byte[] vectors = new byte[0];

  /** Seconds of each. */
  public float[] weights = new float[0];

  /** The turn in which each was spoken. */
  public int[] turns = new int[0];

  /** The label that was sent for each. */
  public byte[] labels = new byte[0];

  /** How many voices are told apart. */
  public int voices;

  /** Their centres, one after the other, in the order in which they were found. */
  public float[] centres = new float[0];

  /** The label of each; -1 before it was sent. */
  public byte[] names = new byte[0];

  /** Bytes of vectors and what belongs to them. */
  public int bytes() {
    return vectors.length
        + weights.length * Float.BYTES
        + turns.length * Integer.BYTES
        + labels.length
        + centres.length * Float.BYTES
        + names.length;
  }

  /** Remembers a segment; the oldest of whoever has the most is forgotten where room lacks. */
  void remember(float[] voice, float weight, int turn, int label) {
    if (segments == MOST_SEGMENTS) forget(oldestOfMost());
    reserve(segments + 1);
    Vectors.pack(voice, vectors, segments * dimension);
    weights[segments] = weight;
    turns[segments] = turn;
    labels[segments] = (byte) label;
    segments++;
  }

  /** How much of a label is remembered. */
  float seconds(int label) {
    float seconds = 0;
    for (int i = 0; i < segments; i++) if (labels[i] == label) seconds += weights[i];
    return seconds;
  }

  float[][] history() {
    float[][] history = new float[segments][];
    for (int i = 0; i < segments; i++) {
      history[i] = Vectors.unpack(vectors, i * dimension, dimension);
    }
    return history;
  }

  float[][] found() {
    float[][] found = new float[voices][];
    for (int v = 0; v < voices; v++) {
      found[v] = Arrays.copyOfRange(centres, v * dimension, (v + 1) * dimension);
    }
    return found;
  }

  void found(float[][] found, byte[] named) {
    voices = found.length;
    centres = new float[voices * dimension];
    for (int v = 0; v < voices; v++) {
      System.arraycopy(found[v], 0, centres, v * dimension, dimension);
    }
    names = named;
  }

  /** Whoever hardly speaks must not be forgotten because others speak a lot. */
  private int oldestOfMost() {
    int[] of = new int[MOST_SPEAKERS];
    for (int i = 0; i < segments; i++) of[labels[i]]++;
    int most = 0;
    for (int l = 1; l < of.length; l++) if (of[l] > of[most]) most = l;
    int i = 0;
    while (labels[i] != most) i++;
    return i;
  }

  private void forget(int i) {
    int behind = segments - i - 1;
    System.arraycopy(vectors, (i + 1) * dimension, vectors, i * dimension, behind * dimension);
    System.arraycopy(weights, i + 1, weights, i, behind);
    System.arraycopy(turns, i + 1, turns, i, behind);
    System.arraycopy(labels, i + 1, labels, i, behind);
    segments--;
  }

  private void reserve(int needed) {
    if (needed <= weights.length) return;
    int room = Math.min(MOST_SEGMENTS, Math.max(8, needed * 2));
    vectors = Arrays.copyOf(vectors, room * dimension);
    weights = Arrays.copyOf(weights, room);
    turns = Arrays.copyOf(turns, room);
    labels = Arrays.copyOf(labels, room);
  }
}
