package io.auscult.delivery.post;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.channels.ClosedSelectorException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOReactorConfig;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP client with everything off that would do more than POST once and say what came of it.
 */
final class HttpClients {
  private static final Logger LOG = LoggerFactory.getLogger(HttpClients.class);
  private static final int IO_THREADS = 2;
  private static final Timeout CONNECT = Timeout.ofSeconds(10);

  private static final TimeValue FAREWELL = TimeValue.ofMilliseconds(300);

  private HttpClients() {}

  /** A started client. */
  static CloseableHttpAsyncClient start(PostSettings settings) {
    Timeout whole = Timeout.of(settings.timeout());
    var connections =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setMaxConnTotal(settings.overall())
            .setMaxConnPerRoute(settings.perReceiver())
            .setDnsResolver(new NoResolver())
            .setDefaultTlsConfig(
                TlsConfig.custom()
                    .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
                    .setHandshakeTimeout(CONNECT)
                    .build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(CONNECT)
                    .setSocketTimeout(whole)
                    .build())
            .build();
    CloseableHttpAsyncClient client =
        HttpAsyncClients.custom()
            .setConnectionManager(connections)
            .setIOReactorConfig(
                IOReactorConfig.custom()
                    .setIoThreadCount(IO_THREADS)
                    .setSoTimeout(whole)
                    .setTcpNoDelay(true)
                    .build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setRedirectsEnabled(false)
                    .setAuthenticationEnabled(false)
                    .setContentCompressionEnabled(false)
                    .setProtocolUpgradeEnabled(false)
                    .setConnectionRequestTimeout(whole)
                    .setResponseTimeout(whole)
                    .build())
            // A connection that is used again may just be closed by the other side, and then nobody
            // knows whether the result has arrived; besides, each one is made to an address that
            // was
            // checked for this very try.
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setIoReactorExceptionCallback(HttpClients::failed)
            .setThreadFactory(work -> Lookups.daemon(work, "delivery-http"))
            .setUserAgent("Auscult")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .disableContentCompression()
            .build();
    client.start();
    return client;
  }

  /** Ends what is idle, then breaks off what is under way. */
  static void stop(CloseableHttpAsyncClient client) {
    client.initiateShutdown();
    try {
      client.awaitShutdown(FAREWELL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close(CloseMode.IMMEDIATE);
  }

  private static void failed(Exception failure) {
    // What a selector says whose client was closed under it.
    if (failure instanceof ClosedSelectorException) return;
    LOG.error("The HTTP client has lost one of its threads", failure);
  }

  /**
   * Nothing is looked up here: every request is bound to an address that was looked up once and
   * checked (IN-48). A name that comes here is one that nobody checked.
   */
  private static final class NoResolver implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      throw new UnknownHostException("addresses are looked up and checked before");
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
      throw new UnknownHostException("addresses are looked up and checked before");
    }
  }
}
