package io.auscult.gateway.dialect;

import java.util.List;

/**
 * Where a dialect goes and what is to be done on the way.
 *
 * @param next the next phase
 */
public record Step<P>(P next, List<Action> actions) {
  public Step {
    actions = List.copyOf(actions);
  }

  /** A step. */
  public static <P> Step<P> to(P next, Action... actions) {
    return new Step<>(next, List.of(actions));
  }
}
