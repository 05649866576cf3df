package io.auscult.transcription.keep;

import io.auscult.events.ClinicalNote;
import io.auscult.events.Correction;
import io.auscult.events.DeliveryOrder;
import io.auscult.events.NoteRecord;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionView;
import io.auscult.events.Topics;
import io.auscult.events.TranscriptRecord;
import io.auscult.events.UsageRecord;
import io.auscult.flink.Letter;
import io.auscult.notes.NoteWriter;
import io.auscult.notes.Utterance;
import io.auscult.transcription.steps.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session leaves when it ends: completion, note, view, usage and an order to deliver; or,
 * where it was erased, tombstones and the usage.
 */
final class Conclusion {
  /** As the gateway's stop names it; nothing that was said may outlive such an end. */
  static final String ERASED = "erased";

  private static final Logger LOG = LoggerFactory.getLogger(Conclusion.class);

  private final Ledger ledger;
  private final Opened opened;
  private final Step.Ended ended;
  private final List<TranscriptRecord> rows;
  private final Map<String, String> relabelled;
  private final Consumer<Letter> shown;
  private final Consumer<Letter> counted;

  /**
   * A conclusion.
   *
   * @param items final items in their order
   * @param relabelled what a second look makes of the speakers of some of them, by their ids
   * @param shown takes letters that are written at least once
   * @param counted takes letters that are written exactly once
   */
  Conclusion(
      Ledger ledger,
      Step.Ended ended,
      List<Kept> items,
      Map<String, String> relabelled,
      Consumer<Letter> shown,
      Consumer<Letter> counted) {
    this.ledger = ledger;
    this.opened = ledger.opened;
    this.ended = ended;
    this.rows = items.stream().map(kept -> kept.record(ledger.opened.tenant())).toList();
    this.relabelled = relabelled;
    this.shown = shown;
    this.counted = counted;
  }

  void write(NoteWriter notes) {
    if (ended.reason().equals(ERASED)) {
      erase();
    } else {
      complete(notes);
    }
    counted.accept(Letter.keyed(Topics.USAGE, opened.session(), usage().encode()));
    say(new SessionOutput.Closed(opened.session(), ended.reason()));
  }

  private void complete(NoteWriter notes) {
    String id = opened.session();
    say(new SessionOutput.TranscriptCompleted(id, rows.size()));
    for (TranscriptRecord row : rows) {
      if (!relabelled.containsKey(row.itemId())) continue;
      counted.accept(Letter.keyed(Topics.CORRECTIONS, id, correction(row).encode()));
    }
    ClinicalNote note = opened.note().wanted() ? note(notes) : null;
    ledger.state = SessionView.COMPLETED;
    shown.accept(Letters.view(ledger, id, rows, note));
    for (TranscriptRecord row : rows) {
      shown.accept(Letters.tombstone(Topics.SESSIONS, SessionView.itemKey(id, row.itemId())));
    }
    if (!opened.callback().url().isEmpty()) {
      // Not exactly once: that would wait for a checkpoint, and the delivery job knows a
      // repetition.
      shown.accept(Letter.keyed(Topics.DELIVERIES, id, order().encode()));
    }
  }

  /** The note, or null where the writer failed: the transcript is worth more than that. */
  private ClinicalNote note(NoteWriter writer) {
    String id = opened.session();
    List<Utterance> said =
        rows.stream()
            .map(r -> new Utterance(r.itemId(), speaker(r), r.startMs(), r.endMs(), r.text()))
            .toList();
    ClinicalNote note;
    try {
      note = writer.write(opened.note(), opened.language(), said);
    } catch (RuntimeException e) {
      LOG.error("session {}: no note: {}", id, e.getClass().getName());
      say(new SessionOutput.NoteFailed(id, "note_failed", "The note could not be written."));
      return null;
    }
    NoteRecord record =
        new NoteRecord(
            id,
            opened.tenant().organization(),
            opened.tenant().department(),
            SessionView.noteId(id),
            note,
            opened.note().tier(),
            writer.name(),
            opened.language(),
            Instant.ofEpochMilli(ended.endedAtMs()).toString());
    counted.accept(Letter.keyed(Topics.NOTES, id, record.encode()));
    say(new SessionOutput.Note(id, SessionView.noteId(id), note));
    return note;
  }

  private String speaker(TranscriptRecord row) {
    return relabelled.getOrDefault(row.itemId(), row.speaker());
  }

  private Correction correction(TranscriptRecord row) {
    return new Correction(
        row.session(),
        row.organization(),
        row.department(),
        row.itemId(),
        "speaker",
        row.speaker(),
        speaker(row),
        "speakers_second_look",
        Instant.ofEpochMilli(ended.endedAtMs()).toString());
  }

  private DeliveryOrder order() {
    boolean whole = ledger.failures == 0;
    return new DeliveryOrder(
        opened.session(),
        opened.tenant().organization(),
        opened.callback(),
        opened.dialect(),
        whole,
        whole ? "" : "Some of the audio could not be transcribed.",
        rows,
        ended.endedAtMs());
  }

  /** The gateway has written tombstones too, but what this job wrote since lies behind them. */
  private void erase() {
    String id = opened.session();
    for (TranscriptRecord row : rows) {
      shown.accept(Letters.tombstone(Topics.SESSIONS, SessionView.itemKey(id, row.itemId())));
    }
    shown.accept(Letters.tombstone(Topics.SESSIONS, id));
    counted.accept(Letters.tombstone(Topics.TRANSCRIPTS, id));
    counted.accept(Letters.tombstone(Topics.CORRECTIONS, id));
  }

  private UsageRecord usage() {
    return new UsageRecord(
        opened.session(),
        opened.tenant().organization(),
        opened.tenant().department(),
        opened.tenant().subject(),
        opened.dialect(),
        opened.tier(),
        ended.audioMs(),
        ended.speechMs(),
        ended.pausedMs(),
        ledger.items,
        ledger.words,
        ledger.failures,
        Instant.ofEpochMilli(opened.atMs()).toString(),
        Instant.ofEpochMilli(ended.endedAtMs()).toString(),
        ended.reason());
  }

  private void say(SessionOutput output) {
    shown.accept(Letters.say(ledger, output));
  }
}
