package io.auscult.gateway.http;

import io.auscult.gateway.dialect.Rejection;
import io.undertow.websockets.core.AbstractReceiveListener;
import io.undertow.websockets.core.StreamSourceFrameChannel;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * A connection that was accepted only to be refused where a browser can hear it (MS-32): one text
 * frame, then a Close. What the client sends meanwhile is thrown away.
 */
final class RejectedSocket extends AbstractReceiveListener {
  /** Who does not answer the Close is dropped after so long. */
  private static final long GRACE_SECONDS = 5;

  private RejectedSocket() {}

  static void tell(WebSocketChannel channel, Rejection rejection) {
    channel.getReceiveSetter().set(new RejectedSocket());
    channel.resumeReceives();
    WebSockets.sendText(rejection.body(), channel, null);
    WebSockets.sendClose(rejection.closeCode(), rejection.closeReason(), channel, null);
    XnioExecutor.Key drop =
        channel
            .getIoThread()
            .executeAfter(() -> IoUtils.safeClose(channel), GRACE_SECONDS, TimeUnit.SECONDS);
    channel.addCloseTask(c -> drop.remove());
  }

  @Override
  protected void onText(WebSocketChannel channel, StreamSourceFrameChannel frame) {
    discard(channel, frame);
  }

  @Override
  protected void onBinary(WebSocketChannel channel, StreamSourceFrameChannel frame) {
    discard(channel, frame);
  }

  private void discard(WebSocketChannel channel, StreamSourceFrameChannel frame) {
    new MessageReader(
            frame,
            0,
            new MessageReader.Outcome() {
              @Override
              public void whole(byte[] message) {}

              @Override
              public void tooBig() {}

              @Override
              public void broken(IOException problem) {
                onError(channel, problem);
              }
            })
        .read();
  }
}
