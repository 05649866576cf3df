package io.auscult.local.bench.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UpgradeTest {
  private static final String SWITCHING = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: w\r\n\r\n";

  private final List<String> asked = new ArrayList<>();

  /** A server that answers one connection with these bytes and waits for the client's close. */
  private URI answering(ServerSocket server, String head, byte[] frame) {
    CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept()) {
            BufferedReader in =
                new BufferedReader(
                    new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
              asked.add(line);
            }
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(frame);
            in.read();
          } catch (IOException e) {
            asked.add("broken: " + e);
          }
        });
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private static ServerSocket server() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
  }

  private static byte[] text(String json) {
    byte[] payload = json.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[payload.length + 2];
    frame[0] = (byte) 0x81;
    frame[1] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 2, payload.length);
    return frame;
  }

  @Test
  void theTimeEndsWithSessionInit() throws Exception {
    try (ServerSocket server = server()) {
      URI url =
          answering(server, SWITCHING, text("{\"type\":\"session_init\",\"session_id\":\"1\"}"));

      assertThat(Upgrade.timeToSessionInit(url, "t0ken"))
          .isPositive()
          .isLessThan(Duration.ofSeconds(10));
      assertThat(asked).contains("GET /ws/transcribe HTTP/1.1", "Authorization: Bearer t0ken");
    }
  }

  @Test
  void aRefusalIsAFailureWithItsStatusAndWithoutTheToken() throws Exception {
    try (ServerSocket server = server()) {
      URI url = answering(server, "HTTP/1.1 429 Too Many Requests\r\n\r\n", new byte[0]);

      assertThatThrownBy(() -> Upgrade.timeToSessionInit(url, "t0ken"))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("429")
          .hasMessageNotContaining("t0ken");
    }
  }

  @Test
  void anotherFirstFrameIsAFailure() throws Exception {
    try (ServerSocket server = server()) {
      URI url = answering(server, SWITCHING, text("{\"type\":\"warning\"}"));

      assertThatThrownBy(() -> Upgrade.timeToSessionInit(url, "t"))
          .hasMessageContaining("not session_init");
    }
  }
}
