package io.auscult.local.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveClientTest {
  private static final short[] SECOND = new short[LiveClient.SAMPLE_RATE];

  @Test
  void aRefusalIsToldWithItsStatus() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(401, -1);
          exchange.close();
        });
    server.start();
    try {
      URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
      assertThatThrownBy(() -> send(url))
          .isInstanceOfSatisfying(
              LiveFailure.class, failure -> assertThat(failure.status()).isEqualTo(401))
          .hasMessageContaining("401");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void whereNobodyListensTheAddressIsNamed() throws Exception {
    int free;
    try (ServerSocket probe = new ServerSocket(0)) {
      free = probe.getLocalPort();
    }
    assertThatThrownBy(() -> send(URI.create("http://127.0.0.1:" + free)))
        .isInstanceOf(LiveFailure.class)
        .hasMessageContaining("127.0.0.1:" + free);
  }

  private static void send(URI url) throws Exception {
    LiveClient.of(url, "no-token").transcribe(SECOND, Pace.FAST, item -> {}, Duration.ofSeconds(5));
  }
}
