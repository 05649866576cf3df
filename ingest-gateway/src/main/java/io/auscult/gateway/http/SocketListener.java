package io.auscult.gateway.http;

import io.auscult.gateway.session.LiveSession;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.BufferedBinaryMessage;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Frames of one client, handed to its session. Messages are read by {@link MessageReader}, because
 * Undertow's own buffers are unlimited, or else close before the client can be told why (MS-67).
 */
final class SocketListener extends AbstractReceiveListener {
  private final LiveSession<?> session;
  private final int maxBytes;
  private boolean tooBig;

  SocketListener(LiveSession<?> session, int maxBytes) {
    this.session = session;
    this.maxBytes = maxBytes;
  }

  @Override
  protected void onText(WebSocketChannel channel, StreamSourceFrameChannel frame) {
    read(channel, frame, true);
  }

  @Override
  protected void onBinary(WebSocketChannel channel, StreamSourceFrameChannel frame) {
    read(channel, frame, false);
  }

  @Override
  protected void onFullPingMessage(WebSocketChannel channel, BufferedBinaryMessage message)
      throws IOException {
    super.onFullPingMessage(channel, message); // answers, and frees the message
    session.ping();
  }

  @Override
  protected void onFullPongMessage(WebSocketChannel channel, BufferedBinaryMessage message) {
    message.getData().free(); // pooled; nobody else does
  }

  /**
   * Only for a real Close frame: {@code onCloseMessage} is called, with 1001, also when the peer
   * just vanished, and then Undertow claims to have received a frame.
   */
  @Override
  protected void onFullCloseMessage(WebSocketChannel channel, BufferedBinaryMessage message)
      throws IOException {
    session.closedByClient();
    super.onFullCloseMessage(channel, message); // answers with the same code, 1000 to an empty one
  }

  @Override
  protected void onError(WebSocketChannel channel, Throwable problem) {
    // Also the client's answer to our 1012 or 1013, which Undertow calls invalid (MS-108): either
    // way the connection is over, and the close task tidies up.
    super.onError(channel, problem);
  }

  private void read(WebSocketChannel channel, StreamSourceFrameChannel frame, boolean text) {
    new MessageReader(
            frame,
            tooBig ? 0 : maxBytes,
            new MessageReader.Outcome() {
              @Override
              public void whole(byte[] message) {
                if (tooBig) return;
                if (text) {
                  session.text(new String(message, StandardCharsets.UTF_8));
                } else {
                  session.binary(message);
                }
              }

              @Override
              public void tooBig() {
                if (tooBig) return;
                tooBig = true;
                session.tooBig();
              }

              @Override
              public void broken(IOException problem) {
                onError(channel, problem);
              }
            })
        .read();
  }
}
