package io.auscult.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket by hand, for what well-behaved clients cannot do. */
final class RawSocket implements AutoCloseable {
  /** One frame from the server. */
  record Frame(int opcode, byte[] payload) {
    int closeCode() {
      return payload.length < 2 ? 1005 : ((payload[0] & 0xFF) << 8) | (payload[1] & 0xFF);
    }

    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  final String response;

  private RawSocket(Socket socket, String response, DataInputStream in) throws IOException {
    this.socket = socket;
    this.in = in;
    this.out = socket.getOutputStream();
    this.response = response;
  }

  /** Connects; a small receive buffer makes a slow reader slow at once. */
  static RawSocket open(int port, String path, int receiveBuffer, String... headers)
      throws IOException {
    Socket socket = new Socket();
    if (receiveBuffer > 0) socket.setReceiveBufferSize(receiveBuffer);
    socket.connect(new java.net.InetSocketAddress("127.0.0.1", port), 5_000);
    socket.setSoTimeout(15_000);
    socket.setTcpNoDelay(true); // a frame is two writes, and the second would wait for an ack
    StringBuilder request =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n")
            .append("Upgrade: websocket\r\nConnection: Upgrade\r\n")
            .append("Sec-WebSocket-Version: 13\r\n")
            .append("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");
    for (String h : headers) request.append(h).append("\r\n");
    socket.getOutputStream().write((request + "\r\n").getBytes(StandardCharsets.UTF_8));
    DataInputStream in = new DataInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) head.append((char) in.readUnsignedByte());
    return new RawSocket(socket, head.toString(), in);
  }

  /** Sends one masked frame. */
  void send(int opcode, boolean last, byte[] payload) throws IOException {
    out.write(head(opcode, last, payload.length, true));
    out.write(payload); // the mask is zero, so the payload stays as it is
  }

  /** Sends the beginning of a frame and nothing of its payload. */
  void sendHead(int opcode, long length) throws IOException {
    out.write(head(opcode, true, length, true));
  }

  void sendUnmasked(int opcode, byte[] payload) throws IOException {
    out.write(head(opcode, true, payload.length, false));
    out.write(payload);
  }

  void sendRaw(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** The body of an HTTP answer. */
  byte[] body(int length) throws IOException {
    return in.readNBytes(length);
  }

  /** The next frame; null: the connection ended without. */
  Frame read() throws IOException {
    int first;
    try {
      first = in.read();
    } catch (IOException e) {
      return null;
    }
    if (first < 0) return null;
    int length = in.readUnsignedByte();
    if (length == 126) length = in.readUnsignedShort();
    else if (length == 127) length = (int) in.readLong();
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(first & 0x0F, payload);
  }

  /** Reads until a Close frame comes; null: the connection ended without. */
  Frame readClose() throws IOException {
    while (true) {
      Frame f = read();
      if (f == null || f.opcode() == 8) return f;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static byte[] head(int opcode, boolean last, long length, boolean masked) {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    head.write((last ? 0x80 : 0) | opcode);
    int mask = masked ? 0x80 : 0;
    if (length < 126) {
      head.write(mask | (int) length);
    } else if (length < 65_536) {
      head.write(mask | 126);
      head.write((int) length >> 8);
      head.write((int) length);
    } else {
      head.write(mask | 127);
      for (int shift = 56; shift >= 0; shift -= 8) head.write((int) (length >>> shift));
    }
    if (masked) head.writeBytes(new byte[4]);
    return head.toByteArray();
  }
}
