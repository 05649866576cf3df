package io.auscult.transcription.steps;

/**
 * How busy the process was that recognised a window.
 *
 * @param worker the process
 * @param busyPercent of its recognition threads over the last seconds, without partials
 * @param waitMs how long the final that waits longest has waited
 * @param sessions of which something was recognised lately
 */
public record Pressure(String worker, int busyPercent, long waitMs, int sessions) {
  /** Where nobody recognises anything. */
  public static final Pressure NONE = new Pressure("", 0, 0, 0);
}
