package io.auscult.audio;

import java.util.Arrays;

/**
 * Any accepted audio of one client stream to 16 kHz mono s16le. Not thread-safe.
 *
 * <p>The bytes are one sequence: where a client cuts it into frames changes nothing of the output,
 * except when it comes. Never throws on input; keeps at most one undecided opening (8 KB) between
 * frames, however the client behaves.
 *
 * <ul>
 *   <li>A stream begins with raw PCM at the given rate or with a WAV header.
 *   <li>{@code RIFF….WAVE} anywhere in the audio begins a new header, which is stripped and obeyed.
 *       While the format stays the same the filter runs on, so a header on every chunk is not
 *       heard.
 *   <li>Behind the data that a header announces, known chunks are skipped; anything else is more
 *       audio in the same format.
 *   <li>A stream that opens like a format that is not accepted, or a header that is refused, is
 *       refused until the next good WAV header: without one, nothing tells its bytes from samples.
 * </ul>
 */
public final class AudioIntake {
  private static final byte[] NOTHING = {};
  private static final long UNKNOWN = Long.MAX_VALUE;

  /** Some recorders append cover art; a larger chunk is a broken size. */
  private static final long LARGEST_TRAILER = 16L * 1024 * 1024;

  private static final int CHUNK_HEAD = 8;

  private enum Stage {
    OPENING,
    HEADER,
    AUDIO,
    BEHIND_DATA,
    TRAILER,
    REFUSED,
    ENDED
  }

  private Stage stage = Stage.OPENING;
  private byte[] pending = NOTHING;
  private WavHeader header;
  private SampleFormat format;
  private String label;
  private Canonical canonical;
  private Intake.Refused refusal;

  /** Bytes left of the announced data, or of the trailing chunk. */
  private long left = UNKNOWN;

  /** Whether the data or chunk that ends next is followed by a padding byte. */
  private boolean odd;

  /** Bytes of an incomplete frame at the end of the announced data. */
  private int partial;

  private AudioIntake(SampleFormat format) {
    this.format = format;
    label = format.label("pcm");
    canonical = new Canonical(format);
  }

  /**
   * An intake for raw s16le mono, or WAV.
   *
   * @param sampleRate of the raw PCM, 8000 to 192000 Hz; a WAV header overrules it
   * @throws IllegalArgumentException if the rate is outside of that
   */
  public static AudioIntake pcm(int sampleRate) {
    if (!SampleFormat.isRate(sampleRate)) {
      throw new IllegalArgumentException("no rate from 8000 to 192000 Hz: " + sampleRate);
    }
    return new AudioIntake(new SampleFormat(Encoding.S16LE, 1, sampleRate));
  }

  /**
   * Takes a frame of any length, also of none. A refusal means that nothing of the frame became
   * audio; if the audio goes bad in the middle of a frame, its good part comes back and the refusal
   * with the next frame.
   */
  public Intake accept(byte[] frame) {
    if (stage == Stage.ENDED) return Reason.ENDED.because("audio after the end of the stream");
    PcmBuffer out = new PcmBuffer(frame.length + 64);
    byte[] in = pending.length == 0 ? frame : join(pending, frame);
    boolean refusedBefore = stage == Stage.REFUSED;
    Intake.Refused before = refusal;
    int taken = consume(in, false, out);
    pending = taken == in.length ? NOTHING : Arrays.copyOfRange(in, taken, in.length);
    boolean refusedNow = refusedBefore && stage == Stage.REFUSED || refusal != before;
    return refusedNow && out.isEmpty() ? refusal : new Intake.Pcm(out.toBytes());
  }

  /** What is still held, at most some milliseconds of audio. The intake is done after it. */
  public byte[] finish() {
    if (stage == Stage.ENDED) return NOTHING;
    PcmBuffer out = new PcmBuffer(1_024);
    consume(pending, true, out);
    canonical.finish(out);
    pending = NOTHING;
    stage = Stage.ENDED;
    return out.toBytes();
  }

  /**
   * The format that was obeyed last, as {@code pcm_s16le/16000/1} or {@code wav_mulaw/8000/2}:
   * carrier and encoding, Hz, channels.
   */
  public String format() {
    return label;
  }

  /** Whether a WAV header has been read to its end and obeyed. */
  boolean hasReadHeader() {
    return header != null && header.isComplete() && header.refusal().isEmpty();
  }

  private int consume(byte[] in, boolean last, PcmBuffer out) {
    int at = 0;
    while (at < in.length) {
      Stage before = stage;
      int next =
          switch (stage) {
            case OPENING -> open(in, at, last);
            case HEADER -> header(in, at, out);
            case AUDIO -> audio(in, at, last, out);
            case BEHIND_DATA -> behindData(in, at, last);
            case TRAILER -> trailer(in, at);
            case REFUSED -> refused(in, at);
            case ENDED -> in.length;
          };
      if (next == at && stage == before) break;
      at = next;
    }
    return at;
  }

