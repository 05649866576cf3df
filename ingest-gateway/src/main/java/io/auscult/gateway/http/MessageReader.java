package io.auscult.gateway.http;

import io.undertow.websockets.core.StreamSourceFrameChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads one message with all its fragments, but never more of it than a limit into memory: the rest
 * is read and thrown away, so that the client gets to see the Close that tells it so.
 */
final class MessageReader {
  /** What became of a message; called once each at most. */
  interface Outcome {
    void whole(byte[] message);

    /** Called as soon as it is known; reading goes on. */
    void tooBig();

    void broken(IOException problem);
  }

  private static final int FIRST_BYTES = 4_096;

  private final StreamSourceFrameChannel source;
  private final int maxBytes;
  private final Outcome outcome;
  private byte[] bytes = new byte[FIRST_BYTES];
  private int size;
  private boolean tooBig;
  private boolean over;

  MessageReader(StreamSourceFrameChannel source, int maxBytes, Outcome outcome) {
    this.source = source;
    this.maxBytes = maxBytes;
    this.outcome = outcome;
  }

  /** Reads what there is now, and the rest when it comes. On the channel's IO thread. */
  void read() {
    if (!readAvailable()) {
      source
          .getReadSetter()
          .set(
              c -> {
                if (readAvailable()) source.suspendReads();
              });
      source.resumeReads();
    }
  }

  /** Whether the message is over, one way or the other. */
  private boolean readAvailable() {
    if (over) return true;
    try {
      while (true) {
        if (size == bytes.length) bytes = Arrays.copyOf(bytes, bytes.length * 2);
        int n = source.read(ByteBuffer.wrap(bytes, size, bytes.length - size));
        if (n == 0) return false;
        if (n < 0) {
          over = true;
          if (!tooBig) outcome.whole(Arrays.copyOf(bytes, size));
          return true;
        }
        size += n;
        if (size > maxBytes) {
          if (!tooBig) {
            tooBig = true;
            outcome.tooBig();
          }
          bytes = bytes.length > FIRST_BYTES ? new byte[FIRST_BYTES] : bytes;
          size = 0;
        } else if (tooBig) {
          size = 0;
        }
      }
    } catch (IOException e) {
      over = true;
      outcome.broken(e);
      return true;
    }
  }
}
