package io.auscult.events;

/** Codec of {@link Topics#SESSION_OUTPUT}: JSON with {@code "v":1} first. */
public final class SessionOutputCodec {
  private static final VersionedJson<SessionOutput> JSON = new VersionedJson<>(SessionOutput.class);

  private SessionOutputCodec() {}

  /** Bytes for the topic. */
  public static byte[] encode(SessionOutput output) {
    return JSON.encode(output);
  }

  /** The record in some bytes, or why there is none. Never throws on input. */
  public static Decoded<SessionOutput> decode(byte[] raw) {
    return JSON.decode(raw);
  }
}
