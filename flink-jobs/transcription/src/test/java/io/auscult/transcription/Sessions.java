package io.auscult.transcription;

import io.auscult.events.Callback;
import io.auscult.events.Limits;
import io.auscult.events.NoteRequest;
import io.auscult.events.Provenance;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Audio;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.events.Tenant;
import io.auscult.transcription.wire.Inbound;
import java.util.List;

/** Sessions for tests: what a gateway would write. */
public final class Sessions {
  public static final long T0 = 1_700_000_000_000L;
  public static final Limits LIMITS =
      new Limits(10_000, 0, 14_400_000, 120_000, 3_600_000, 120_000);

  private Sessions() {}

  public static Opened opened(String id, Show show) {
    return opened(id, show, T0);
  }

  public static Opened opened(String id, Show show, long atMs) {
    return new Opened(
        id,
        atMs,
        new Tenant("clinic-1", "cardiology", "dr-1", "doctor"),
        "medisync",
        List.of(StreamSpec.main()),
        16_000,
        "en-US",
        "fast",
        0,
        List.of(),
        NoteRequest.NONE,
        show,
        LIMITS,
        Callback.NONE,
        3,
        new Provenance("gateway-1", "test", "pcm_s16le/16000/1"));
  }

  /** Square-wave audio that {@link LoudIsSpeech} hears, or silence. */
  public static Audio audio(String id, long seq, int frames, int amplitude) {
    byte[] pcm = new byte[frames * 1024];
    for (int i = 0; i < pcm.length / 2; i++) {
      short sample = (short) (i % 2 == 0 ? amplitude : -amplitude);
      pcm[2 * i] = (byte) sample;
      pcm[2 * i + 1] = (byte) (sample >> 8);
    }
    return new Audio(id, T0 + seq, 0, seq, 0, pcm);
  }

  /** The same audio of another stream, accepted at another time. */
  public static Audio of(Audio audio, int stream, long atMs) {
    return new Audio(audio.session(), atMs, stream, audio.seq(), audio.seen(), audio.pcm());
  }

  /** A session that is like another but for its streams, limits, note and callback. */
  public static Opened with(
      Opened o, List<StreamSpec> streams, Limits limits, NoteRequest note, Callback callback) {
    return new Opened(
        o.session(),
        o.atMs(),
        o.tenant(),
        o.dialect(),
        streams,
        o.sampleRate(),
        o.language(),
        o.tier(),
        o.maxSpeakers(),
        o.vocabulary(),
        note,
        o.show(),
        limits,
        callback,
        o.replyPartition(),
        o.provenance());
  }

  public static Inbound in(SessionInput input) {
    return new Inbound(input, 0, 7);
  }
}
