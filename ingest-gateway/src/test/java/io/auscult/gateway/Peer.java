package io.auscult.gateway;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A WebSocket client that may send what no client should, and takes from the server nothing but
 * what any client can read: whole text frames of good UTF-8, pings and a Close.
 */
public final class Peer implements AutoCloseable {
  /** How a connection ended; code 1006: without a Close frame, 1005: with an empty one. */
  public record Ended(int code, String reason) {}

  private static final int TEXT = 1;
  private static final int BINARY = 2;
  private static final int CLOSE = 8;
  private static final int PING = 9;
  private static final int PONG = 10;

  private final RawSocket socket;
  private final List<String> frames = new CopyOnWriteArrayList<>();
  private final BlockingQueue<byte[]> pongs = new LinkedBlockingQueue<>();
  private final CompletableFuture<Ended> ended = new CompletableFuture<>();

  private Peer(RawSocket socket) {
    this.socket = socket;
    Thread reader = new Thread(this::read, "peer");
    reader.setDaemon(true);
    reader.start();
  }

  /** Connects; fails if the upgrade is not accepted. */
  static Peer connect(int port, String path, String... headers) throws IOException {
    RawSocket socket = RawSocket.open(port, path, 0, headers);
    if (!socket.response.startsWith("HTTP/1.1 101")) {
      socket.close();
      throw new AssertionError(path + " was not accepted: " + socket.response);
    }
    return new Peer(socket);
  }

  /** The session's id, as every accepted upgrade names it. */
  public String session() {
    for (String line : socket.response.split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("x-session-id:")) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    throw new AssertionError("no X-Session-Id in " + socket.response);
  }

  /** Sends a text frame. */
  public void text(String text) {
    send(TEXT, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends a text frame of any bytes. */
  public void text(byte[] bytes) {
    send(TEXT, true, bytes);
  }

  /** Sends a binary frame. */
  public void binary(byte[] bytes) {
    send(BINARY, true, bytes);
  }

  /** Sends a frame; does nothing where the server has closed meanwhile. */
  public synchronized void send(int opcode, boolean last, byte[] payload) {
    try {
      socket.send(opcode, last, payload);
    } catch (IOException e) {
      return; // closed by the server; how, is for the reader to say: a Close may lie there
    }
  }

  /** Sends bytes that are no frame at all, or none that is allowed. */
  public synchronized void raw(byte[] bytes) {
    try {
      socket.sendRaw(bytes);
    } catch (IOException e) {
      return; // as above
    }
  }

  /** Sends a Close. */
  public void close(int code) {
    send(CLOSE, true, new byte[] {(byte) (code >>> 8), (byte) code});
  }

  /** Waits until the server has read everything that was sent so far, or the connection is over. */
  public void settle() throws InterruptedException {
    byte[] mark = Long.toString(System.nanoTime()).getBytes(StandardCharsets.US_ASCII);
    send(PING, true, mark);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (System.nanoTime() < end && !ended.isDone()) {
      byte[] pong = pongs.poll(20, TimeUnit.MILLISECONDS);
      if (pong != null && Arrays.equals(pong, mark)) return;
    }
    if (!ended.isDone()) throw new AssertionError("no pong came");
  }

  /** Every frame that has come. */
  public List<String> frames() {
    return List.copyOf(frames);
  }

  /** Waits for a frame with this in it. */
  public void await(String part) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (frames.stream().noneMatch(f -> f.contains(part))) {
      if (System.nanoTime() > end || ended.isDone()) {
        throw new AssertionError("no " + part + " in " + frames + ", " + ended.getNow(null));
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
    }
  }

  /** How the connection ended; fails if it does not, or if a frame came that no client can read. */
  public Ended ended() throws Exception {
    return ended.get(10, TimeUnit.SECONDS);
  }

  public boolean isOpen() {
    return !ended.isDone();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void read() {
    try {
      while (true) {
        RawSocket.Frame frame = socket.read();
        if (frame == null) {
          ended.complete(new Ended(1006, ""));
          return;
        }
        if (frame.opcode() == TEXT) {
          frames.add(utf8(frame.payload()));
        } else if (frame.opcode() == CLOSE) {
          closed(frame);
          return;
        } else if (frame.opcode() == PONG) {
          pongs.add(frame.payload());
        } else if (frame.opcode() != PING) {
          throw new AssertionError("a frame of opcode " + frame.opcode());
        }
      }
    } catch (IOException | RuntimeException | AssertionError e) {
      ended.completeExceptionally(new AssertionError("an unreadable frame came", e));
    }
  }

  private void closed(RawSocket.Frame frame) throws CharacterCodingException {
    int code = frame.closeCode();
    byte[] payload = frame.payload();
    byte[] reason = Arrays.copyOfRange(payload, Math.min(2, payload.length), payload.length);
    ended.complete(new Ended(code, utf8(reason)));
    send(CLOSE, true, payload.length < 2 ? payload : Arrays.copyOf(payload, 2));
  }

  private static String utf8(byte[] bytes) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
