package io.auscult.gateway.http;

import io.auscult.gateway.session.Wire;
import io.undertow.websockets.core.WebSocketCallback;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.core.WebSockets;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.xnio.IoUtils;

/**
 * A WebSocket of Undertow. Everything of its session runs on the channel's IO thread. Callbacks of
 * Undertow may hold the channel's lock, so they only queue work and never do it.
 */
final class UndertowWire implements Wire {
  private final WebSocketChannel channel;

  UndertowWire(WebSocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public void execute(Runnable work) {
    try {
      channel.getIoThread().execute(work);
    } catch (RejectedExecutionException e) {
      // The server has stopped; there is no other thread left that could be in the way.
      work.run();
    }
  }

  @Override
  public void send(String text, Consumer<Boolean> done) {
    WebSockets.sendText(text, channel, whenDone(done));
  }

  @Override
  public void ping() {
    WebSockets.sendPing(ByteBuffer.allocate(0), channel, whenDone(done -> {}));
  }

  @Override
  public void close(int code, String reason) {
    if (channel.isCloseFrameSent()) return;
    WebSockets.sendClose(code, reason, channel, whenDone(done -> {}));
  }

  @Override
  public void drop() {
    IoUtils.safeClose(channel);
  }

  @Override
  public void suspend() {
    channel.suspendReceives();
  }

  @Override
  public void resume() {
    channel.resumeReceives();
  }

  private WebSocketCallback<Void> whenDone(Consumer<Boolean> work) {
    return new WebSocketCallback<>() {
      @Override
      public void complete(WebSocketChannel c, Void context) {
        execute(() -> work.accept(true));
      }

      @Override
      public void onError(WebSocketChannel c, Void context, Throwable problem) {
        // The channel is broken; its close task tells the session.
        execute(() -> work.accept(false));
      }
    };
  }
}
