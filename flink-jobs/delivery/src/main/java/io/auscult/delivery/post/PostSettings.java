package io.auscult.delivery.post;

import io.auscult.settings.Application;
import io.auscult.settings.CallbackTargets;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What a sender has to know.
 *
 * @param applications whose secrets sign
 * @param targets where results may go
 * @param lookup of host names
 * @param timeout of a whole try: lookup, connection, request and answer
 * @param perReceiver POSTs under way to one receiver at most, in this process
 * @param overall POSTs under way at most, in this process
 */
public record PostSettings(
    List<Application> applications,
    CallbackTargets targets,
    Lookup lookup,
    Duration timeout,
    int perReceiver,
    int overall)
    implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int PER_RECEIVER = 128;
  private static final int OVERALL = 2_048;

  public PostSettings {
    applications = List.copyOf(applications);
  }

  /** As in production. */
  public static PostSettings of(List<Application> applications, CallbackTargets targets) {
    return new PostSettings(
        applications, targets, new Lookup.OfTheSystem(), TIMEOUT, PER_RECEIVER, OVERALL);
  }
}
