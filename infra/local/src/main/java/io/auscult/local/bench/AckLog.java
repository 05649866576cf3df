package io.auscult.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Audio frames of one Invox session and what came back for them. Acknowledgements carry no number:
 * the first is that of the first frame, and {@code totalDuration} shows whether that is so.
 */
final class AckLog {
  /** Durations are rounded on their way. */
  private static final double TOLERANCE_S = 0.002;

  /**
   * One session.
   *
   * @param ms from each frame to its acknowledgement
   * @param outOfOrder acknowledgements whose {@code totalDuration} is not that of all frames so
   *     far, or has not grown by their {@code duration}
   * @param refused answers that acknowledge nothing
   */
  record Result(int sent, int acknowledged, List<Double> ms, int outOfOrder, int refused) {
    boolean complete() {
      return sent == acknowledged && outOfOrder == 0 && refused == 0;
    }
  }

  private final double frameS;
  private final List<Long> sentNanos = new ArrayList<>();
  private final List<Double> ms = new ArrayList<>();
  private double totalS;
  private int outOfOrder;
  private int refused;

  /**
   * @param frameSamples of 16 kHz in each frame
   */
  AckLog(int frameSamples) {
    this.frameS = frameSamples / 16_000.0;
  }

  /** A frame is about to leave. */
  synchronized void sending(long nanos) {
    sentNanos.add(nanos);
  }

  /** An answer to a frame. */
  synchronized void answered(JsonNode answer, long nanos) {
    if (!answer.path("audioReceived").asBoolean() || ms.size() == sentNanos.size()) {
      refused++;
    } else {
      ms.add((nanos - sentNanos.get(ms.size())) / 1e6);
      double total = answer.path("totalDuration").asDouble();
      boolean itsOwn = near(total - totalS, answer.path("duration").asDouble());
      if (!itsOwn || !near(total, ms.size() * frameS)) outOfOrder++;
      totalS = total;
    }
    notifyAll();
  }

  private static boolean near(double a, double b) {
    return Math.abs(a - b) <= TOLERANCE_S;
  }

  /** Waits until every frame has an answer, or for so long. */
  synchronized void awaitAnswers(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (ms.size() + refused < sentNanos.size()) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (left <= 0) return;
      wait(left);
    }
  }

  synchronized Result result() {
    return new Result(sentNanos.size(), ms.size(), List.copyOf(ms), outOfOrder, refused);
  }
}
