package io.auscult.gateway.session;

import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Resumed;

/** What becomes of a client that names a session to go on with. */
public sealed interface Comeback {
  /** It cannot. */
  record Refused(Refusal refusal) implements Comeback {}

  /** It has its place again and may connect. */
  final class Welcome implements Comeback {
    private final Resumed resumed;
    private final Delivered delivered;

    Welcome(Resumed resumed, Delivered delivered) {
      this.resumed = resumed;
      this.delivered = delivered;
    }

    public Resumed resumed() {
      return resumed;
    }

    Delivered delivered() {
      return delivered;
    }
  }
}
