package io.auscult.transcription.keep;

import io.auscult.events.DeadLetter;
import io.auscult.events.ItemId;
import io.auscult.events.SessionInput.Audio;
import io.auscult.events.SessionInputCodec;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionOutput.Item;
import io.auscult.events.SessionView;
import io.auscult.events.StreamSpec;
import io.auscult.events.Topics;
import io.auscult.events.TranscriptRecord;
import io.auscult.flink.Letter;
import io.auscult.notes.NoteWriter;
import io.auscult.speech.speakers.Voices;
import io.auscult.transcription.keep.Attribution.Part;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.steps.WindowKind;
import io.auscult.transcription.wire.SealedType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Puts a session's steps back in order and keeps its transcript: items with stable ids, the view
 * that gateways answer from, note, usage. Main output: letters that are written at least once;
 * {@link #EXACTLY_ONCE}: those that somebody counts. Everything it keeps of a session is forgotten
 * when the session ends.
 */
public final class Keep extends KeyedProcessFunction<String, Step, Letter> {
  private static final long serialVersionUID = 1L;

  /** A promise: savepoints find the state by it. */
  public static final String UID = "keep";

  /** Letters for {@code transcripts}, {@code corrections}, {@code notes} and {@code usage}. */
  public static final OutputTag<Letter> EXACTLY_ONCE =
      new OutputTag<>("keep-exactly-once", TypeInformation.of(Letter.class));

  static final ValueStateDescriptor<Ledger> LEDGER =
      new ValueStateDescriptor<>("ledger", TypeInformation.of(Ledger.class));
  static final MapStateDescriptor<Long, Step> EARLY =
      new MapStateDescriptor<>("early", Types.LONG, SealedType.of(Step.class));
  static final MapStateDescriptor<Integer, Kept> ITEMS =
      new MapStateDescriptor<>("items", Types.INT, TypeInformation.of(Kept.class));

  static final ValueStateDescriptor<Voices> VOICES =
      new ValueStateDescriptor<>("voices", TypeInformation.of(Voices.class));

  /** After so long without a partial that was left out, the next one begins another episode. */
  private static final long CALM_MS = 30_000;

  private transient ValueState<Ledger> ledger;
  private transient MapState<Long, Step> early;
  private transient MapState<Integer, Kept> items;
  private transient Speakers speakers;
  private transient LoadReports loads;
  private transient KeepMetrics metrics;
  private transient NoteWriter notes;
  private final NoteWriterFactory writers;
  private final ClusteringFactory clusterings;

  public Keep(NoteWriterFactory writers, ClusteringFactory clusterings) {
    this.writers = writers;
    this.clusterings = clusterings;
  }

  @Override
  public void open(OpenContext context) {
    ledger = getRuntimeContext().getState(LEDGER);
    early = getRuntimeContext().getMapState(EARLY);
    items = getRuntimeContext().getMapState(ITEMS);
    notes = writers.open();
    speakers = new Speakers(getRuntimeContext().getState(VOICES), clusterings.open());
    loads = new LoadReports();
    metrics = new KeepMetrics(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(Step step, Context ctx, Collector<Letter> out) throws Exception {
    Ledger l = ledger.value();
    if (l == null) l = new Ledger();
    if (step.seq() != l.nextStep) {
      early.put(step.seq(), step);
      ledger.update(l);
      return;
    }
    boolean open = true;
    for (Step due = step; due != null && open; due = early.get(l.nextStep)) {
      if (due != step) early.remove(due.seq());
      l.nextStep++;
      open = apply(l, due, ctx, out);
    }
    if (open) ledger.update(l);
  }

  /** Whether the session goes on. */
  private boolean apply(Ledger l, Step step, Context ctx, Collector<Letter> out) throws Exception {
    if (step instanceof Step.Begun begun) {
      l.opened = begun.opened();
      l.replyPartition = begun.opened().replyPartition();
      turn(l, SessionView.LIVE, out);
    } else if (step instanceof Step.Heard heard) {
      heard(l, heard, ctx, out);
    } else if (step instanceof Step.Unheard unheard) {
      unheard(l, unheard, ctx, out);
    } else if (step instanceof Step.Settled settled) {
      settled(l, settled, ctx, out);
    } else if (step instanceof Step.Turned turned) {
      turn(l, turned.state(), out);
    } else if (step instanceof Step.Warned w) {
      say(
          l,
          new SessionOutput.Warning(w.session(), w.id(), w.repetition(), w.code(), w.message()),
          out);
    } else if (step instanceof Step.Counted counted) {
      say(l, new SessionOutput.Remaining(counted.session(), counted.seconds()), out);
    } else if (step instanceof Step.Passed passed) {
      say(l, new SessionOutput.Progress(passed.session(), passed.audioMs()), out);
    } else if (step instanceof Step.Shed shed) {
      shed(l, shed, ctx, out);
    } else if (step instanceof Step.Returned back) {
      returned(l, back, out);
    } else if (step instanceof Step.Ended ended) {
      end(l, ended, ctx, out);
      return false;
    }
    // A withdrawn draft leaves nothing but its place in the order.
    return true;
  }

  private void heard(Ledger l, Step.Heard heard, Context ctx, Collector<Letter> out)
      throws Exception {
    long nowMs = ctx.timerService().currentProcessingTime();
    loads.due(l.replyPartition, heard, nowMs).ifPresent(load -> say(l, load, out));
    switch (heard.kind()) {
      case FINAL -> finish(l, heard, ctx, out);
      case DRAFT -> {
        l.drafts.put(heard.stream(), heard);
        l.failedDrafts.remove(heard.stream());
        show(l, heard, out);
      }
      default -> show(l, heard, out);
    }
  }

  private void unheard(Ledger l, Step.Unheard unheard, Context ctx, Collector<Letter> out)
      throws Exception {
    switch (unheard.kind()) {
      case FINAL -> fail(l, unheard, ctx, out);
      case DRAFT -> {
        l.failedDrafts.put(unheard.stream(), unheard);
        l.drafts.remove(unheard.stream());
      }
      default -> metrics.failed();
    }
  }

  private void settled(Ledger l, Step.Settled settled, Context ctx, Collector<Letter> out)
      throws Exception {
    Step.Heard draft = l.drafts.remove(settled.stream());
    Step.Unheard failed = l.failedDrafts.remove(settled.stream());
    if (draft != null && draft.revision() == settled.revision()) {
      finish(l, draft, ctx, out);
    } else if (failed != null) {
      fail(l, failed, ctx, out);
    } else {
      throw new IllegalStateException(
          "session " + settled.session() + ": no draft for step " + settled.seq());
    }
  }

  /** Says once in an episode that hypotheses are left out; finals never are. */
  private void shed(Ledger l, Step.Shed shed, Context ctx, Collector<Letter> out) {
    if (!shed.starved() || !l.opened.show().partials()) return;
    metrics.shed();
    long nowMs = ctx.timerService().currentProcessingTime();
    boolean known = l.shedAtMs != 0 && nowMs - l.shedAtMs < CALM_MS;
    l.shedAtMs = nowMs;
    if (known) return;
    l.shedEpisodes++;
    say(
        l,
        new SessionOutput.Warning(
            shed.session(),
            "partials-" + l.shedEpisodes,
            0,
            "partials_shed",
            "The server is busy: partial results are left out, final results are not."),
        out);
  }

  /** A partial, if this client sees any and the text is another than the one it has. */
  private void show(Ledger l, Step.Heard heard, Collector<Letter> out) {
    if (!l.opened.show().partials() || heard.text().isEmpty()) return;
    boolean same =
        Integer.valueOf(heard.ordinal()).equals(l.shownOrdinal.get(heard.stream()))
            && heard.text().equals(l.shownText.get(heard.stream()));
    if (same) return;
    // A draft comes whenever somebody pauses; it is shown only if it is time for a partial anyway.
    Long shownEnd = l.shownEndMs.get(heard.stream());
    boolean another = Integer.valueOf(heard.ordinal()).equals(l.shownOrdinal.get(heard.stream()));
    if (heard.kind() == WindowKind.DRAFT
        && another
        && heard.endMs() - shownEnd < l.opened.show().partialEveryMs()) {
      return;
    }
    l.shownOrdinal.put(heard.stream(), heard.ordinal());
    l.shownEndMs.put(heard.stream(), heard.endMs());
    l.shownText.put(heard.stream(), heard.text());
    metrics.partial();
    say(l, item(l, heard, Speakers.guessed(l, heard), 0, false), out);
  }

  private void finish(Ledger l, Step.Heard heard, Context ctx, Collector<Letter> out)
      throws Exception {
    Integer shown = l.shownOrdinal.get(heard.stream());
    boolean wasShown = Integer.valueOf(heard.ordinal()).equals(shown);
    l.shownOrdinal.remove(heard.stream());
    l.shownText.remove(heard.stream());
    l.shownEndMs.remove(heard.stream());
    l.drafts.remove(heard.stream());
    if (heard.text().isEmpty()) {
      metrics.empty();
      // An id that a client has seen must become final, if only to say that it was nothing.
      if (wasShown) say(l, item(l, heard, Speakers.guessed(l, heard), 0, true), out);
      return;
    }
    List<Part> parts = speakers.parts(l, heard);
    for (int i = 0; i < parts.size(); i++) keep(l, heard, parts.get(i), i, ctx, out);
  }

  private void keep(
      Ledger l, Step.Heard heard, Part part, int number, Context ctx, Collector<Letter> out)
      throws Exception {
    long nowMs = ctx.timerService().currentProcessingTime();
    Speakers.said(l, heard, part);
    Item item = item(l, heard, part, number, true);
    Kept kept = new Kept(item, part.segment(), Instant.ofEpochMilli(nowMs).toString());
    items.put(l.items++, kept);
    l.words += item.words().size();
    metrics.done(item.words().size(), nowMs - heard.spokenAtMs());
    if (l.opened.show().items()) say(l, item, out);
    TranscriptRecord row = kept.record(l.opened.tenant());
    ctx.output(EXACTLY_ONCE, Letter.keyed(Topics.TRANSCRIPTS, item.session(), row.encode()));
    String key = SessionView.itemKey(item.session(), item.id());
    out.collect(Letters.view(l, key, List.of(row), null));
  }

  private void fail(Ledger l, Step.Unheard failed, Context ctx, Collector<Letter> out) {
    l.failures++;
    metrics.failed();
    String item = ItemId.of(failed.session(), failed.stream(), failed.ordinal());
    say(
        l,
        new SessionOutput.Failure(
            failed.session(),
            item,
            failed.code(),
            "This part of the audio could not be transcribed.",
            failed.startMs(),
            failed.endMs()),
        out);
    byte[] key = failed.session().getBytes(StandardCharsets.UTF_8);
    Audio audio =
        new Audio(failed.session(), l.opened.atMs(), failed.stream(), 0, 0, bytes(failed.pcm()));
    DeadLetter dead =
        new DeadLetter(
            Topics.SESSION_INPUT,
            -1,
            -1,
            failed.code(),
            "item " + item + ", from " + failed.startMs() + " to " + failed.endMs() + " ms",
            key,
            SessionInputCodec.encode(audio),
            Instant.ofEpochMilli(ctx.timerService().currentProcessingTime()).toString());
    out.collect(new Letter(Topics.DEAD_LETTER, Letter.BY_KEY, key, dead.encode()));
  }

  private void returned(Ledger l, Step.Returned back, Collector<Letter> out) throws Exception {
    l.replyPartition = back.replyPartition();
    turn(l, SessionView.LIVE, out);
    for (Kept kept : inOrder()) {
      if (kept.item().ordinal() >= back.seen() && l.opened.show().items()) {
        say(l, kept.item(), out);
      }
    }
  }

  private void turn(Ledger l, String state, Collector<Letter> out) {
    l.state = state;
    out.collect(Letters.view(l, l.opened.session(), List.of(), null));
  }

  private void end(Ledger l, Step.Ended ended, Context ctx, Collector<Letter> out)
      throws Exception {
    List<Kept> all = inOrder();
    Map<String, String> relabelled = speakers.secondLook(l, all);
    metrics.corrected(relabelled.size());
    new Conclusion(
            l, ended, all, relabelled, out::collect, letter -> ctx.output(EXACTLY_ONCE, letter))
        .write(notes);
    ledger.clear();
    early.clear();
    items.clear();
    speakers.clear();
  }

  private List<Kept> inOrder() throws Exception {
    List<Kept> all = new ArrayList<>();
    for (Map.Entry<Integer, Kept> e : items.entries()) all.add(e.getValue());
    all.sort(Comparator.comparingInt(k -> k.item().ordinal()));
    return all;
  }

  private static Item item(Ledger l, Step.Heard heard, Part part, int number, boolean isFinal) {
    StreamSpec stream = l.opened.streams().get(heard.stream());
    return new Item(
        heard.session(),
        ItemId.of(heard.session(), heard.stream(), heard.ordinal(), number),
        l.items,
        heard.revision(),
        isFinal,
        stream.id(),
        Speakers.name(l, heard, part),
        Speakers.role(l, heard, part),
        part.startMs(),
        part.endMs(),
        part.text(),
        part.words(),
        heard.confidence(),
        heard.wordTimes(),
        heard.model(),
        l.opened.language(),
        heard.spokenAtMs());
  }

  private static void say(Ledger l, SessionOutput output, Collector<Letter> out) {
    out.collect(Letters.say(l, output));
  }

  private static byte[] bytes(short[] pcm) {
    ByteBuffer out = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
    out.asShortBuffer().put(pcm);
    return out.array();
  }
}
