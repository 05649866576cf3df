package io.auscult.transcription.recognise;

import io.auscult.speech.recognition.Recogniser;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.Step.Windowed;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place in a process where windows are recognised: as many threads as cores, one model in
 * memory, and {@link Turns} to say who is next. Subtasks share it and give it back.
 */
final class RecognitionPool {
  private static final Logger LOG = LoggerFactory.getLogger(RecognitionPool.class);
  private static final Map<RecogniserFactory, RecognitionPool> POOLS = new HashMap<>();

  /** With one session to a core there is time to spare; with more, a draft waits so long. */
  private static final long CROWDED_DRAFT_NANOS = 96_000_000L;

  /** A session counts for so long after its last window. */
  private static final long COUNTS_NANOS = 10_000_000_000L;

  private final RecogniserFactory factory;
  private final int threadCount;
  private final Map<String, Long> lately = new HashMap<>();
  private final Transcriber transcriber;
  private final Recogniser recogniser;
  private final Turns<Job> turns = new Turns<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;
  private int users;

  private record Job(Windowed step, Consumer<Step> answer) {}

  private RecognitionPool(RecogniserFactory factory, int threadCount) {
    this.factory = factory;
    this.threadCount = threadCount;
    this.recogniser = factory.open();
    this.transcriber = new Transcriber(recogniser);
    for (int i = 0; i < threadCount; i++) {
      Thread t = new Thread(this::work, "recognise-" + i);
      t.setDaemon(true);
      threads.add(t);
    }
    threads.forEach(Thread::start);
  }

  /** The process's pool for this recogniser; every call wants one {@link #release}. */
  static RecognitionPool acquire(RecogniserFactory factory, int threadCount) {
    synchronized (POOLS) {
      RecognitionPool pool =
          POOLS.computeIfAbsent(factory, f -> new RecognitionPool(f, threadCount));
      pool.users++;
      return pool;
    }
  }

  /** The last one out closes the recogniser, after the windows under way. */
  void release() {
    synchronized (POOLS) {
      if (--users > 0) return;
      POOLS.remove(factory);
    }
    lock.lock();
    try {
      closed = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    boolean interrupted = false;
    for (Thread t : threads) {
      try {
        t.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    recogniser.close();
    if (interrupted) Thread.currentThread().interrupt();
  }

  /** Puts a window in line. It is answered exactly once, from another thread or from this one. */
  void submit(Windowed step, Consumer<Step> answer) {
    List<Job> shed;
    lock.lock();
    try {
      long now = System.nanoTime();
      boolean mayWait = step.window().kind() == WindowKind.DRAFT && crowded(step.session(), now);
      long readyAt = mayWait ? now + CROWDED_DRAFT_NANOS : now;
      shed = turns.add(step.session(), step.window(), new Job(step, answer), readyAt);
      arrived.signal();
    } finally {
      lock.unlock();
    }
    for (Job j : shed) j.answer().accept(new Step.Shed(j.step().session(), j.step().seq()));
  }

  /** The silence after a draft has lasted: it waits no longer. */
  void settle(Step.Settled settled) {
    lock.lock();
    try {
      turns.settle(settled.session(), settled.stream(), settled.ordinal());
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody needs the draft any more. */
  void withdraw(Step.Withdrawn withdrawn) {
    Optional<Job> job;
    lock.lock();
    try {
      job =
          turns.withdraw(
              withdrawn.session(), withdrawn.stream(), withdrawn.ordinal(), withdrawn.revision());
    } finally {
      lock.unlock();
    }
    job.ifPresent(j -> j.answer().accept(new Step.Shed(j.step().session(), j.step().seq())));
  }

  private boolean crowded(String session, long now) {
    lately.values().removeIf(at -> now - at > COUNTS_NANOS);
    lately.put(session, now);
    return lately.size() > threadCount;
  }

  /** Windows in line. */
  int waiting() {
    lock.lock();
    try {
      return turns.waiting();
    } finally {
      lock.unlock();
    }
  }

  private void work() {
    for (Optional<Turns.Waiting<Job>> next = await(); next.isPresent(); next = await()) {
      Job job = next.get().job();
      try {
        job.answer().accept(transcriber.transcribe(job.step()));
      } catch (RejectedExecutionException e) {
        // The operator that asked was cancelled; its windows come again from the checkpoint.
        LOG.debug("session {}: nobody waits for this answer any more", job.step().session());
      } finally {
        done(next.get());
      }
    }
  }

  private Optional<Turns.Waiting<Job>> await() {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        var next = turns.take(now);
        long readyAt = turns.nextReadyAt();
        if (next.isPresent()) {
          // What becomes ready while this one is recognised needs somebody who waits for it.
          if (readyAt != Long.MAX_VALUE) arrived.signal();
          return next;
        }
        if (readyAt == Long.MAX_VALUE) {
          arrived.awaitUninterruptibly();
        } else {
          arrived.awaitNanos(readyAt - now);
        }
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      // Nobody interrupts these threads but the end of the process.
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void done(Turns.Waiting<Job> taken) {
    lock.lock();
    try {
      turns.done(taken);
      // The session's next window may be waiting for this.
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }
}
