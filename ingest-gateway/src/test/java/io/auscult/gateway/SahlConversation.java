package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.SessionInput.Opened;
import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.auth.TokenMint.Order;
import java.net.URI;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway and what clients of Sahl Listen say to it. */
abstract class SahlConversation {
  static final String PATH = "/ws/summary";

  final Set<String> seen = new HashSet<>();
  Running auscult;

  @BeforeEach
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterEach
  void stop() {
    auscult.close();
  }

  URI uri(String query) {
    return auscult.ws(PATH, query);
  }

  String token() {
    return auscult.mint().mint(Order.of(Kind.SAHL));
  }

  Client open(String query) throws Exception {
    return Client.open(uri(query), token());
  }

  Opened started(Client client) throws Exception {
    client.text("{\"object\":\"start\",\"summary_template\":\"FAMILY_MEDICINE\"}");
    return auscult.kafka.awaitAnother(seen);
  }

  static void chunk(Client client, byte[] audio) {
    client.text(chunk(audio, -1));
  }

  static String chunk(byte[] audio, int seqId) {
    String payload = Base64.getEncoder().encodeToString(audio);
    String seq = seqId < 0 ? "" : ",\"seq_id\":" + seqId;
    return "{\"object\":\"audio_chunk\",\"payload\":\"" + payload + "\"" + seq + "}";
  }

  static JsonNode nextOf(Client client, String object) throws Exception {
    JsonNode frame = client.next();
    assertThat(frame.get("object").asText()).as(frame.toString()).isEqualTo(object);
    return frame;
  }
}
