package io.auscult.gateway.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How many people speak at most, where a client knows: {@code ?speakers=N} on every URL, and a
 * field of the same name where an API has a message that begins the session. A wrong guess of one
 * more is the commonest mistake of telling voices apart, and this prevents it.
 */
public final class Speakers {
  /** More than one room holds; telling more apart by their voices is guesswork. */
  public static final int MOST = 8;

  /** In {@link SessionPlan#maxSpeakers()}: nobody said. */
  public static final int UNKNOWN = 0;

  /** The name of parameter and field, and the reason of a refusal. */
  public static final String NAME = "speakers";

  /** Why a value is refused; begins with the field. */
  public static final String RULE = NAME + " must be a whole number from 1 to " + MOST + ".";

  private Speakers() {}

  /** What the URL says, {@link #UNKNOWN} without; empty: it is there and impossible. */
  public static OptionalInt of(UpgradeRequest request) {
    Optional<String> text = request.parameter(NAME);
    if (text.isEmpty()) return OptionalInt.of(UNKNOWN);
    return text.get().matches("[1-" + MOST + "]")
        ? OptionalInt.of(Integer.parseInt(text.get()))
        : OptionalInt.empty();
  }

  /** What a field says, {@link #UNKNOWN} without or null; empty: it is there and impossible. */
  public static OptionalInt of(JsonNode field) {
    if (field.isMissingNode() || field.isNull()) return OptionalInt.of(UNKNOWN);
    boolean good = field.isInt() && field.intValue() >= 1 && field.intValue() <= MOST;
    return good ? OptionalInt.of(field.intValue()) : OptionalInt.empty();
  }

  /** Refuses a URL that says what cannot be (400); empty: it does not. */
  public static Optional<Refusal> refuse(UpgradeRequest request) {
    if (of(request).isPresent()) return Optional.empty();
    return Optional.of(Refusal.badRequest(NAME, RULE));
  }
}
