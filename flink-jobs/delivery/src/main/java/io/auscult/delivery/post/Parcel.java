package io.auscult.delivery.post;

import io.auscult.delivery.invox.InvoxBody;
import io.auscult.delivery.schedule.Attempt;
import io.auscult.delivery.sign.InvoxSignature;
import io.auscult.delivery.sign.StandardWebhook;
import io.auscult.events.Decoded;
import io.auscult.events.DeliveryOrder;
import io.auscult.settings.Application;
import io.auscult.settings.CallbackTargets;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Map;

/**
 * What is POSTed, and where to.
 *
 * @param body UTF-8 JSON
 */
record Parcel(URI url, Map<String, String> headers, byte[] body) {
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Why there is none. */
  static final class Unsendable extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Reason reason;

    Unsendable(Reason reason) {
      super(reason.word(), null, false, false);
      this.reason = reason;
    }

    Reason reason() {
      return reason;
    }
  }

  /** Reads the order, builds the body of its dialect and signs it. */
  static Parcel of(
      Attempt attempt, Map<String, Application> applications, CallbackTargets targets, Instant now)
      throws Unsendable {
    if (!(DeliveryOrder.decode(attempt.order()) instanceof Decoded.Good<DeliveryOrder> good)) {
      // Whatever cannot be read was refused before it was scheduled.
      throw new Unsendable(Reason.INTERNAL);
    }
    DeliveryOrder order = good.value();
    Application application = applications.get(order.callback().appId());
    if (application == null) throw new Unsendable(Reason.UNKNOWN_APPLICATION);
    if (!InvoxBody.DIALECT.equals(order.dialect())) throw new Unsendable(Reason.UNKNOWN_DIALECT);
    URI url = url(order.callback().url());
    if (targets.refuses(url).isPresent()) throw new Unsendable(Reason.FORBIDDEN_ADDRESS);
    byte[] salt = new byte[InvoxSignature.SALT];
    RANDOM.nextBytes(salt);
    byte[] body = InvoxBody.of(order, InvoxSignature.of(application, salt));
    return new Parcel(
        url,
        StandardWebhook.headers(application, order.session(), now.getEpochSecond(), body),
        body);
  }

  private static URI url(String text) throws Unsendable {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new Unsendable(Reason.FORBIDDEN_ADDRESS);
    }
  }

  int port() {
    if (url.getPort() >= 0) return url.getPort();
    return url.getScheme().equalsIgnoreCase("http") ? 80 : 443;
  }

  @Override
  public String toString() {
    return "Parcel[" + body.length + " bytes]";
  }
}
