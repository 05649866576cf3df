package io.auscult.gateway.dialect.scribe;

import io.auscult.gateway.dialect.Action;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How long chunks may be (DI-21): up to 1 s as documented, up to 5 s with a complaint, not longer.
 * The same complaint is made at most once in 10 s.
 *
 * @param sampleRate as set up, in hertz
 * @param bytesPerSecond of each stream: as set up, until a WAV header says otherwise
 * @param told names of complaints that were made within the last 10 s
 */
record Chunks(int sampleRate, List<Integer> bytesPerSecond, Set<String> told) {
  /** Names of complaints, and of the wake-ups after which they may be made again. */
  static final String LONG = "chunk_too_long";

  static final String REJECTED = "chunk_rejected";

  static final long TELL_EVERY_MS = 10_000;

  /** 1 s and 5 %: clients cut by their own clocks. */
  private static final long LONGEST_MS = 1_050;

  private static final long REJECTED_MS = 5_000;

  private static final String LONG_MESSAGE =
      "Audio chunks must not be longer than 1 s. This one was taken.";
  private static final String REJECTED_MESSAGE =
      "Audio chunks must not be longer than 1 s. Chunks of more than 5 s are not taken;"
          + " this one was thrown away.";

  Chunks {
    bytesPerSecond = List.copyOf(bytesPerSecond);
    told = Set.copyOf(told);
  }

  /**
   * What becomes of one chunk.
   *
   * @param next the rule for the chunk after it
   */
  record Taken(Chunks next, List<Action> actions) {}

  /** Streams of raw s16le mono. */
  static Chunks of(int streams, int sampleRate) {
    return new Chunks(sampleRate, Collections.nCopies(streams, sampleRate * 2), Set.of());
  }

  /** Takes a chunk of a stream, or does not. */
  Taken take(int stream, byte[] chunk) {
    Optional<Header> header = Header.of(chunk);
    int rate = header.map(Header::bytesPerSecond).orElse(bytesPerSecond.get(stream));
    long bytes = chunk.length - header.map(Header::bytes).orElse(0);
    long ms = bytes * 1000 / rate;
    if (ms > REJECTED_MS) return complain(this, REJECTED, REJECTED_MESSAGE, List.of());
    Action take = new Action.Audio(stream, chunk);
    Chunks next = at(stream, rate);
    if (ms > LONGEST_MS) return complain(next, LONG, LONG_MESSAGE, List.of(take));
    return new Taken(next, List.of(take));
  }

  /** A complaint of this name may be made again. */
  Chunks forget(String name) {
    Set<String> rest = new HashSet<>(told);
    rest.remove(name);
    return new Chunks(sampleRate, bytesPerSecond, rest);
  }

  private Chunks at(int stream, int rate) {
    if (bytesPerSecond.get(stream) == rate) return this;
    List<Integer> rates = new ArrayList<>(bytesPerSecond);
    rates.set(stream, rate);
    return new Chunks(sampleRate, rates, told);
  }

  private static Taken complain(Chunks next, String name, String message, List<Action> before) {
    if (next.told.contains(name)) return new Taken(next, before);
    Set<String> told = new HashSet<>(next.told);
    told.add(name);
    List<Action> actions = new ArrayList<>(before);
    actions.add(new Action.Send(ScribeFrames.error(name, message)));
    actions.add(new Action.Wake(name, TELL_EVERY_MS));
    return new Taken(new Chunks(next.sampleRate, next.bytesPerSecond, told), actions);
  }

  /**
   * A WAV header at the beginning of a chunk, read for its length alone; what is wrong with one is
   * found where the audio is decoded.
   *
   * @param bytes of the header, to its data
   */
  private record Header(int bytes, int bytesPerSecond) {
    private static final int RIFF_BYTES = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int FORMAT_BYTES = 16;

    static Optional<Header> of(byte[] in) {
      if (!isAt(in, 0, "RIFF") || !isAt(in, 8, "WAVE")) return Optional.empty();
      OptionalInt rate = OptionalInt.empty();
      long at = RIFF_BYTES;
      while (at + CHUNK_HEAD <= in.length) {
        int here = (int) at;
        if (isAt(in, here, "data")) {
          int header = here + CHUNK_HEAD;
          return rate.isEmpty()
              ? Optional.empty()
              : Optional.of(new Header(header, rate.getAsInt()));
        }
        if (isAt(in, here, "fmt ")) rate = bytesPerSecond(in, here + CHUNK_HEAD);
        long size = number(in, here + 4, 4);
        at += CHUNK_HEAD + size + size % 2;
      }
      return Optional.empty();
    }

    private static OptionalInt bytesPerSecond(byte[] in, int at) {
      if (at + FORMAT_BYTES > in.length) return OptionalInt.empty();
      // Samples a second times bytes of a sample; the field that holds the product is often wrong.
      long rate = number(in, at + 4, 4) * number(in, at + 2, 2) * number(in, at + 14, 2) / 8;
      return rate < 1 || rate > Integer.MAX_VALUE
          ? OptionalInt.empty()
          : OptionalInt.of((int) rate);
    }

    private static boolean isAt(byte[] in, int at, String id) {
      if (at + 4 > in.length) return false;
      for (int i = 0; i < 4; i++) if (in[at + i] != id.charAt(i)) return false;
      return true;
    }

    private static long number(byte[] in, int at, int bytes) {
      long value = 0;
      for (int i = bytes - 1; i >= 0; i--) value = value << 8 | (in[at + i] & 0xff);
      return value;
    }
  }
}
