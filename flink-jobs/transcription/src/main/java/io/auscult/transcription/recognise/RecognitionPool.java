package io.auscult.transcription.recognise;

import io.auscult.speech.recognition.Recogniser;
import io.auscult.transcription.recognise.Turns.Lane;
import io.auscult.transcription.steps.Pressure;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.Step.Windowed;
import io.auscult.transcription.steps.Voice;
import io.auscult.transcription.steps.Window;
import io.auscult.transcription.steps.WindowKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
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

  /** Tells processes apart in what they say of themselves. */
  private static final String WORKER = UUID.randomUUID().toString();

  /** With one session to a core there is time to spare; with more, a draft waits so long. */
  private static final long CROWDED_DRAFT_NANOS = 96_000_000L;

  /** A session counts for so long after its last window. */
  private static final long COUNTS_NANOS = 10_000_000_000L;

  private final RecogniserFactory factory;
  private final int threadCount;
  private final Map<String, Long> lately = new HashMap<>();
  private final Transcriber transcriber;
  private final Recogniser recogniser;
  private final VoiceReader voices;
  private final Turns<Answer> turns;
  private final Busy busy;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final List<Thread> threads = new ArrayList<>();
  private boolean closed;
  private int users;

  private RecognitionPool(RecogniserFactory factory, int threadCount) {
    this.factory = factory;
    this.threadCount = threadCount;
    this.recogniser = factory.open();
    this.voices = factory.openVoices();
    this.transcriber = new Transcriber(recogniser);
    this.turns = new Turns<>(threadCount);
    this.busy = new Busy(threadCount, System.nanoTime());
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

  /**
   * Whether the process's pool for this recogniser, if there is one, has time for what nobody asked
   * for: two threads for each session.
   */
  static boolean hasTimeToSpare(RecogniserFactory factory) {
    RecognitionPool pool;
    synchronized (POOLS) {
      pool = POOLS.get(factory);
    }
    return pool != null && pool.hasTimeToSpare();
  }

  private boolean hasTimeToSpare() {
    lock.lock();
    try {
      return 2 * sessionsLately(System.nanoTime()) <= threadCount;
    } finally {
      lock.unlock();
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
    voices.close();
    if (interrupted) Thread.currentThread().interrupt();
  }

  /** Puts a window in line. It is answered exactly once, from another thread or from this one. */
  void submit(Windowed step, Consumer<Step> to) {
    Window window = step.window();
    Answer answer = new Answer(step, to);
    List<Answer> shed;
    lock.lock();
    try {
      long now = System.nanoTime();
      lately.put(step.session(), now);
      boolean mayWait = window.kind() == WindowKind.DRAFT && sessionsLately(now) > threadCount;
      long readyAt = mayWait ? now + CROWDED_DRAFT_NANOS : now;
      shed = turns.overtake(step.session(), window);
      boolean partial = window.kind() == WindowKind.PARTIAL;
      turns.add(
          step.session(), window, partial ? Lane.HYPOTHESES : Lane.WORDS, answer, now, readyAt);
      if (window.voices()) {
        turns.add(step.session(), window, Lane.VOICES, answer, now, readyAt);
        arrived.signal();
      }
      arrived.signal();
    } finally {
      lock.unlock();
    }
    for (Answer a : shed) a.shed(window.kind());
  }

  /** The silence after a draft has lasted: it waits no longer. */
  void settle(Step.Settled settled) {
    lock.lock();
    try {
      turns.settle(settled.session(), settled.stream(), settled.ordinal());
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Nobody needs the draft any more. */
  void withdraw(Step.Withdrawn withdrawn) {
    List<Answer> gone;
    lock.lock();
    try {
      gone =
          turns.withdraw(
              withdrawn.session(), withdrawn.stream(), withdrawn.ordinal(), withdrawn.revision());
    } finally {
      lock.unlock();
    }
    for (Answer a : gone) a.shed(WindowKind.DRAFT);
  }

  /** How busy this process is. */
  Pressure pressure() {
    lock.lock();
    try {
      long now = System.nanoTime();
      return new Pressure(
          WORKER, busy.percent(now), turns.longestWait(now) / 1_000_000, sessionsLately(now));
    } finally {
      lock.unlock();
    }
  }

  /** How many sessions something came of lately. */
  private int sessionsLately(long now) {
    lately.values().removeIf(at -> now - at > COUNTS_NANOS);
    return lately.size();
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
    for (Optional<Turns.Waiting<Answer>> next = await(); next.isPresent(); next = await()) {
      Turns.Waiting<Answer> turn = next.get();
      long from = System.nanoTime();
      try {
        serve(turn);
      } catch (RejectedExecutionException e) {
        // The operator that asked was cancelled; its windows come again from the checkpoint.
        LOG.debug("session {}: nobody waits for this answer any more", turn.session());
      } finally {
        done(turn, from);
      }
    }
  }

  private void serve(Turns.Waiting<Answer> turn) {
    Answer answer = turn.job();
    if (turn.lane() == Lane.VOICES) {
      answer.voices(voices(answer.step()));
      return;
    }
    Step heard = transcriber.transcribe(answer.step());
    answer.words(heard instanceof Step.Heard h ? h.under(pressure()) : heard);
  }

  private List<Voice> voices(Windowed step) {
    try {
      return voices.read(step);
    } catch (RuntimeException e) {
      // Who said it is worth less than what was said: the final goes out under the last speaker.
      LOG.error(
          "session {}: voices of {} failed: {}",
          step.session(),
          step.window(),
          e.getClass().getName());
      return List.of();
    }
  }

  private Optional<Turns.Waiting<Answer>> await() {
    lock.lock();
    try {
      while (!closed) {
        long now = System.nanoTime();
        var next = turns.take(now);
        long readyAt = turns.nextReadyAt(now);
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

  private void done(Turns.Waiting<Answer> taken, long from) {
    lock.lock();
    try {
      turns.done(taken);
      if (taken.window().kind() != WindowKind.PARTIAL) busy.worked(from, System.nanoTime());
      // The session's next window may be waiting for this.
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }
}
