package io.auscult.audio;

/** Why audio is refused. The name, in lower case, is a metric label. */
public enum Reason {
  /** WebM or Matroska, as browsers' MediaRecorder makes it. */
  CONTAINER_WEBM,
  /** Ogg, whatever is inside. */
  CONTAINER_OGG,
  /** MP4, M4A or QuickTime. */
  CONTAINER_MP4,
  /** MPEG layer III, with or without an ID3 tag. */
  MP3,
  /** AAC in ADTS frames. */
  AAC,
  /** FLAC, which is read from files only. */
  FLAC,
  /** A good WAV header with an encoding, rate or channel count that is not accepted. */
  UNSUPPORTED_WAV,
  /** A WAV header that contradicts itself or does not end. */
  MALFORMED_WAV,
  /** The stream was already finished. */
  ENDED;

  private static final String WANTED = "; send WAV or raw 16-bit little-endian mono PCM";

  Intake.Refused because(String what) {
    return new Intake.Refused(this, "unsupported audio format: " + what + WANTED);
  }
}
