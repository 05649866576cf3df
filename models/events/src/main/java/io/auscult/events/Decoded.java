package io.auscult.events;

import java.util.function.Function;

/**
 * What became of some bytes: a value, or a refusal that says why. Decoding never throws on input.
 *
 * @param <T> the record that was asked for
 */
public sealed interface Decoded<T> {
  /** The bytes were understood. */
  record Good<T>(T value) implements Decoded<T> {}

  /** The bytes were not understood; they belong on {@link Topics#DEAD_LETTER}. */
  record Bad<T>(Fault fault, String detail) implements Decoded<T> {}

  /** Why bytes were refused. The name is a metric label and stands in dead letters. */
  enum Fault {
    /** There were no bytes, or fewer than a header needs. */
    TOO_SHORT,
    /** Written by a newer Auscult, or not by Auscult. */
    UNKNOWN_VERSION,
    /** A version that we know, with a kind of record that it does not have. */
    UNKNOWN_KIND,
    /** A length that points behind the end, or bytes left over. */
    BAD_LENGTH,
    /** A field is missing or its value is not possible. */
    BAD_FIELD,
    /** Not JSON where JSON was due. */
    NOT_JSON,
    /** Understood, but for a session that nobody opened or that has ended. */
    UNKNOWN_SESSION,
  }

  /** One of the two, whichever it is. */
  default <R> R fold(Function<T, R> good, Function<Bad<T>, R> bad) {
    if (this instanceof Good<T> g) return good.apply(g.value());
    return bad.apply((Bad<T>) this);
  }
}
