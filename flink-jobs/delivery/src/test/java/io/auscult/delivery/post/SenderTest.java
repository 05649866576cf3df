package io.auscult.delivery.post;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.delivery.Orders;
import io.auscult.delivery.schedule.Attempt;
import io.auscult.delivery.schedule.Receivers;
import io.auscult.delivery.sign.StandardWebhook;
import io.auscult.events.DeliveryAttempt;
import io.auscult.events.DeliveryOrder;
import io.auscult.settings.Application;
import io.auscult.settings.CallbackTargets;
import io.auscult.settings.Cidr;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SenderTest {
  private static final CallbackTargets OWN =
      CallbackTargets.allowing(List.of(Cidr.of("127.0.0.0/8")));
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration LONG = Duration.ofSeconds(30);

  @Test
  void IN_43_resultsArePostedAsJsonWithBothSignatures() throws Exception {
    try (Receiver receiver = Receiver.start(Receiver.status(200))) {
      String url = "http://127.0.0.1:" + receiver.port() + "/hook/a%20b?tenant=1&x=%2F";
      DeliveryOrder order =
          Orders.of("s-1", url, Orders.item("s-1", "SPEAKER_0", 0, 900, "Größe."));
      assertThat(once(order, settings(OWN, LONG))).isEqualTo("delivered 200");
      Receiver.Got got = receiver.got().remove();
      assertThat(got.path()).isEqualTo("/hook/a%20b?tenant=1&x=%2F");
      assertThat(got.host()).isEqualTo("127.0.0.1:" + receiver.port());
      assertThat(got.header("Content-type")).isEqualTo("application/json");
      JsonNode body = new ObjectMapper().readTree(got.body());
      assertThat(body.path("transcription").path(0).path("text").asText()).isEqualTo("Größe.");
      assertThat(body.path("signature").asText()).startsWith("U2FsdGVkX1");
      Map<String, String> expected =
          StandardWebhook.headers(
              Orders.APPLICATION,
              "s-1",
              Long.parseLong(got.header("Webhook-timestamp")),
              got.body());
      assertThat(got.header("Webhook-id")).isEqualTo("msg_s-1");
      assertThat(got.header("Webhook-signature")).isEqualTo(expected.get("webhook-signature"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "200, delivered 200",
    "204, delivered 204",
    "301, failed status 301",
    "307, failed status 307",
    "400, failed status 400",
    "401, failed status 401",
    "410, gone 410",
    "500, failed status 500",
  })
  void IN_46_only2xxIsADeliveryAnd410IsTheEnd(int status, String outcome) throws Exception {
    try (Receiver receiver =
        Receiver.start(
            (exchange, got) -> {
              exchange.getResponseHeaders().add("Location", "/elsewhere");
              exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=x");
              exchange.sendResponseHeaders(status, -1);
              exchange.close();
            })) {
      assertThat(once(to(receiver), settings(OWN, LONG))).isEqualTo(outcome);
      assertThat(receiver.got()).as("asked once, redirects not followed").hasSize(1);
    }
  }

  @Test
  void IN_46_theReceiverMayAskToWait() throws Exception {
    try (Receiver receiver =
        Receiver.start(
            (exchange, got) -> {
              exchange.getResponseHeaders().add("Retry-After", "120");
              Receiver.status(503).answer(exchange, got);
            })) {
      Sending sending = new Sending(settings(OWN, LONG));
      assertThat(sending.send(to(receiver)).get().retryAfterMs()).isEqualTo(120_000);
      sending.close();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {5L << 20, 0})
  void IN_48_anAnswerWithoutEndIsNotReadAndItsStatusCounts(long length) throws Exception {
    AtomicLong written = new AtomicLong();
    CompletableFuture<Boolean> broken = new CompletableFuture<>();
    try (Receiver receiver =
        Receiver.start(
            (exchange, got) -> {
              // 0 means chunked, without an end.
              exchange.sendResponseHeaders(200, length);
              try (OutputStream out = exchange.getResponseBody()) {
                byte[] block = new byte[64 << 10];
                while (length == 0 || written.get() + block.length <= length) {
                  out.write(block);
                  written.addAndGet(block.length);
                }
              } catch (java.io.IOException e) {
                broken.complete(true);
              }
            })) {
      long since = System.nanoTime();
      assertThat(once(to(receiver), settings(OWN, LONG))).isEqualTo("delivered 200");
      assertThat(Duration.ofNanos(System.nanoTime() - since)).isLessThan(Duration.ofSeconds(10));
      if (length == 0) {
        assertThat(broken.get(10, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
      }
    }
  }

  @Test
  void IN_46_aReceiverThatDoesNotAnswerIsGivenUpInTime() throws Exception {
    AtomicReference<Receiver> self = new AtomicReference<>();
    try (Receiver receiver = Receiver.start((exchange, got) -> self.get().hang())) {
      self.set(receiver);
      assertThat(once(to(receiver), settings(OWN, SHORT))).isEqualTo("failed timeout 0");
    }
  }

  @Test
  void whoHasAnsweredHasAnsweredEvenIfTheBodyNeverComes() throws Exception {
    AtomicReference<Receiver> self = new AtomicReference<>();
    try (Receiver receiver =
        Receiver.start(
            (exchange, got) -> {
              exchange.sendResponseHeaders(202, 100);
              exchange.getResponseBody().write(1);
              exchange.getResponseBody().flush();
              self.get().hang();
            })) {
      self.set(receiver);
      assertThat(once(to(receiver), settings(OWN, SHORT))).isEqualTo("delivered 202");
    }
  }

  @Test
  void IN_46_noConnectionAndNoCertificateAreFailedTries(@TempDir Path folder) throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = socket.getLocalPort();
    }
    assertThat(once(to("http://127.0.0.1:" + free + "/"), settings(OWN, LONG)))
        .isEqualTo("failed connect 0");
    try (Receiver selfSigned = Receiver.startTls(Receiver.status(200), folder)) {
      assertThat(once(to("https://127.0.0.1:" + selfSigned.port() + "/"), settings(OWN, LONG)))
          .isEqualTo("failed tls 0");
      assertThat(selfSigned.got()).as("nothing is said to who proves nothing").isEmpty();
    }
  }

  @Test
  void IN_48_whatIsForbiddenIsNeverConnectedTo() throws Exception {
    CallbackTargets strict = CallbackTargets.allowing(List.of());
    try (Receiver receiver = Receiver.start(Receiver.status(200))) {
      String port = ":" + receiver.port() + "/";
      for (String url :
          List.of(
              "http://127.0.0.1" + port,
              "https://127.0.0.1" + port,
              "https://[::1]" + port,
              "https://user:word@127.0.0.1" + port,
              "https://localhost" + port,
              "http://169.254.169.254/",
              "ftp://127.0.0.1" + port,
              "no url at all")) {
        assertThat(once(to(url), settings(strict, SHORT)))
            .as(url)
            .isEqualTo("failed forbidden_address 0");
      }
      assertThat(receiver.got()).isEmpty();
    }
  }

  @Test
  void IN_48_aNameThatChangesItsAddressIsRefusedAndNeverLookedUpTwice() throws Exception {
    // Public at the check, private at the connection: what DNS rebinding lives on.
    AtomicInteger asked = new AtomicInteger();
    ByName names =
        ByName.of(
            host -> {
              String address = asked.incrementAndGet() == 1 ? "127.0.0.1" : "10.0.0.1";
              return List.of(InetAddress.getByName(address));
            });
    try (Receiver receiver = Receiver.start(Receiver.status(200));
        Sending sending = new Sending(settings(OWN, names, SHORT, 128, 2_048))) {
      DeliveryOrder order = to("http://rebinding.test:" + receiver.port() + "/");
      assertThat(told(sending.send(order).get())).isEqualTo("delivered 200");
      assertThat(asked).as("lookups of one try").hasValue(1);
      assertThat(receiver.got().remove().host()).isEqualTo("rebinding.test:" + receiver.port());
      assertThat(told(sending.send(order).get())).isEqualTo("failed forbidden_address 0");
      assertThat(receiver.got()).isEmpty();
    }
  }

  @Test
  void anIpv6AddressIsAHostLikeAnyOther() throws Exception {
    CallbackTargets six = CallbackTargets.allowing(List.of(Cidr.of("::1")));
    try (Receiver receiver = Receiver.startOn("::1", Receiver.status(200))) {
      String url = "http://[::1]:" + receiver.port() + "/";
      assertThat(once(to(url), settings(six, LONG))).isEqualTo("delivered 200");
    }
  }

  @Test
  void IN_48_onlyPermittedAddressesOfANameAreTriedOneAfterTheOther() throws Exception {
    ByName names =
        ByName.of(
            host -> {
              List<InetAddress> all = new ArrayList<>();
              // Private; nobody listens there; the receiver.
              for (String a : List.of("10.0.0.1", "127.0.0.99", "127.0.0.1")) {
                all.add(InetAddress.getByName(a));
              }
              return all;
            });
    try (Receiver receiver = Receiver.start(Receiver.status(200));
        Sending sending = new Sending(settings(OWN, names, LONG, 128, 2_048))) {
      assertThat(told(sending.send(to("http://many.test:" + receiver.port() + "/")).get()))
          .isEqualTo("delivered 200");
    }
  }

  @Test
  void aNameWithoutAddressAndAnApplicationThatIsNotConfiguredHealLater() throws Exception {
    ByName names =
        ByName.of(
            host -> {
              throw new UnknownHostException(host);
            });
    assertThat(once(to("https://gone.test/"), settings(OWN, names, SHORT, 128, 2_048)))
        .isEqualTo("failed unknown_host 0");
    PostSettings nobody =
        new PostSettings(List.of(), OWN, new Lookup.OfTheSystem(), SHORT, 128, 2_048);
    assertThat(once(to("https://gone.test/"), nobody)).isEqualTo("failed unknown_application 0");
  }

  @Test
  void beyondItsShareAReceiverIsToldBusyAtOnceAndOthersAreNot() throws Exception {
    AtomicReference<Receiver> self = new AtomicReference<>();
    try (Receiver hanging = Receiver.start((exchange, got) -> self.get().hang());
        Receiver other = Receiver.start(Receiver.status(200));
        Sending sending = new Sending(settings(OWN, new Lookup.OfTheSystem(), LONG, 2, 3))) {
      self.set(hanging);
      sending.send(to(hanging));
      sending.send(to(hanging));
      assertThat(told(sending.send(to(hanging)).getNow(null))).isEqualTo("busy 0");
      assertThat(told(sending.send(to(other)).get())).isEqualTo("delivered 200");
      assertThat(told(sending.send(to(other)).get())).as("room again").isEqualTo("delivered 200");
    }
  }

  @Test
  void aThousandSessionsEndAtOnceAndOneInAHundredReceiversHangs() throws Exception {
    ByName names = ByName.of(host -> List.of(InetAddress.getByName("127.0.0.1")));
    AtomicReference<Receiver> self = new AtomicReference<>();
    Map<String, Integer> times = new ConcurrentHashMap<>();
    try (Receiver receiver =
            Receiver.start(
                (exchange, got) -> {
                  if (got.host().startsWith("hanging")) self.get().hang();
                  times.merge(got.header("Webhook-id"), 1, Integer::sum);
                  Receiver.status(200).answer(exchange, got);
                });
        Sending sending = new Sending(settings(OWN, names, LONG, 128, 2_048))) {
      self.set(receiver);
      // Classes are loaded and connections made before the clock runs.
      sending.send(to("http://warm.test:" + receiver.port() + "/")).get();
      times.clear();
      List<CompletableFuture<DeliveryAttempt>> others = new ArrayList<>();
      List<CompletableFuture<DeliveryAttempt>> hanging = new ArrayList<>();
      long since = System.nanoTime();
      for (int i = 0; i < 1_000; i++) {
        String host = i % 100 == 7 ? "hanging" + i : "working" + i % 50;
        String url = "http://" + host + ".test:" + receiver.port() + "/";
        (i % 100 == 7 ? hanging : others).add(sending.send("s-" + i, url));
      }
      long handedIn = System.nanoTime() - since;
      for (var one : others) assertThat(told(one.get())).isEqualTo("delivered 200");
      long took = System.nanoTime() - since;
      assertThat(Duration.ofNanos(handedIn)).as("nobody waits").isLessThan(Duration.ofSeconds(5));
      assertThat(Duration.ofNanos(took)).isLessThan(Duration.ofSeconds(20));
      for (var one : others) assertThat(one.get().tookMs()).isLessThan(20_000);
      assertThat(times).hasSize(990).allSatisfy((id, n) -> assertThat(n).isEqualTo(1));
      assertThat(hanging).hasSize(10).noneMatch(CompletableFuture::isDone);
    }
  }

  private static DeliveryOrder to(Receiver receiver) {
    return to("http://127.0.0.1:" + receiver.port() + "/");
  }

  private static DeliveryOrder to(String url) {
    return Orders.of("s-1", url, Orders.item("s-1", "SPEAKER_0", 0, 900, "Good morning."));
  }

  private static PostSettings settings(CallbackTargets targets, Duration timeout) {
    return settings(targets, new Lookup.OfTheSystem(), timeout, 128, 2_048);
  }

  private static PostSettings settings(
      CallbackTargets targets, Lookup lookup, Duration timeout, int perReceiver, int overall) {
    List<Application> applications = List.of(Orders.APPLICATION);
    return new PostSettings(applications, targets, lookup, timeout, perReceiver, overall);
  }

  private static String once(DeliveryOrder order, PostSettings settings) throws Exception {
    try (Sending sending = new Sending(settings)) {
      return told(sending.send(order).get());
    }
  }

  private static String told(DeliveryAttempt told) {
    String reason = told.reason().isEmpty() ? "" : told.reason() + " ";
    return told.outcome() + " " + reason + told.status();
  }

  /** A sender of one's own. */
  private static final class Sending implements AutoCloseable {
    private final Sender sender;

    Sending(PostSettings settings) {
      sender = Sender.acquire(settings);
    }

    CompletableFuture<DeliveryAttempt> send(DeliveryOrder order) {
      long since = System.nanoTime();
      CompletableFuture<DeliveryAttempt> told = new CompletableFuture<>();
      Attempt attempt =
          new Attempt(order.session(), 1, 1, Receivers.of(order.callback().url()), order.encode());
      sender.send(
          attempt,
          outcome ->
              told.complete(
                  outcome.of(attempt, (System.nanoTime() - since) / 1_000_000, Orders.T0)));
      return told;
    }

    CompletableFuture<DeliveryAttempt> send(String session, String url) {
      return send(Orders.of(session, url));
    }

    @Override
    public void close() {
      sender.release();
    }
  }

  /** A lookup of the test's own. */
  private interface ByName extends Lookup {
    static ByName of(ByName lookup) {
      return lookup;
    }
  }
}
