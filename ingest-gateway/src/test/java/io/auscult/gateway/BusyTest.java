package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.SessionInput.Attached;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionOutput;
import io.auscult.gateway.admission.AdmissionSettings;
import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.auth.TokenMint.Order;
import io.auscult.gateway.session.SessionSettings;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Recognition has no room, or a client is too far ahead of it. */
class BusyTest {
  private Running auscult;

  @BeforeEach
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterEach
  void stop() {
    auscult.close();
  }

  @Test
  void MS_33_MS_107_aBackendIsRefusedByHttpAndABrowserInBand() throws Exception {
    try (Client inside = auscult.connect()) {
      busy(inside.sessionId(), 100);
      try (RawSocket refused = raw("/ws/transcribe")) {
        assertThat(refused.response)
            .startsWith("HTTP/1.1 429")
            .contains("Retry-After: 30")
            .doesNotContain("101");
      }
      try (Client browser =
          Client.open(auscult.ws(""), auscult.token(), "https://clinic.example")) {
        JsonNode told = browser.next();
        assertThat(told.get("error").asText()).isEqualTo("too_many_requests");
        assertThat(told.get("reason").asText()).isEqualTo("no_room");
        assertThat(browser.ended().code()).isEqualTo(1013);
      }
      assertThat(metrics())
          .contains("auscult_gateway_admission_refused_total{reason=\"busy\"} 2.0")
          .contains("outcome=\"no_room\"")
          .contains("auscult_gateway_recognition_busy_percent 100.0");
      assertThat(inside.isOpen()).isTrue();
      assertThat(inside.hasMore()).as("its own load is not the client's to know").isFalse();
    }
  }

  @Test
  void everyDialectRefusesTheSame() throws Exception {
    try (Client inside = auscult.connect()) {
      busy(inside.sessionId(), 100);
      String scribe = auscult.mint().mint(Order.of(Kind.SCRIBE_SERVER));
      String sahl = auscult.mint().mint(Order.of(Kind.SAHL));
      assertThat(status("/v1/scribe/server", scribe)).isEqualTo(429);
      assertThat(status("/ws/summary", sahl)).isEqualTo(429);
    }
  }

  @Test
  void whenTheWorkerHasRoomAgainTheNextIsLetIn() throws Exception {
    try (Client inside = auscult.connect()) {
      String id = inside.sessionId();
      busy(id, 100);
      assertThat(status("/ws/transcribe", auscult.token())).isEqualTo(429);
      auscult.clock.advance(Duration.ofSeconds(1));
      busy(id, 50);
      assertThat(status("/ws/transcribe", auscult.token())).isEqualTo(101);
    }
  }

  @Test
  void MS_105_whoComesBackIsLetInHoweverBusyItIs() throws Exception {
    try (Client inside = auscult.connect();
        Client lost = auscult.connect()) {
      String id = lost.sessionId();
      lost.vanish();
      auscult.kafka.await(id, Detached.class);
      busy(inside.sessionId(), 100);
      assertThat(status("/ws/transcribe", auscult.token())).isEqualTo(429);
      try (Client back = auscult.connect("?session_id=" + id)) {
        assertThat(back.sessionId()).isEqualTo(id);
        auscult.kafka.await(id, Attached.class);
      }
    }
  }

  @Test
  void lateFinalsStopAdmission() throws Exception {
    try (Client inside = auscult.connect()) {
      String id = inside.sessionId();
      for (int i = 0; i < 5; i++) {
        auscult.kafka.say(spoken(id, i, auscult.clock.millis() - 1_500));
        inside.next("transcription");
      }
      assertThat(status("/ws/transcribe", auscult.token())).isEqualTo(429);
      assertThat(metrics()).contains("auscult_gateway_admission_refused_total{reason=\"lag\"} 1.0");
    }
  }

  @Test
  void switchedOffEverybodyIsLetIn() throws Exception {
    SessionSettings on = Running.sessions(OptionalInt.empty(), false);
    try (Running forced = Running.start(s -> Running.with(s, with(on, AdmissionSettings.OFF)));
        Client inside = forced.connect()) {
      String id = inside.sessionId();
      forced.kafka.say(new SessionOutput.Load(id, "w", 1, 100, 60_000, 50));
      try (Client another = forced.connect()) {
        assertThat(another.sessionId()).isNotEmpty();
      }
    }
  }

  @Test
  void MS_73_whoIsAMinuteAheadOfRecognitionIsHeldBackByTcpAndLosesNothing() throws Exception {
    try (Client client = auscult.connect()) {
      String id = client.sessionId();
      byte[] second = new byte[32_000];
      int sent = 0;
      CompletableFuture<?> last = CompletableFuture.completedFuture(null);
      // Kernel buffers take a few megabytes before a client notices that nobody reads.
      while (sent < 2_000 * second.length) {
        last = client.audioLater(second);
        sent += second.length;
        try {
          last.get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
          break;
        }
      }
      assertThat(last.isDone()).as("held back after %d bytes", sent).isFalse();
      assertThat(metrics()).contains("auscult_gateway_held_ahead_total 1.0");
      int kept = auscult.kafka.audio(id).length / 32;
      assertThat(kept).as("ms in the log").isBetween(60_000, 66_000);
      int done = kept * 32;
      while (done < sent) {
        auscult.kafka.say(new SessionOutput.Progress(id, done / 32));
        done = auscult.kafka.awaitAudio(id, Math.min(sent, done + 1)).length;
      }
      last.get(10, TimeUnit.SECONDS);
      client.catchUp();
      assertThat(client.hasMore()).as("progress is not the client's to know").isFalse();
    }
  }

  private void busy(String session, int percent) {
    auscult.kafka.say(
        new SessionOutput.Load(session, "worker-1", auscult.clock.millis(), percent, 0, 20));
  }

  private RawSocket raw(String path) throws Exception {
    String header = "Authorization: Bearer " + auscult.token();
    return RawSocket.open(auscult.gateway.port(), path, 0, header);
  }

  private int status(String path, String token) throws Exception {
    String header = "Authorization: Bearer " + token;
    try (RawSocket socket = RawSocket.open(auscult.gateway.port(), path, 0, header)) {
      return Integer.parseInt(socket.response.substring(9, 12));
    }
  }

  private String metrics() throws Exception {
    return auscult.http("GET", "/metrics", "", "").body();
  }

  private static SessionOutput.Item spoken(String session, int ordinal, long spokenAtMs) {
    SessionOutput.Item i = TalkTest.item(session, ordinal, 0, true, "Yes.", 0, 900);
    return new SessionOutput.Item(
        i.session(),
        i.id(),
        i.ordinal(),
        i.revision(),
        true,
        i.stream(),
        i.speaker(),
        i.startMs(),
        i.endMs(),
        i.text(),
        i.words(),
        i.confidence(),
        i.wordTimes(),
        i.model(),
        i.language(),
        spokenAtMs);
  }

  private static SessionSettings with(SessionSettings s, AdmissionSettings admission) {
    return new SessionSettings(
        s.maxFrameBytes(),
        s.maxUnrecordedBytes(),
        s.maxUnrecordedBytesOverall(),
        s.maxOutboxBytes(),
        s.degradedAfter(),
        s.ringEvery(),
        s.idleTimeout(),
        s.silenceWarning(),
        s.durationLimit(),
        s.maxSession(),
        s.pauseLimit(),
        s.resumeWindow(),
        s.sessionLimit(),
        s.rateLimit(),
        s.enforceExpiry(),
        admission);
  }
}