  private int open(byte[] in, int at, boolean last) {
    Opening opening = Opening.of(in, at, in.length, last);
    if (opening instanceof Opening.Raw) {
      stage = Stage.AUDIO;
    } else if (opening instanceof Opening.Wav) {
      beginHeader();
    } else if (opening instanceof Opening.Foreign foreign) {
      refuse(foreign.refusal());
    }
    return at;
  }

  private void beginHeader() {
    header = new WavHeader();
    stage = Stage.HEADER;
  }

  private void refuse(Intake.Refused why) {
    // a new object each time, so that accept sees a second refusal of the same kind
    refusal = new Intake.Refused(why.reason(), why.message());
    stage = Stage.REFUSED;
  }

  private int header(byte[] in, int at, PcmBuffer out) {
    int next = header.read(in, at, in.length);
    header.refusal().ifPresent(this::refuse);
    if (header.isComplete()) {
      obey(header.format(), out);
      left = header.dataBytes().orElse(UNKNOWN);
      odd = left % 2 == 1 && left != UNKNOWN;
      stage = Stage.AUDIO;
    }
    return next;
  }

  private void obey(SampleFormat announced, PcmBuffer out) {
    label = announced.label("wav");
    if (announced.equals(format)) return;
    canonical.finish(out);
    format = announced;
    canonical = new Canonical(announced);
  }

  private int audio(byte[] in, int at, boolean last, PcmBuffer out) {
    int dataEnd = (int) Math.min(in.length, at + Math.min(left, in.length));
    int mark = Riff.find(in, at, in.length);
    boolean marked = Riff.isMark(in, mark, in.length);
    int end = last && !marked ? dataEnd : Math.min(dataEnd, mark);
    int whole = (end - at) / format.frameBytes() * format.frameBytes();
    canonical.feed(in, at, whole, out);
    int next = at + whole;
    if (marked && mark <= dataEnd) {
      beginHeader();
      return mark;
    }
    if (left == UNKNOWN) return next;
    left -= whole;
    if (end == dataEnd && left < format.frameBytes() && in.length - next >= left) {
      partial = (int) left;
      left = UNKNOWN;
      stage = Stage.BEHIND_DATA;
    }
    return next;
  }

  private int behindData(byte[] in, int at, boolean last) {
    int chunk = at + partial;
    boolean padding = odd && chunk < in.length && in[chunk] == 0;
    if (in.length - chunk < 1 + CHUNK_HEAD && !last) return at;
    if (last && padding && chunk + 1 == in.length) return in.length;
    if (padding && isChunk(in, chunk + 1)) chunk++;
    if (Riff.isTrailer(in, chunk, in.length) && in.length - chunk >= CHUNK_HEAD) {
      return beginTrailer(in, chunk);
    }
    stage = Stage.AUDIO;
    return Riff.isRiff(in, chunk, in.length) ? chunk : at;
  }

  private static boolean isChunk(byte[] in, int at) {
    return Riff.isTrailer(in, at, in.length) || Riff.isRiff(in, at, in.length);
  }

  private int beginTrailer(byte[] in, int chunk) {
    long size = Riff.u32(in, chunk + 4);
    if (size > LARGEST_TRAILER) {
      refuse(Reason.MALFORMED_WAV.because("malformed WAV, chunk of " + size + " bytes"));
    } else {
      left = size;
      odd = size % 2 == 1;
      stage = Stage.TRAILER;
    }
    return chunk + CHUNK_HEAD;
  }

  private int trailer(byte[] in, int at) {
    int chunkEnd = (int) Math.min(in.length, at + left);
    int mark = Riff.find(in, at, in.length);
    if (mark < chunkEnd && Riff.isMark(in, mark, in.length)) {
      left = UNKNOWN;
      beginHeader();
      return mark;
    }
    int next = Math.min(chunkEnd, mark);
    left -= next - at;
    if (left == 0) {
      left = UNKNOWN;
      partial = 0;
      stage = Stage.BEHIND_DATA;
    }
    return next;
  }

  private int refused(byte[] in, int at) {
    int mark = Riff.find(in, at, in.length);
    if (Riff.isMark(in, mark, in.length)) beginHeader();
    return mark;
  }

  private static byte[] join(byte[] head, byte[] tail) {
    byte[] joined = Arrays.copyOf(head, head.length + tail.length);
    System.arraycopy(tail, 0, joined, head.length, tail.length);
    return joined;
  }
}
