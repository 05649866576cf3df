package io.auscult.delivery.post;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A client's callback endpoint, on a free port of this machine. */
final class Receiver implements AutoCloseable {
  /** A request as it came. */
  record Got(String path, String host, Map<String, java.util.List<String>> headers, byte[] body) {
    String header(String name) {
      return headers.get(name).get(0);
    }
  }

  /** How a request is answered. */
  interface Behaviour {
    void answer(HttpExchange exchange, Got got) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Queue<Got> got = new ConcurrentLinkedQueue<>();

  private Receiver(HttpServer server) {
    this.server = server;
  }

  static Receiver start(Behaviour behaviour) throws IOException {
    return startOn("127.0.0.1", behaviour);
  }

  static Receiver startOn(String address, Behaviour behaviour) throws IOException {
    return start(HttpServer.create(address(address), 1_024), behaviour);
  }

  /** With a certificate for its address that nobody vouches for. */
  static Receiver startTls(Behaviour behaviour, Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "receiver",
                "-keyalg",
                "EC",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .inheritIO()
            .start();
    if (keytool.waitFor() != 0) throw new IOException("keytool failed");
    KeyStore keys = KeyStore.getInstance(store.toFile(), "changeit".toCharArray());
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    HttpsServer server = HttpsServer.create(address("127.0.0.1"), 64);
    server.setHttpsConfigurator(new HttpsConfigurator(context));
    return start(server, behaviour);
  }

  private static InetSocketAddress address(String text) throws IOException {
    return new InetSocketAddress(InetAddress.getByName(text), 0);
  }

  private static Receiver start(HttpServer server, Behaviour behaviour) {
    Receiver receiver = new Receiver(server);
    server.setExecutor(receiver.threads);
    server.createContext(
        "/",
        exchange -> {
          Got one =
              new Got(
                  exchange.getRequestURI().toString(),
                  exchange.getRequestHeaders().getFirst("Host"),
                  exchange.getRequestHeaders(),
                  exchange.getRequestBody().readAllBytes());
          receiver.got.add(one);
          behaviour.answer(exchange, one);
        });
    server.start();
    return receiver;
  }

  /** Answers with a status and no body. */
  static Behaviour status(int status) {
    return (exchange, got) -> {
      exchange.sendResponseHeaders(status, -1);
      exchange.close();
    };
  }

  /** Takes the request and says nothing until it is closed. */
  void hang() {
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  Queue<Got> got() {
    return got;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
