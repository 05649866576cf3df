package io.auscult.local.bench.callbacks;

import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.wire.RawSession;
import io.auscult.settings.Application;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A receiver that fails some times and then works. */
public final class Failing {
  private static final int FAILS = 500;
  private static final int WORKS = 200;
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private Failing() {}

  /**
   * What came.
   *
   * @param afterS from the session's close to the try that was accepted; NaN: none was
   * @param gapsS between tries
   */
  public record Report(
      int fails, int tries, double afterS, List<Double> gapsS, boolean sameId, boolean signed) {
    /** Delivered once, with one id, when the receiver worked again. */
    public boolean met() {
      return tries == fails + 1 && !Double.isNaN(afterS) && sameId && signed;
    }
  }

  /**
   * Runs it.
   *
   * @param fails how often the receiver answers 500 first
   */
  public static Report run(OwnSystem system, Application application, int fails)
      throws IOException, InterruptedException {
    Deliveries deliveries = new Deliveries();
    try (CallbackReceiver receiver =
            CallbackReceiver.start(
                0, application, (session, tries) -> tries <= fails ? FAILS : WORKS, deliveries);
        Caller caller = Caller.open(RawSession.client(), system, receiver.url())) {
      long ended = caller.end();
      boolean delivered = deliveries.awaitAccepted(Set.of(caller.id()), PATIENCE);
      return report(fails, deliveries, caller.id(), delivered, ended);
    }
  }

  static Report report(
      int fails, Deliveries deliveries, String session, boolean delivered, long endedNanos) {
    List<Deliveries.Try> tries = deliveries.of(session);
    Deliveries.Tally tally = deliveries.tally(Set.of(session));
    List<Double> gaps =
        IntStream.range(1, tries.size())
            .mapToObj(i -> (tries.get(i).atNanos() - tries.get(i - 1).atNanos()) / 1e9)
            .toList();
    return new Report(
        fails,
        tries.size(),
        delivered
            ? (deliveries.acceptedNanos(session).orElseThrow() - endedNanos) / 1e9
            : Double.NaN,
        gaps,
        tally.severalIds() == 0,
        tally.allSigned());
  }
}
