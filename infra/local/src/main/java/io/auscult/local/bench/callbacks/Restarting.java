package io.auscult.local.bench.callbacks;

import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.wire.Metronome;
import io.auscult.local.bench.wire.RawSession;
import io.auscult.settings.Application;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A receiver is down while the system is killed with {@code kill -9} and started again on the same
 * data: one session whose delivery had been tried, one that had just ended, and one that was still
 * open when the system was killed.
 */
public final class Restarting {
  private static final int DOWN = 503;
  private static final int WORKS = 200;
  private static final Duration FIRST_TRY = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** A second delivery would have come by then. */
  private static final long AFTERWARDS_NANOS = Duration.ofSeconds(10).toNanos();

  private Restarting() {}

  /**
   * A session.
   *
   * @param when what had become of it at the kill: {@code tried}, {@code ended}, {@code open}
   * @param acceptedAfterS from the moment that the receiver was up again; NaN: never delivered
   * @param triesAfter tries after the restart
   * @param sameId all tries, those before the kill among them, had one id
   */
  public record Delivered(
      String when, double acceptedAfterS, int triesAfter, boolean sameId, boolean signed) {
    /** Delivered once logically. */
    public boolean met() {
      return !Double.isNaN(acceptedAfterS) && sameId && signed;
    }
  }

  /**
   * What came.
   *
   * @param downS from the kill until the system took work again
   * @param again sessions that came once more after a try had been accepted
   */
  public record Report(double downS, List<Delivered> sessions, int again) {
    /** Each delivered once logically. */
    public boolean met() {
      return sessions.stream().allMatch(Delivered::met);
    }
  }

  /** Runs it; the system is another process afterwards. */
  public static Report run(OwnSystem system, Application application)
      throws IOException, InterruptedException {
    Deliveries deliveries = new Deliveries();
    CallbackReceiver failing =
        CallbackReceiver.start(0, application, (session, tries) -> DOWN, deliveries);
    int port = failing.port();
    HttpClient http = RawSession.client();
    try (Caller tried = Caller.open(http, system, failing.url());
        Caller ended = Caller.open(http, system, failing.url());
        Caller open = Caller.open(http, system, failing.url())) {
      tried.end();
      if (!deliveries.awaitTried(tried.id(), FIRST_TRY)) {
        throw new IOException("no delivery was tried in " + FIRST_TRY.toSeconds() + " s");
      }
      failing.close();
      ended.end();
      ended.awaitEnd();
      long killed = System.nanoTime();
      system.kill();
      system.startAgain();
      long up = System.nanoTime();
      try (CallbackReceiver works =
          CallbackReceiver.start(port, application, (session, tries) -> WORKS, deliveries)) {
        List<Caller> all = List.of(tried, ended, open);
        Set<String> ids = Set.of(tried.id(), ended.id(), open.id());
        deliveries.awaitAccepted(ids, PATIENCE);
        Metronome.sleepUntil(System.nanoTime() + AFTERWARDS_NANOS);
        List<String> when = List.of("tried", "ended", "open");
        List<Delivered> delivered = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          delivered.add(delivered(when.get(i), deliveries, all.get(i).id(), up));
        }
        return new Report((up - killed) / 1e9, delivered, deliveries.tally(ids).again());
      }
    } finally {
      failing.close();
    }
  }

  static Delivered delivered(String when, Deliveries deliveries, String session, long upNanos) {
    Optional<Long> accepted = deliveries.acceptedNanos(session);
    Deliveries.Tally tally = deliveries.tally(Set.of(session));
    return new Delivered(
        when,
        accepted.map(at -> (at - upNanos) / 1e9).orElse(Double.NaN),
        (int) deliveries.of(session).stream().filter(t -> t.atNanos() >= upNanos).count(),
        tally.severalIds() == 0,
        tally.allSigned());
  }
}
