package io.auscult.local.bench.plots;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An axis from 0 to a round number, with a tick at every round step.
 *
 * @param step between two ticks: 1, 2 or 5 times a power of ten
 * @param most the last tick, at or above every value
 */
record Scale(double step, double most) {
  private static final int TICKS = 6;

  /** For values up to {@code max}; anything that is not above 0 gives 0 to 1. */
  static Scale upTo(double max) {
    if (!(max > 0) || Double.isInfinite(max)) return new Scale(0.2, 1);
    double rough = max / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power * 10;
    for (int times : new int[] {5, 2, 1}) if (times * power >= rough) step = times * power;
    return new Scale(step, Math.ceil(max / step - 1e-9) * step);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= Math.round(most / step); i++) ticks.add(i * step);
    return ticks;
  }

  /** Where a value lies, 0 to 1. */
  double share(double value) {
    return value / most;
  }

  /** A tick with as many decimals as the step needs. */
  String label(double tick) {
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick);
  }
}
