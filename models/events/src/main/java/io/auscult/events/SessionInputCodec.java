package io.auscult.events;

import io.auscult.events.Decoded.Fault;
import io.auscult.events.SessionInput.Attached;
import io.auscult.events.SessionInput.Audio;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionInput.KeptAlive;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Paused;
import io.auscult.events.SessionInput.Stopped;
import java.nio.ByteBuffer;

/**
 * Codec of {@link Topics#SESSION_INPUT}: version byte, kind byte, session id, time, then the fields
 * of the kind. Integers are big endian; text is UTF-8 behind a four-byte length. The same bytes
 * travel between Flink operators and lie in its state.
 */
public final class SessionInputCodec {
  /** The version this codec writes. */
  public static final byte VERSION = 2;

  private static final byte OPENED = 1;
  private static final byte AUDIO = 2;
  private static final byte PAUSED = 3;
  private static final byte KEPT_ALIVE = 4;
  private static final byte ATTACHED = 5;
  private static final byte DETACHED = 6;
  private static final byte STOPPED = 7;

  private SessionInputCodec() {}

  /** Bytes for the topic. */
  public static byte[] encode(SessionInput input) {
    // 64 bytes hold the header and every small record; audio is known, an Opened grows once.
    int expected = input instanceof Audio a ? 80 + a.pcm().length : 256;
    Wire.Writer out = new Wire.Writer(expected);
    out.bytes(new byte[] {VERSION, kind(input)});
    out.text(input.session());
    out.int64(input.atMs());
    if (input instanceof Opened o) {
      writeOpened(o, out);
    } else if (input instanceof Audio a) {
      out.int32(a.stream());
      out.int64(a.seq());
      out.int32(a.seen());
      out.int32(a.pcm().length);
      out.bytes(a.pcm());
    } else if (input instanceof Attached a) {
      out.int32(a.replyPartition());
      out.int32(a.seen());
      out.int64(a.firstSeq());
    } else if (input instanceof Stopped s) {
      out.text(s.reason());
    }
    return out.toBytes();
  }

  /** The record in some bytes, or why there is none. Never throws on input. */
  public static Decoded<SessionInput> decode(byte[] raw) {
    if (raw == null || raw.length < 2) {
      return new Decoded.Bad<>(Fault.TOO_SHORT, "no version and kind");
    }
    if (raw[0] != VERSION) return new Decoded.Bad<>(Fault.UNKNOWN_VERSION, "version " + raw[0]);
    Wire.Reader in = new Wire.Reader(ByteBuffer.wrap(raw, 2, raw.length - 2));
    try {
      SessionInput value = read(raw[1], in);
      if (value == null) return new Decoded.Bad<>(Fault.UNKNOWN_KIND, "kind " + raw[1]);
      if (in.remaining() != 0) {
        return new Decoded.Bad<>(Fault.BAD_LENGTH, in.remaining() + " bytes left over");
      }
      return new Decoded.Good<>(value);
    } catch (Wire.Malformed e) {
      return new Decoded.Bad<>(e.fault(), e.getMessage());
    }
  }

  private static byte kind(SessionInput input) {
    if (input instanceof Opened) return OPENED;
    if (input instanceof Audio) return AUDIO;
    if (input instanceof Paused) return PAUSED;
    if (input instanceof KeptAlive) return KEPT_ALIVE;
    if (input instanceof Attached) return ATTACHED;
    if (input instanceof Detached) return DETACHED;
    return STOPPED;
  }

  private static SessionInput read(byte kind, Wire.Reader in) throws Wire.Malformed {
    if (kind < OPENED || kind > STOPPED) return null;
    String session = in.text("session");
    if (session.isEmpty()) throw new Wire.Malformed(Fault.BAD_FIELD, "session is empty");
    long atMs = in.int64("at_ms");
    return switch (kind) {
      case OPENED -> readOpened(session, atMs, in);
      case AUDIO -> readAudio(session, atMs, in);
      case PAUSED -> new Paused(session, atMs);
      case KEPT_ALIVE -> new KeptAlive(session, atMs);
      case ATTACHED ->
          new Attached(
              session, atMs, in.count("reply_partition"), in.count("seen"), in.int64("first_seq"));
      case DETACHED -> new Detached(session, atMs);
      default -> new Stopped(session, atMs, in.text("reason"));
    };
  }

