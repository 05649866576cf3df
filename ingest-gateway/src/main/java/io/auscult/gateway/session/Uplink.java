package io.auscult.gateway.session;

import io.auscult.audio.AudioIntake;
import io.auscult.audio.Intake;
import io.auscult.events.Limits;
import io.auscult.events.Provenance;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionView;
import io.auscult.events.Tenant;
import io.auscult.gateway.dialect.SessionPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The way of a session's audio into the log: canonicalised, gathered into records, numbered, and
 * counted until it is durable. Runs on the session's thread, but for what the log reports back.
 */
final class Uplink {
  /** {@link SessionInput.KeptAlive} says that the client is there; more often says no more. */
  static final long KEPT_ALIVE_EVERY_MS = 10_000;

  /** One stream of audio. */
  private record Track(AudioIntake intake, AudioCoalescer coalescer) {}

  private final String session;
  private final InputLog log;
  private final LongSupplier clock;
  private final Flow flow;
  private final Runnable progressed;
  private final List<Track> tracks = new ArrayList<>();
  private final Receipts receipts = new Receipts();
  private final AtomicLong unrecorded = new AtomicLong();
  private volatile long progressAtMs;
  private long seq;
  private int seen;
  private long writtenAtMs;
  private boolean ended;

  /**
   * An uplink.
   *
   * @param flow told of all audio
   * @param progressed run on any thread whenever something became durable
   */
  Uplink(String session, InputLog log, LongSupplier clock, Flow flow, Runnable progressed) {
    this.session = session;
    this.log = log;
    this.clock = clock;
    this.flow = flow;
    this.progressed = progressed;
  }

  void open(
      Tenant tenant,
      String dialect,
      SessionPlan plan,
      Limits limits,
      Surroundings around,
      String client) {
    listen(plan.streams().size(), plan.sampleRate());
    append(
        new SessionInput.Opened(
            session,
            clock.getAsLong(),
            tenant,
            dialect,
            plan.streams(),
            plan.sampleRate(),
            plan.language(),
            plan.tier(),
            plan.maxSpeakers(),
            plan.vocabulary(),
            plan.note(),
            plan.show(),
            limits,
            plan.callback(),
            around.replyPartition(),
            new Provenance(around.gateway(), client, tracks.get(0).intake().format())));
  }

  /**
   * Goes on with a session that is open: its client came back, here or from another gateway.
   *
   * @param seen final items that are known to have been written to the client
   */
  void attach(SessionView.Setup setup, int replyPartition, int seen) {
    this.seen = seen;
    // Higher than any number before: nobody sends 2^20 records in a millisecond.
    seq = clock.getAsLong() << 20;
    listen(setup.streams().size(), setup.sampleRate());
    append(new SessionInput.Attached(session, clock.getAsLong(), replyPartition, seen, seq));
  }

  private void listen(int streams, int sampleRate) {
    for (int i = 0; i < streams; i++) {
      tracks.add(new Track(AudioIntake.pcm(sampleRate), new AudioCoalescer()));
    }
    receipts.open(streams);
    flow.begin(streams, clock.getAsLong());
  }

  /** How many final items the client has been written. */
  void seen(int items) {
    seen = Math.max(seen, items);
  }

  /** Frames to be sent when everything accepted so far is durable, in order. */
  Receipts receipts() {
    return receipts;
  }

  /** Whether audio can be taken. */
  boolean isOpen() {
    return !tracks.isEmpty() && !ended;
  }

  /** Takes a message of audio; what was wrong with it, if anything. */
  Optional<Intake.Refused> audio(int stream, byte[] bytes) {
    Track track = tracks.get(stream);
    Intake intake = track.intake().accept(bytes);
    if (intake instanceof Intake.Refused refused) return Optional.of(refused);
    byte[] canonical = ((Intake.Pcm) intake).s16le16k();
    receipts.accepted(stream, canonical.length);
    flow.audio(stream, canonical, clock.getAsLong());
    for (byte[] pcm : track.coalescer().add(canonical, clock.getAsLong())) record(stream, pcm);
    return Optional.empty();
  }

  /** The client is there although it may send no audio. */
  void keptAlive() {
    long nowMs = clock.getAsLong();
    if (isOpen() && nowMs - writtenAtMs >= KEPT_ALIVE_EVERY_MS) {
      append(new SessionInput.KeptAlive(session, nowMs));
    }
  }

  void pause() {
    flush();
    append(new SessionInput.Paused(session, clock.getAsLong()));
  }

  /** No more audio comes. Everything accepted goes first. Only the first end counts. */
  void stop(String reason) {
    if (!isOpen()) return;
    finish();
    append(new SessionInput.Stopped(session, clock.getAsLong(), reason));
  }

  /** The connection is gone; the client may come back. */
  void detach() {
    if (!isOpen()) return;
    finish();
    append(new SessionInput.Detached(session, clock.getAsLong()));
  }

  /** Another connection goes on with the session: everything accepted here goes first. */
  void handOver() {
    if (isOpen()) finish();
  }

  /** When gathered audio has waited long enough. */
  long dueMs() {
    long due = Long.MAX_VALUE;
    for (Track t : tracks) due = Math.min(due, t.coalescer().dueMs());
    return due;
  }

  /** Writes what has waited long enough. */
  void tick(long nowMs) {
    for (int i = 0; i < tracks.size(); i++) {
      AudioCoalescer c = tracks.get(i).coalescer();
      if (c.dueMs() <= nowMs) record(i, c.flush());
    }
  }

  /** Bytes of this session that are not durable yet. */
  long unrecordedBytes() {
    return unrecorded.get();
  }

  /** How long nothing has become durable although something waits, in milliseconds. */
  long stalledMs(long nowMs) {
    return unrecorded.get() == 0 ? 0 : Math.max(0, nowMs - progressAtMs);
  }

  private void finish() {
    flush();
    for (int i = 0; i < tracks.size(); i++) {
      byte[] rest = tracks.get(i).intake().finish();
      receipts.accepted(i, rest.length);
      record(i, rest);
    }
    ended = true;
  }

  private void flush() {
    for (int i = 0; i < tracks.size(); i++) record(i, tracks.get(i).coalescer().flush());
  }

  private void record(int stream, byte[] pcm) {
    if (pcm.length == 0) return;
    SessionInput audio =
        new SessionInput.Audio(session, clock.getAsLong(), stream, seq++, seen, pcm);
    append(audio, () -> receipts.durable(stream, pcm.length));
  }

  private void append(SessionInput input) {
    append(input, () -> {});
  }

  private void append(SessionInput input, Runnable durable) {
    // Small records count too: a client of pings alone must not fill memory while Kafka is away.
    long bytes = input instanceof SessionInput.Audio a ? a.pcm().length : 256;
    if (unrecorded.getAndAdd(bytes) == 0) progressAtMs = clock.getAsLong();
    writtenAtMs = clock.getAsLong();
    log.append(
        input,
        () -> {
          progressAtMs = clock.getAsLong();
          unrecorded.addAndGet(-bytes);
          durable.run();
          progressed.run();
        });
  }
}
