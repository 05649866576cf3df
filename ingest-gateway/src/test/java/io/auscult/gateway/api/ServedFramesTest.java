package io.auscult.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.SessionOutput;
import io.auscult.gateway.OpenGateway;
import io.auscult.gateway.Peer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every frame and every close in every kind of conversation is in the document of the dialect, and
 * every message of the document is met in one of them.
 */
class ServedFramesTest {
  private static final byte[] WEBM = {
    0x1A, 0x45, (byte) 0xDF, (byte) 0xA3, 1, 0, 0, 0, 0, 0, 0, 31
  };
  private static final byte[] PCM = new byte[3_200];

  /** What one dialect has shown so far. */
  private static final class Record {
    private final AsyncApi api;
    private final Set<String> seen = new LinkedHashSet<>();

    Record(AsyncApi api) {
      this.api = api;
    }

    /** Takes in a conversation that is over. */
    void of(Peer peer) throws Exception {
      int code = peer.ended().code();
      assertThat(api.closeCodes()).as("%s after %s", peer.ended(), peer.frames()).contains(code);
      for (String frame : peer.frames()) seen.add(api.recognise(frame));
      peer.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void X_05_X_14_whatIsSentIsDocumentedAndWhatIsDocumentedIsSent(Vendor vendor) throws Exception {
    Record record = new Record(AsyncApi.read(vendor.dialect));
    try (OpenGateway gateway = OpenGateway.with()) {
      record.of(consultation(gateway, vendor, ""));
      record.of(consultation(gateway, vendor, "&interim=true&text=labelled&note_object=note"));
      record.of(withoutNote(gateway, vendor));
      record.of(withoutSpeech(gateway, vendor));
      record.of(vendor.connectInVain(gateway, false));
      record.of(vendor.connectInVain(gateway, true));
      record.of(tooBig(gateway, vendor));
      record.of(revoked(gateway, vendor));
      record.of(idle(gateway, vendor));
      record.of(erased(gateway, vendor));
      record.of(late(gateway, vendor));
      if (!vendor.setup.isEmpty()) record.of(neverSetUp(gateway, vendor));
      record.of(drained(gateway, vendor));
      assertThat(gateway.faults()).isZero();
    }
    assertThat(record.seen).isEqualTo(record.api.fromServer().keySet());
  }

  @Test
  void MS_66_ratesWithinTheDocumentedBoundsAreTakenAndOthersRefused() throws Exception {
    JsonNode rate =
        AsyncApi.read("medisync")
            .document()
            .whole()
            .at("/channels/transcribe/bindings/ws/query/properties/sample_rate");
    int lowest = rate.get("minimum").intValue();
    int highest = rate.get("maximum").intValue();
    Vendor vendor = Vendor.MEDISYNC;
    try (OpenGateway gateway = OpenGateway.with()) {
      for (int good : List.of(lowest, highest)) {
        try (Peer peer = vendor.open(gateway, "&sample_rate=" + good)) {
          peer.binary(PCM);
          vendor.end(gateway, peer);
          vendor.finish(gateway, peer);
          assertThat(peer.ended().code()).isEqualTo(1000);
        }
      }
      String token = vendor.token(gateway);
      for (int bad : List.of(lowest - 1, highest + 1)) {
        assertThatThrownBy(() -> vendor.connect(gateway, token, "&sample_rate=" + bad))
            .hasMessageContaining("400 Bad Request");
      }
      assertThat(gateway.faults()).isZero();
    }
  }

  /** Everything that the job can say, and mistakes of the client in between. */
  private static Peer consultation(OpenGateway gateway, Vendor vendor, String parameters)
      throws Exception {
    Peer peer = vendor.open(gateway, parameters);
    String session = peer.session();
    vendor.sound(peer, PCM);
    for (int i = 0; i < 4; i++) gateway.say(Vendor.item(session, "i-0", i, i == 3));
    gateway.say(new SessionOutput.Warning(session, "w-0", 0, "silence", "No speech detected."));
    gateway.say(new SessionOutput.Warning(session, "w-0", 1, "silence", "No speech detected."));
    gateway.say(new SessionOutput.Warning(session, "w-1", 0, "audio_gap", "Audio is missing."));
    gateway.say(new SessionOutput.Failure(session, "i-1", "recogniser", "Not heard.", 0, 900));
    gateway.say(new SessionOutput.Remaining(session, 60));
    peer.text("[]");
    peer.text("{}");
    peer.text("{\"messageType\":\"PING\"}");
    if (!vendor.setup.isEmpty()) peer.text(vendor.setup);
    vendor.sound(peer, WEBM);
    peer.binary(PCM);
    peer.settle();
    gateway.takeKafkaAway();
    vendor.sound(peer, PCM);
    peer.settle();
    gateway.advance(Duration.ofSeconds(3));
    peer.settle();
    gateway.giveKafkaBack();
    vendor.end(gateway, peer);
    vendor.finish(gateway, peer);
    return peer;
  }

  private static Peer withoutNote(OpenGateway gateway, Vendor vendor) throws Exception {
    Peer peer = vendor.open(gateway, "");
    String session = peer.session();
    vendor.end(gateway, peer);
    gateway.say(new SessionOutput.TranscriptCompleted(session, 1));
    gateway.say(new SessionOutput.NoteFailed(session, "note_failed", "No note could be written."));
    gateway.say(new SessionOutput.Closed(session, "client_stop"));
    vendor.takeLeave(gateway, peer, "FAIL");
    return peer;
  }

  private static Peer withoutSpeech(OpenGateway gateway, Vendor vendor) throws Exception {
    Peer peer = vendor.open(gateway, "");
    String session = peer.session();
    gateway.say(new SessionOutput.Remaining(session, 0));
    gateway.say(new SessionOutput.TranscriptCompleted(session, 0));
    gateway.say(new SessionOutput.Closed(session, "max_session"));
    vendor.takeLeave(gateway, peer, "FAIL");
    return peer;
  }

  private static Peer tooBig(OpenGateway gateway, Vendor vendor) throws Exception {
    Peer peer = vendor.open(gateway, "");
    peer.text("{\"type\":\"" + "x".repeat(1 << 20) + "\"}");
    assertThat(peer.ended().code()).isEqualTo(1009);
    return peer;
  }

  private static Peer revoked(OpenGateway gateway, Vendor vendor) throws Exception {
    String token = vendor.token(gateway);
    Peer peer = vendor.open(gateway, token, "");
    byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
    String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    String body = "{\"token_sha256\":\"" + sha256 + "\"}";
    assertThat(gateway.http("POST", "/admin/revocations", OpenGateway.ADMIN, body).statusCode())
        .isEqualTo(204);
    return peer;
  }

  private static Peer idle(OpenGateway gateway, Vendor vendor) throws Exception {
    Peer peer = vendor.open(gateway, "");
    gateway.advance(Duration.ofSeconds(121));
    assertThat(peer.ended().code()).isEqualTo(1001);
    return peer;
  }

  private static Peer erased(OpenGateway gateway, Vendor vendor) throws Exception {
    Peer peer = vendor.open(gateway, "");
    String path = "/v1/sessions/" + peer.session();
    assertThat(gateway.http("DELETE", path, vendor.token(gateway), "").statusCode()).isEqualTo(204);
    assertThat(peer.ended().code()).isEqualTo(1000);
    return peer;
  }

  private static Peer late(OpenGateway gateway, Vendor vendor) throws Exception {
    Peer peer = vendor.open(gateway, "");
    vendor.end(gateway, peer);
    gateway.advance(Duration.ofMinutes(11));
    vendor.takeLeave(gateway, peer, "FAIL");
    return peer;
  }

  private static Peer neverSetUp(OpenGateway gateway, Vendor vendor) throws Exception {
    Peer peer = vendor.connect(gateway, vendor.token(gateway), "");
    peer.settle();
    gateway.advance(Duration.ofSeconds(31));
    assertThat(peer.ended().code()).isEqualTo(1008);
    return peer;
  }

  private static Peer drained(OpenGateway gateway, Vendor vendor) throws Exception {
    Peer peer = vendor.open(gateway, "");
    gateway.drain();
    return peer;
  }
}