  private static Audio readAudio(String session, long atMs, Wire.Reader in) throws Wire.Malformed {
    int stream = in.count("stream");
    long seq = in.int64("seq");
    int seen = in.count("seen");
    byte[] pcm = in.bytes("pcm");
    if (seq < 0) throw new Wire.Malformed(Fault.BAD_FIELD, "seq is negative");
    if (pcm.length % 2 != 0) throw new Wire.Malformed(Fault.BAD_FIELD, "pcm has half a sample");
    return new Audio(session, atMs, stream, seq, seen, pcm);
  }

  private static void writeOpened(Opened o, Wire.Writer out) {
    out.text(o.tenant().organization());
    out.text(o.tenant().department());
    out.text(o.tenant().subject());
    out.text(o.tenant().userType());
    out.text(o.dialect());
    out.int32(o.streams().size());
    for (StreamSpec s : o.streams()) {
      out.text(s.id());
      out.text(s.speaker());
    }
    out.int32(o.sampleRate());
    out.text(o.language());
    out.text(o.tier());
    out.int32(o.maxSpeakers());
    out.int32(o.vocabulary().size());
    o.vocabulary().forEach(out::text);
    out.flag(o.note().wanted());
    out.text(o.note().template());
    out.text(o.note().style());
    out.text(o.note().tier());
    out.flag(o.show().partials());
    out.int32(o.show().partialEveryMs());
    out.flag(o.show().items());
    out.int64(o.limits().silenceWarningMs());
    out.int64(o.limits().durationMs());
    out.int64(o.limits().maxSessionMs());
    out.int64(o.limits().idleMs());
    out.int64(o.limits().pauseMs());
    out.int64(o.limits().resumeMs());
    out.text(o.callback().url());
    out.text(o.callback().appId());
    out.int32(o.replyPartition());
    out.text(o.provenance().gateway());
    out.text(o.provenance().client());
    out.text(o.provenance().audioFormat());
  }

  private static Opened readOpened(String session, long atMs, Wire.Reader in)
      throws Wire.Malformed {
    Tenant tenant =
        new Tenant(
            in.text("organization"),
            in.text("department"),
            in.text("subject"),
            in.text("user_type"));
    String dialect = in.text("dialect");
    var streams =
        in.list("streams", r -> new StreamSpec(r.text("stream.id"), r.text("stream.speaker")));
    if (streams.isEmpty()) throw new Wire.Malformed(Fault.BAD_FIELD, "streams is empty");
    int sampleRate = in.count("sample_rate");
    String language = in.text("language");
    String tier = in.text("tier");
    int maxSpeakers = in.count("max_speakers");
    var vocabulary = in.list("vocabulary", r -> r.text("vocabulary"));
    NoteRequest note =
        new NoteRequest(
            in.flag("note.wanted"),
            in.text("note.template"),
            in.text("note.style"),
            in.text("note.tier"));
    Show show =
        new Show(
            in.flag("show.partials"), in.count("show.partial_every_ms"), in.flag("show.items"));
    Limits limits =
        new Limits(
            in.int64("limits.silence"),
            in.int64("limits.duration"),
            in.int64("limits.max_session"),
            in.int64("limits.idle"),
            in.int64("limits.pause"),
            in.int64("limits.resume"));
    Callback callback = new Callback(in.text("callback.url"), in.text("callback.app_id"));
    int replyPartition = in.count("reply_partition");
    Provenance provenance =
        new Provenance(in.text("gateway"), in.text("client"), in.text("audio_format"));
    return new Opened(
        session,
        atMs,
        tenant,
        dialect,
        streams,
        sampleRate,
        language,
        tier,
        maxSpeakers,
        vocabulary,
        note,
        show,
        limits,
        callback,
        replyPartition,
        provenance);
  }
}
