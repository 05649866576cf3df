package io.auscult.gateway;

import io.auscult.events.Revocation;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.events.Tenant;
import io.auscult.gateway.auth.Owner;
import io.auscult.gateway.auth.RevocationFeed;
import io.auscult.gateway.session.InputLog;
import io.auscult.gateway.session.Replies;
import io.auscult.gateway.session.SessionIndex;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A Kafka in memory that can be taken away and given back; several gateways may share it. */
final class MemoryEdges {
  private record Waiting(SessionInput input, int bytes, Runnable recorded) {}

  private final List<SessionInput> recorded = new ArrayList<>();
  private final ArrayDeque<Waiting> waiting = new ArrayDeque<>();
  private final List<Consumer<SessionOutput>> sinks = new CopyOnWriteArrayList<>();
  private final List<Consumer<Revocation>> revocationSinks = new CopyOnWriteArrayList<>();
  private final Map<String, SessionView> views = new ConcurrentHashMap<>();
  private boolean away;
  private long unrecorded;
  private long mostUnrecorded;

  /** The edges of one more gateway. */
  Edges edges() {
    return new Edges(new Log(), new Answers(), new Index(), new Feed(), () -> {});
  }

  synchronized void goAway() {
    away = true;
  }

  void comeBack() {
    List<Runnable> done = new ArrayList<>();
    synchronized (this) {
      away = false;
      for (Waiting w : waiting) {
        recorded.add(w.input());
        unrecorded -= w.bytes();
        done.add(w.recorded());
      }
      waiting.clear();
      notifyAll();
    }
    done.forEach(Runnable::run);
  }

  /** The most that ever waited, in bytes. */
  synchronized long mostUnrecorded() {
    return mostUnrecorded;
  }

  /** What the job would say. */
  void say(SessionOutput output) {
    sinks.forEach(s -> s.accept(output));
  }

  void publish(SessionView view) {
    views.put(view.session(), view);
  }

  /** Waits for a record of a session. */
  synchronized <T extends SessionInput> T await(String session, Class<T> kind)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      for (SessionInput i : recorded) {
        if (i.session().equals(session) && kind.isInstance(i)) return kind.cast(i);
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError("no " + kind.getSimpleName() + " came, but " + of(session));
      }
      wait(left);
    }
  }

  /** Waits until a session has so much audio. */
  synchronized byte[] awaitAudio(String session, int bytes) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (audio(session).length < bytes) {
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) {
        throw new AssertionError(audio(session).length + " bytes came, not " + bytes);
      }
      wait(left);
    }
    return audio(session);
  }

  /** Waits for a session that was not known, and adds it to the known ones. */
  synchronized SessionInput.Opened awaitAnother(Set<String> known) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      for (SessionInput i : recorded) {
        if (i instanceof SessionInput.Opened o && known.add(o.session())) return o;
      }
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) throw new AssertionError("no other session was opened");
      wait(left);
    }
  }

  /** As if so much of other clients waited for the log. */
  synchronized void pretendUnrecorded(long bytes) {
    unrecorded = bytes;
  }

  /** Waits for so many records of audio from a number on. */
  synchronized List<SessionInput.Audio> awaitAudioFrom(String session, long seq, int records)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    while (true) {
      List<SessionInput.Audio> found =
          recorded.stream()
              .filter(i -> i.session().equals(session))
              .filter(SessionInput.Audio.class::isInstance)
              .map(SessionInput.Audio.class::cast)
              .filter(a -> a.seq() >= seq)
              .toList();
      if (found.size() >= records) return found;
      long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (left <= 0) throw new AssertionError(found.size() + " records came, not " + records);
      wait(left);
    }
  }

  /** All audio of a session, in order; fails where a number is missing. */
  synchronized byte[] audio(String session) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    long seq = 0;
    for (SessionInput i : recorded) {
      if (!(i instanceof SessionInput.Audio a) || !a.session().equals(session)) continue;
      if (a.seq() != seq++) throw new AssertionError("expected #" + (seq - 1) + " but " + a);
      all.writeBytes(a.pcm());
    }
    return all.toByteArray();
  }

  synchronized List<SessionInput> of(String session) {
    return recorded.stream().filter(i -> i.session().equals(session)).toList();
  }

  /** Names of a session's records in order, one for each run of the same. */
  String story(String session) {
    List<String> names = new ArrayList<>();
    for (SessionInput i : of(session)) {
      String name = i.getClass().getSimpleName();
      if (names.isEmpty() || !names.get(names.size() - 1).equals(name)) names.add(name);
    }
    return String.join(" ", names);
  }

  private final class Log implements InputLog {
    @Override
    public void append(SessionInput input, Runnable done) {
      synchronized (MemoryEdges.this) {
        if (away) {
          int bytes = input instanceof SessionInput.Audio a ? a.pcm().length : 100;
          unrecorded += bytes;
          mostUnrecorded = Math.max(mostUnrecorded, unrecorded);
          waiting.add(new Waiting(input, bytes, done));
          return;
        }
        recorded.add(input);
        MemoryEdges.this.notifyAll();
      }
      done.run();
    }

    @Override
    public long unrecordedBytes() {
      synchronized (MemoryEdges.this) {
        return unrecorded;
      }
    }

    @Override
    public long stalledMs() {
      return unrecordedBytes() > 0 ? 60_000 : 0;
    }
  }

  private final class Answers implements Replies {
    @Override
    public int partition() {
      return 3;
    }

    @Override
    public boolean reachable() {
      return true;
    }

    @Override
    public void start(Predicate<String> mine, Consumer<SessionOutput> sink) {
      sinks.add(
          output -> {
            if (mine.test(output.session())) sink.accept(output);
          });
    }
  }

  private final class Feed implements RevocationFeed {
    @Override
    public void start(Consumer<Revocation> added, Consumer<String> removed) {
      revocationSinks.add(added);
    }

    @Override
    public void publish(Revocation revocation) throws IOException {
      synchronized (MemoryEdges.this) {
        if (away) throw new IOException("away");
      }
      revocationSinks.forEach(s -> s.accept(revocation));
    }
  }

  private final class Index implements SessionIndex {
    @Override
    public Set<String> live(Owner owner) {
      return views.values().stream()
          .filter(SessionView::takesAPlace)
          .filter(v -> Owner.of(v.tenant()).equals(owner))
          .map(SessionView::session)
          .collect(Collectors.toSet());
    }

    @Override
    public Optional<Tenant> tenant(String session) {
      return Optional.ofNullable(views.get(session)).map(SessionView::tenant);
    }

    @Override
    public Optional<String> state(String session) {
      return Optional.ofNullable(views.get(session)).map(SessionView::state);
    }

    @Override
    public Optional<SessionView> read(String session) throws IOException {
      synchronized (MemoryEdges.this) {
        if (away) throw new IOException("away");
      }
      return Optional.ofNullable(views.get(session));
    }

    @Override
    public void erase(String session) {
      views.remove(session);
    }
  }
}
