package io.auscult.transcription.recognise;

import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.Step.Windowed;
import java.util.Collections;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Hands windows to the process's {@link RecognitionPool} and lets everything else pass. Answers
 * leave in any order: a slow window holds back nobody's but its own session's, and Keep puts those
 * back in line. Windows under way are in the checkpoint.
 */
public final class Recognise extends RichAsyncFunction<Step, Step> {
  private static final long serialVersionUID = 1L;

  /** A promise: savepoints find the windows under way by it. */
  public static final String UID = "recognise";

  private final RecogniserFactory recognisers;
  private final int threads;

  private transient RecognitionPool pool;
  private transient RecogniseMetrics metrics;

  /**
   * @param threads recognitions at once in this process
   */
  public Recognise(RecogniserFactory recognisers, int threads) {
    this.recognisers = recognisers;
    this.threads = threads;
  }

  /** Whether recognition in this process has time for what nobody asked for. */
  public static boolean hasTimeToSpare(RecogniserFactory recognisers) {
    return RecognitionPool.hasTimeToSpare(recognisers);
  }

  @Override
  public void open(OpenContext context) {
    pool = RecognitionPool.acquire(recognisers, threads);
    metrics = new RecogniseMetrics(getRuntimeContext().getMetricGroup(), pool::waiting);
  }

  @Override
  public void close() {
    if (pool != null) pool.release();
    pool = null;
  }

  @Override
  public void asyncInvoke(Step step, ResultFuture<Step> result) {
    if (step instanceof Step.Settled settled) pool.settle(settled);
    if (step instanceof Step.Withdrawn withdrawn) pool.withdraw(withdrawn);
    if (!(step instanceof Windowed windowed)) {
      result.complete(Collections.singleton(step));
      return;
    }
    long since = System.nanoTime();
    pool.submit(
        windowed,
        answer -> {
          metrics.answered(windowed.window(), answer, System.nanoTime() - since);
          result.complete(Collections.singleton(answer));
        });
  }

  /** A window that waits longer than any backlog should: said so, never dropped silently. */
  @Override
  public void timeout(Step step, ResultFuture<Step> result) {
    result.complete(
        Collections.singleton(
            step instanceof Windowed w ? Transcriber.unheard(w, "timeout") : step));
  }
}
