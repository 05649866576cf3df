package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionInput.KeptAlive;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How Invox connections are kept open, end and come back (§3). */
class InvoxEndTest extends InvoxFixture {
  @Test
  void IN_28_halfAnHourOfPingsKeepsAPausedSessionOpen() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      client.text(audio(new byte[3_200]));
      assertThat(client.next().get("audioReceived").asBoolean()).isTrue();
      for (int i = 0; i < 120; i++) {
        auscult.clock.advance(Duration.ofSeconds(15));
        client.text(PING);
        assertThat(client.next().get("audioReceived").asBoolean()).isFalse();
      }
      assertThat(client.isOpen()).isTrue();
      // and the job is told often enough, or it would end the session by its own idle clock
      long lastMs = auscult.kafka.await(id, Opened.class).atMs();
      for (SessionInput record : auscult.kafka.of(id)) {
        if (!(record instanceof KeptAlive kept)) continue;
        assertThat(kept.atMs() - lastMs).isLessThan(60_000);
        lastMs = kept.atMs();
      }
      assertThat(auscult.clock.millis() - lastMs).isLessThan(60_000);
      client.text(audio(new byte[3_200]));
      assertThat(client.next().get("totalDuration").asDouble()).isEqualTo(0.2);
    }
  }

  @Test
  void IN_29_twoMinutesOfNothingCloseAndEndTheSession() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      auscult.clock.advance(Duration.ofSeconds(121));
      assertThat(client.ended().code()).isEqualTo(1001);
      assertThat(client.hasMore()).isFalse();
      assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("idle");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1000, client_close",
    "1001, client_close",
    "0, client_close",
    "1006, connection_lost"
  })
  void IN_40_anyCloseEndsTheSessionOnceWithAllItsAudio(int code, String reason) throws Exception {
    String id;
    if (code == 0) {
      RawSocket socket =
          RawSocket.open(
              auscult.gateway.port(), "/?callbackUrl=" + encoded() + "&accessToken=" + token(), 0);
      String first = new String(socket.read().payload(), StandardCharsets.UTF_8);
      id = first.replaceAll(".*\"connectionId\":\"([^\"]+)\".*", "$1");
      socket.send(1, true, audio(new byte[CHUNK]).getBytes(StandardCharsets.UTF_8));
      auscult.kafka.awaitAudio(id, CHUNK);
      socket.send(8, true, new byte[0]);
    } else {
      Client client = connect("");
      id = connectionId(client);
      client.text(audio(new byte[CHUNK]));
      auscult.kafka.awaitAudio(id, CHUNK);
      if (code == 1006) {
        client.vanish();
      } else {
        client.closeWith(code);
      }
    }
    assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo(reason);
    auscult.clock.advance(Duration.ofSeconds(200));
    auscult.gateway.close();
    assertThat(auscult.kafka.story(id)).isEqualTo("Opened Audio Stopped");
    assertThat(auscult.kafka.of(id).stream().filter(Stopped.class::isInstance)).hasSize(1);
  }

  @Test
  void K9_IN_40_drainCloses1012AndEndsTheSessionOnce() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      client.text(audio(new byte[CHUNK]));
      auscult.kafka.awaitAudio(id, CHUNK);
      auscult.http("POST", "/admin/drain", Running.ADMIN, "");
      while (client.hasMore()) assertThat(client.next().has("audioReceived")).isTrue();
      assertThat(client.ended().code()).isEqualTo(1012);
      auscult.kafka.await(id, Stopped.class);
      auscult.gateway.close();
      assertThat(auscult.kafka.of(id).stream().filter(Stopped.class::isInstance)).hasSize(1);
    }
  }

  @Test
  void K9_IN_51_whoAskedForAResumeMayGoOnElsewhereAfterADrain() throws Exception {
    try (Running second = Running.start(auscult.kafka, t -> t);
        Client client = connect("&resume=20")) {
      String id = connectionId(client);
      auscult.http("POST", "/admin/drain", Running.ADMIN, "");
      assertThat(client.ended().code()).isEqualTo(1012);
      auscult.kafka.await(id, Detached.class);
      auscult.kafka.publish(
          new SessionView(
              id,
              auscult.kafka.await(id, Opened.class).tenant(),
              "invox",
              SessionView.LIVE,
              0,
              Running.setup(),
              List.of(),
              null));
      URI back = second.ws("/", "?session_id=" + id + "&accessToken=" + token());
      try (Client again = Client.open(back, "")) {
        assertThat(connectionId(again)).isEqualTo(id);
        auscult.kafka.await(id, SessionInput.Attached.class);
      }
      assertThat(auscult.kafka.story(id)).startsWith("Opened Detached Attached");
    }
  }

  @Test
  void IN_31_IN_32_theJobsResultsStayOffTheSocket() throws Exception {
    try (Client client = connect("")) {
      String id = connectionId(client);
      auscult.kafka.say(new SessionOutput.Warning(id, "w-1", 0, "silence", "Nothing is heard."));
      auscult.kafka.say(new SessionOutput.TranscriptCompleted(id, 0));
      auscult.kafka.say(new SessionOutput.Closed(id, "max_session"));
      assertThat(client.ended()).isEqualTo(new Client.Ended(1000, "session ended: max_session"));
      assertThat(client.hasMore()).isFalse();
    }
  }

  @Test
  void IN_51_aBrokenConnectionWaitsAsLongAsWasAskedFor() throws Exception {
    Client client = connect("&resume=20s");
    String id = connectionId(client);
    assertThat(auscult.kafka.await(id, Opened.class).limits().resumeMs()).isEqualTo(20_000);
    client.vanish();
    auscult.kafka.await(id, Detached.class);
    URI back = auscult.ws("/", "?session_id=" + id + "&accessToken=" + token());
    try (Client again = Client.open(back, "")) {
      assertThat(connectionId(again)).isEqualTo(id);
      auscult.kafka.await(id, SessionInput.Attached.class);
      again.text(audio(new byte[3_200]));
      assertThat(again.next().get("audioReceived").asBoolean()).isTrue();
      again.vanish();
    }
    awaitStory(id, "Opened Detached Attached Audio Detached");
    auscult.clock.advance(Duration.ofSeconds(21));
    assertThat(auscult.kafka.await(id, Stopped.class).reason()).isEqualTo("connection_lost");
    assertThat(status(back)).isEqualTo(404);
  }

  private void awaitStory(String id, String story) {
    long end = System.nanoTime() + 10_000_000_000L;
    while (!auscult.kafka.story(id).equals(story) && System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
    }
    assertThat(auscult.kafka.story(id)).isEqualTo(story);
  }
}
