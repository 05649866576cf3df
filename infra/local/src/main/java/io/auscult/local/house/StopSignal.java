package io.auscult.local.house;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * SIGINT and SIGTERM as something to wait for, so that the process can end in order and with exit
 * code 0; the JVM's own answer would be 130 and 143. A second signal ends it at once.
 */
public final class StopSignal {
  private static final int INTERRUPTED = 130;

  private final CountDownLatch asked = new CountDownLatch(1);

  private StopSignal() {}

  /** From now on the signals are ours. */
  public static StopSignal await() {
    StopSignal stop = new StopSignal();
    for (String name : new String[] {"INT", "TERM"}) {
      Signal.handle(
          new Signal(name),
          signal -> {
            if (stop.asked.getCount() == 0) Runtime.getRuntime().halt(INTERRUPTED);
            stop.give();
          });
    }
    return stop;
  }

  /** As if a signal had come. */
  public void give() {
    asked.countDown();
  }

  /** Returns when a signal has come. */
  public void join() throws InterruptedException {
    asked.await();
  }
}
