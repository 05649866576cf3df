package io.auscult.delivery.schedule;

import java.io.Serializable;
import java.util.concurrent.ThreadLocalRandom;

/** Where jitter comes from. */
@FunctionalInterface
public interface Chance extends Serializable {
  /** 0 to 1. */
  double next();

  /** As it comes. */
  static Chance any() {
    return () -> ThreadLocalRandom.current().nextDouble();
  }
}
