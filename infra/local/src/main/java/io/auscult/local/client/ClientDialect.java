package io.auscult.local.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * How a client of one vendor's API talks: what it sends, and what the frames that it gets mean.
 * Without state: one serves any number of sessions.
 */
public interface ClientDialect {
  /**
   * What is asked of the gateway.
   *
   * @param bearer token of the {@code Authorization} header; empty: it stands elsewhere
   * @param subprotocols offered, in order
   */
  record Upgrade(URI endpoint, Optional<String> bearer, List<String> subprotocols) {
    public Upgrade {
      subprotocols = List.copyOf(subprotocols);
    }

    @Override
    public String toString() {
      return "Upgrade[" + endpoint.getAuthority() + endpoint.getPath() + "]";
    }
  }

  /** One frame to the server. */
  sealed interface Frame {
    record Text(String json) implements Frame {
      @Override
      public String toString() {
        return "Text[…]";
      }
    }

    record Binary(byte[] bytes) implements Frame {
      @Override
      public String toString() {
        return "Binary[" + bytes.length + "]";
      }
    }
  }

  /**
   * Where to connect and where the token stands.
   *
   * @param gateway {@code http://host:port} or a whole {@code ws://…} endpoint
   */
  Upgrade upgrade(URI gateway, String token);

  /** Whether the server speaks first and names the session; else only the handshake names it. */
  boolean namesSession();

  /** What opens the session, before any audio. */
  List<String> hello();

  /** Audio of 16 kHz mono, as {@code s16le} bytes. */
  Frame audio(byte[] s16le);

  /** Most audio that one frame may hold, in milliseconds. */
  int longestChunkMs();

  /** Whether every audio frame is acknowledged. */
  boolean acknowledges();

  /** Says that the audio is over; empty: closing the socket says it. */
  Optional<String> goodbye();

  /** Whether final items come on the socket; else they are read by REST at the end. */
  boolean showsItems();

  /** What a frame means; nothing where it is for other clients. */
  List<Heard> read(JsonNode frame);
}
