package io.auscult.local.bench.crowd;

import io.auscult.local.bench.delays.SpeechDelays;
import io.auscult.local.bench.delays.Spread;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What live sessions at once were like.
 *
 * @param lags time to final of every end of speech, by the moment that it was spoken
 * @param ends ends of speech in the sessions that were let in
 * @param lost ends without their final that have one where nothing else is going on, those of
 *     sessions that broke among them
 * @param partials that arrived
 * @param refused sessions that were not let in
 * @param failures sessions that were let in and broke, by reason
 */
public record Crowded(
    List<Lag> lags, int ends, int lost, int partials, int refused, Map<String, Integer> failures) {

  /** {@code atS}: when the speech ended, in seconds since the first session was let go. */
  public record Lag(double atS, double ms) {}

  /**
   * The time to final of a while.
   *
   * @param fromS seconds since the first session was let go
   */
  public record Span(double fromS, Spread lag) {}

  public Crowded {
    lags = List.copyOf(lags);
    failures = Map.copyOf(failures);
  }

  /**
   * Of sessions at the speed of speech.
   *
   * @param pauseMs silence that makes an end of speech
   * @param usual ends of a recording that are missed anyway, by its name, as {@link #missed} tells
   *     them
   */
  public static Crowded of(Played.All all, long pauseMs, Map<String, Integer> usual) {
    List<Lag> lags = new ArrayList<>();
    Map<String, Integer> failures = new TreeMap<>();
    int ends = 0;
    int lost = 0;
    int partials = 0;
    int refused = 0;
    for (Played one : all.sessions()) {
      if (one.refused()) {
        refused++;
        continue;
      }
      int here = one.recording().ends(pauseMs).size();
      int anyway = usual.getOrDefault(one.recording().name(), 0);
      ends += here;
      if (one.result() == null) {
        failures.merge(one.failure(), 1, Integer::sum);
        lost += here - anyway;
        continue;
      }
      SpeechDelays heard = SpeechDelays.of(one.recording(), pauseMs, one.result());
      double begunS = (one.result().startedNanos() - all.startNanos()) / 1e9;
      for (SpeechDelays.Delay delay : heard.delays()) {
        lags.add(new Lag(begunS + delay.atMs() / 1000.0, delay.ms()));
      }
      lost += Math.max(0, heard.missed() - anyway);
      partials += (int) one.result().items().stream().filter(item -> !item.isFinal()).count();
    }
    return new Crowded(lags, ends, lost, partials, refused, failures);
  }

  /** How many ends of each recording no final holds, by its name: of sessions one by one. */
  public static Map<String, Integer> missed(Played.All all, long pauseMs) {
    Map<String, Integer> missed = new HashMap<>();
    for (Played one : all.sessions()) {
      if (one.result() == null) continue;
      int here = SpeechDelays.of(one.recording(), pauseMs, one.result()).missed();
      missed.merge(one.recording().name(), here, Math::max);
    }
    return missed;
  }

  /** Time to final of the ends from one moment to another, in seconds. */
  public Spread between(double fromS, double toS) {
    return Spread.of(
        lags.stream().filter(l -> l.atS >= fromS && l.atS < toS).map(Lag::ms).toList());
  }

  /** Time to final over time; whiles without an end of speech are left out. */
  public List<Span> over(double everyS) {
    double last = lags.stream().mapToDouble(Lag::atS).max().orElse(-1);
    List<Span> spans = new ArrayList<>();
    for (double from = 0; from <= last; from += everyS) {
      Spread lag = between(from, from + everyS);
      if (lag.count() > 0) spans.add(new Span(from, lag));
    }
    return spans;
  }

  /** Ends of speech whose final came, by all that were said; NaN where nothing was said. */
  public double finalsShare() {
    return ends == 0 ? Double.NaN : (ends - lost) / (double) ends;
  }

  /** Sessions that were let in and broke. */
  public int broke() {
    return failures.values().stream().mapToInt(Integer::intValue).sum();
  }
}
