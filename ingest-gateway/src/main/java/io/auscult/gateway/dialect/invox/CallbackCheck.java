package io.auscult.gateway.dialect.invox;

import io.auscult.settings.CallbackTargets;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether results may be sent to a client's URL (IN-48), said while it still listens. Only a first
 * look: whoever delivers resolves again, checks again and connects to that address. So a name that
 * cannot be resolved now is let through, and nobody waits long for one. Thread-safe.
 */
public final class CallbackCheck {
  /** A host's addresses. */
  @FunctionalInterface
  public interface Resolver {
    /**
     * Every address of a host; may block for long.
     *
     * @throws UnknownHostException if there is none
     */
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** Longer ones are nobody's, and every session carries its own through Kafka. */
  static final int MAX_URL_CHARS = 2_048;

  /** A client waits for its handshake meanwhile. */
  private static final long RESOLVE_WITHIN_MS = 1_000;

  /** Names that hang hold a thread until the resolver gives up. */
  private static final int MAX_LOOKUPS = 8;

  private final CallbackTargets targets;
  private final Resolver resolver;
  private final ExecutorService lookups;

  /** A check with a resolver of its own. */
  public CallbackCheck(CallbackTargets targets, Resolver resolver) {
    this.targets = targets;
    this.resolver = resolver;
    this.lookups =
        new ThreadPoolExecutor(
            0,
            MAX_LOOKUPS,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            work -> {
              Thread t = new Thread(work, "callback-lookup");
              t.setDaemon(true);
              return t;
            });
  }

  /** A check by the system's resolver. */
  public static CallbackCheck of(CallbackTargets targets) {
    return new CallbackCheck(targets, InetAddress::getAllByName);
  }

  /** Why not, without anything of the URL in it; empty: it may be. Blocks up to a second. */
  Optional<String> refuses(String text) {
    if (text.length() > MAX_URL_CHARS) return Optional.of("it is too long");
    URI url;
    try {
      url = new URI(text);
    } catch (URISyntaxException e) {
      return Optional.of("it is no URL");
    }
    Optional<String> form = targets.refuses(url);
    return form.isPresent() ? form : targets.refuses(url, addresses(url.getHost()));
  }

  /** Empty: not known in time. */
  private List<InetAddress> addresses(String host) {
    Future<InetAddress[]> lookup;
    try {
      lookup = lookups.submit(() -> resolver.resolve(host));
    } catch (RejectedExecutionException e) {
      return List.of(); // so many names hang already that this one would only wait behind them
    }
    try {
      return List.of(lookup.get(RESOLVE_WITHIN_MS, TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return List.of(); // the name does not exist, or not yet
    } catch (TimeoutException e) {
      lookup.cancel(true);
      return List.of();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    }
  }
}
