package io.auscult.gateway.session;

import io.auscult.gateway.admission.Admission;
import io.auscult.gateway.metrics.GatewayMetrics;
import java.util.function.LongSupplier;

/**
 * What every session of a gateway shares.
 *
 * @param clock milliseconds since 1970
 * @param gateway id of this process
 * @param replyPartition where the job answers
 */
record Surroundings(
    InputLog log,
    LongSupplier clock,
    SessionSettings settings,
    GatewayMetrics metrics,
    String gateway,
    int replyPartition,
    Rates rates,
    Admission admission,
    Registry registry) {

  /** How the end of a connection is told to whoever knows them all. */
  interface Registry {
    /** The client is gone and may come back; called before the log is told. */
    void detaching(LiveSession<?> session);

    /** The connection is over and everything of it is in the log. */
    void ended(LiveSession<?> session);
  }
}
