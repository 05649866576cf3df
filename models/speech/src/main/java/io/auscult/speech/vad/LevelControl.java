package io.auscult.speech.vad;

/**
 * Brings very quiet far microphones up before voice activity is told, and only for that: what is
 * recognised and whose voice it is are told from the samples as they came. A plain rule; what a
 * stream remembers is a {@code float[]}.
 *
 * <p>Follows the level of the loudest frames of about the last second and raises them towards
 * {@value #TARGET}, by 14 dB at most. A stream in which anybody spoke at a normal level during the
 * last minute stays exactly as it is.
 *
 * <p>Measured with the job's endpointing on {@code eval/diarization/ami} (-41 dBFS): speech missed
 * 21.4 to 17.8 %, false alarms 0.9 to 1.5 %. More gain finds more of the room: 30 dB that follow
 * over ten seconds miss as much as none and have 5.9 % false alarms. {@code eval/noise} has 0.8 s
 * more of false speech in 185 s, {@code asr/keywords} 0.5 s in 180 s.
 */
public final class LevelControl {
  /** Root mean square to which quiet frames are brought: -26 dBFS. */
  private static final float TARGET = 1_600;

  private static final float MOST = 5;

  /** Half in 0.7 s: a far voice must not wait for the nearer one's level to be forgotten. */
  private static final float FALL = 0.97f;

  /** Somebody is near the microphone: 18 dB under full scale, which far voices do not reach. */
  private static final float NORMAL = 4_000;

  /** Half in 44 s: the pauses of a conversation at a normal level are not raised. */
  private static final float NORMAL_FALL = 0.9995f;

  private LevelControl() {}

  /** What a stream remembers before its first frame. Owned by the caller; may be stored. */
  public static float[] freshState() {
    return new float[2];
  }

  /**
   * Raises one frame.
   *
   * @param state of the stream; moved on
   * @param pcm holds the frame from {@code offset}; not written to
   * @param out the raised frame; its length is the frame's
   * @return the gain, 1 to 5
   * @throws IllegalArgumentException if {@code state} is not one of {@link #freshState()} or the
   *     frame is not inside {@code pcm}
   */
  public static float frame(float[] state, short[] pcm, int offset, short[] out) {
    if (state.length != 2) {
      throw new IllegalArgumentException("A state has 2 values, not " + state.length);
    }
    if (offset < 0 || offset + out.length > pcm.length) {
      throw new IllegalArgumentException(
          "No frame of " + out.length + " samples at " + offset + " of " + pcm.length);
    }
    float level = level(pcm, offset, out.length);
    state[0] = Math.max(level, state[0] * FALL);
    state[1] = Math.max(level, state[1] * NORMAL_FALL);
    float gain =
        state[1] >= NORMAL ? 1 : Math.max(1, Math.min(MOST, TARGET / Math.max(state[0], 1)));
    for (int i = 0; i < out.length; i++) {
      // The loudest sample of a frame may lie far over its mean.
      int raised = Math.round(pcm[offset + i] * gain);
      out[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, raised));
    }
    return gain;
  }

  private static float level(short[] pcm, int offset, int length) {
    double squares = 0;
    for (int i = offset; i < offset + length; i++) squares += (double) pcm[i] * pcm[i];
    return (float) Math.sqrt(squares / length);
  }
}
