package io.auscult.delivery.post;

import io.auscult.delivery.schedule.Attempt;
import io.auscult.events.DeliveryAttempt;
import java.util.Collections;
import java.util.concurrent.RejectedExecutionException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands tries to the process's {@link Sender}. Outcomes leave in any order, so a receiver that does
 * not answer holds nobody back. Tries under way are in the checkpoint and are made again after a
 * restart, with the id they had.
 */
public final class Post extends RichAsyncFunction<Attempt, DeliveryAttempt> {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(Post.class);

  /** A promise: savepoints find the tries under way by it. */
  public static final String UID = "post";

  private final PostSettings settings;
  private transient Sender sender;
  private transient PostMetrics metrics;

  public Post(PostSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    sender = Sender.acquire(settings);
    metrics = new PostMetrics(getRuntimeContext().getMetricGroup(), sender::underWay);
  }

  @Override
  public void close() {
    if (sender != null) sender.release();
    sender = null;
  }

  @Override
  public void asyncInvoke(Attempt attempt, ResultFuture<DeliveryAttempt> result) {
    long since = System.nanoTime();
    sender.send(attempt, outcome -> complete(attempt, outcome, since, result));
  }

  /** The sender's own deadline comes long before; this one is for what must not happen. */
  @Override
  public void timeout(Attempt attempt, ResultFuture<DeliveryAttempt> result) {
    complete(attempt, new Outcome.Unanswered(Reason.TIMEOUT), System.nanoTime(), result);
  }

  private void complete(
      Attempt attempt, Outcome outcome, long since, ResultFuture<DeliveryAttempt> result) {
    long tookMs = (System.nanoTime() - since) / 1_000_000;
    DeliveryAttempt told = outcome.of(attempt, tookMs, System.currentTimeMillis());
    metrics.over(told);
    try {
      result.complete(Collections.singleton(told));
    } catch (RejectedExecutionException e) {
      // The operator that asked was cancelled; its tries come again from the checkpoint.
      LOG.debug("session {}: nobody waits for this outcome any more", attempt.session());
    }
  }
}
