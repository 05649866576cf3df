package io.auscult.audio;

/** What became of one frame of a client's audio: samples, or a refusal that says why. */
public sealed interface Intake {
  /**
   * Audio that was understood.
   *
   * @param s16le16k whole samples, 16 kHz mono s16le; empty while a header or a filter still waits
   */
  record Pcm(byte[] s16le16k) implements Intake {
    /** Length only: audio stays out of logs. */
    @Override
    public String toString() {
      return "Pcm[" + s16le16k.length + " bytes]";
    }
  }

  /**
   * Nothing of this frame became audio.
   *
   * @param message one sentence for people, without anything of the content
   */
  record Refused(Reason reason, String message) implements Intake {}
}
