package io.auscult.local.bench.system;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One WebSocket connection by hand, so that its time holds nothing of a client library: from before
 * the TCP connect until the frame {@code session_init} has been read.
 */
public final class Upgrade {
  private static final int PATIENCE_MS = 10_000;
  private static final int MAX_HEAD = 16 * 1024;

  /** FIN and close; masked, four bytes of mask (zero), status 1000. */
  private static final byte[] CLOSE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xe8};

  private Upgrade() {}

  /**
   * Opens a session, waits for {@code session_init}, and closes it with 1000.
   *
   * @return how long {@code session_init} took
   * @throws IOException where the gateway refuses, closes, or says nothing for 10 s
   */
  public static Duration timeToSessionInit(URI gateway, String token) throws IOException {
    if (!"http".equals(gateway.getScheme()) && !"ws".equals(gateway.getScheme())) {
      throw new IOException(gateway + ": this benchmark connects without TLS, http://host:port");
    }
    int port = gateway.getPort() < 0 ? 80 : gateway.getPort();
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MS);
      InetSocketAddress address = new InetSocketAddress(gateway.getHost(), port);
      long before = System.nanoTime();
      socket.connect(address, PATIENCE_MS);
      OutputStream out = socket.getOutputStream();
      out.write(request(gateway, token).getBytes(StandardCharsets.ISO_8859_1));
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String status = status(in);
      if (!status.contains(" 101 ")) throw new IOException("refused: " + status);
      String first = textFrame(in);
      long took = System.nanoTime() - before;
      if (!first.contains("\"session_init\"")) {
        throw new IOException("the first frame is not session_init");
      }
      out.write(CLOSE);
      // The server's answer; until it has read our close it may still hold the session.
      in.read();
      return Duration.ofNanos(took);
    }
  }

  private static String request(URI gateway, String token) {
    String path = gateway.getRawPath();
    return "GET "
        + (path == null || path.length() < 2 ? "/ws/transcribe" : path)
        + " HTTP/1.1\r\nHost: "
        + gateway.getRawAuthority()
        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        // Any 16 bytes will do: we do not check that the server has read them.
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
        + token
        + "\r\n\r\n";
  }

  /** The status line of a response whose whole head is read. */
  static String status(DataInputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) throw new EOFException("closed during the upgrade");
      head.append((char) next);
      if (head.length() > MAX_HEAD) throw new IOException("the response has no end");
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  /** The payload of an unfragmented text frame. */
  static String textFrame(DataInputStream in) throws IOException {
    int opcode = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (opcode != 0x81 || length > 126) {
      throw new IOException("the first frame is not a short text: opcode " + (opcode & 0x0f));
    }
    byte[] payload = new byte[length == 126 ? in.readUnsignedShort() : length];
    in.readFully(payload);
    return new String(payload, StandardCharsets.UTF_8);
  }
}
