package io.auscult.delivery.post;

import io.auscult.settings.CallbackTargets;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HeaderElements;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.nio.AsyncRequestProducer;
import org.apache.hc.core5.http.nio.entity.AsyncEntityProducers;
import org.apache.hc.core5.http.nio.support.AsyncRequestBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One try under way: look the host up once, keep the addresses that may be connected to, POST to
 * the first of them that takes a connection. It ends exactly once, at its deadline at the latest.
 */
final class Posting {
  private static final Logger LOG = LoggerFactory.getLogger(Posting.class);

  /** Without a charset: JSON is UTF-8. */
  private static final ContentType JSON = ContentType.create("application/json");

  private final CloseableHttpAsyncClient client;
  private final Lookups lookups;
  private final CallbackTargets targets;
  private final CompletableFuture<Outcome> end = new CompletableFuture<>();
  private final AtomicReference<Answer> answer = new AtomicReference<>(new Answer());
  private final AtomicReference<Future<?>> exchange = new AtomicReference<>();

  Posting(
      CloseableHttpAsyncClient client,
      Lookups lookups,
      CallbackTargets targets,
      Consumer<Outcome> then) {
    this.client = client;
    this.lookups = lookups;
    this.targets = targets;
    end.thenAccept(then);
  }

  void whenOver(Runnable then) {
    end.thenRun(then);
  }

  /** Ends without an answer. */
  void end(Reason reason) {
    end.complete(new Outcome.Unanswered(reason));
  }

  /** The deadline: what was answered counts, and nothing is waited for any more. */
  void timeout() {
    Outcome late =
        answer.get().answered().<Outcome>map(a -> a).orElse(new Outcome.Unanswered(Reason.TIMEOUT));
    if (!end.complete(late)) return;
    Future<?> running = exchange.get();
    if (running != null) running.cancel(true);
  }

  void internal(String session, Throwable failure) {
    if (end.isDone()) return;
    // Its message may hold what a receiver or a library chose to say.
    LOG.error("session {}: a result could not be sent: {}", session, failure.getClass().getName());
    end(Reason.INTERNAL);
  }

  void post(Parcel parcel) {
    lookups
        .of(parcel.url().getHost())
        .whenComplete(
            (found, failure) -> {
              if (failure != null) {
                end(
                    Lookups.cause(failure) instanceof UnknownHostException
                        ? Reason.UNKNOWN_HOST
                        : Reason.INTERNAL);
              } else {
                toFirstPermitted(parcel, found);
              }
            });
  }

  private void toFirstPermitted(Parcel parcel, List<InetAddress> found) {
    String scheme = parcel.url().getScheme();
    List<InetAddress> permitted =
        found.stream().filter(address -> targets.refuses(address, scheme).isEmpty()).toList();
    if (permitted.isEmpty()) {
      end(Reason.FORBIDDEN_ADDRESS);
    } else {
      to(permitted, 0, parcel);
    }
  }

  private void to(List<InetAddress> addresses, int at, Parcel parcel) {
    if (end.isDone()) return;
    // The address goes with the target: the client connects to it and looks nothing up, while
    // certificate and Host header are still the name's.
    HttpHost target =
        new HttpHost(
            parcel.url().getScheme(), addresses.get(at), parcel.url().getHost(), parcel.port());
    Answer mine = new Answer();
    answer.set(mine);
    try {
      Future<?> running =
          client.execute(
              target,
              request(parcel),
              mine,
              null,
              HttpClientContext.create(),
              new FutureCallback<>() {
                @Override
                public void completed(Void nothing) {
                  concluded(mine, Reason.BROKEN);
                }

                @Override
                public void failed(Exception failure) {
                  Reason reason = reason(failure);
                  boolean more = at + 1 < addresses.size();
                  if (reason == Reason.CONNECT && more) to(addresses, at + 1, parcel);
                  else concluded(mine, reason);
                }

                @Override
                public void cancelled() {
                  concluded(mine, Reason.BROKEN);
                }
              });
      exchange.set(running);
      if (end.isDone()) running.cancel(true);
    } catch (IllegalStateException | RejectedExecutionException e) {
      // The client was closed in this moment; the try comes again from the checkpoint.
      end(Reason.BROKEN);
    }
  }

  private void concluded(Answer mine, Reason otherwise) {
    end.complete(mine.answered().<Outcome>map(a -> a).orElse(new Outcome.Unanswered(otherwise)));
  }

  private static AsyncRequestProducer request(Parcel parcel) {
    AsyncRequestBuilder post =
        AsyncRequestBuilder.post(parcel.url())
            .setEntity(AsyncEntityProducers.create(parcel.body(), JSON))
            .addHeader(HttpHeaders.CONNECTION, HeaderElements.CLOSE);
    parcel.headers().forEach(post::addHeader);
    return post.build();
  }

  private static Reason reason(Exception failure) {
    if (failure instanceof SSLException) return Reason.TLS;
    if (failure instanceof ConnectTimeoutException
        || failure instanceof ConnectException
        || failure instanceof NoRouteToHostException) return Reason.CONNECT;
    if (failure instanceof InterruptedIOException) return Reason.TIMEOUT;
    return Reason.BROKEN;
  }
}
