package io.auscult.transcription.keep;

import io.auscult.events.SessionOutput.Item;
import io.auscult.events.Tenant;
import io.auscult.events.TranscriptRecord;

/**
 * A final item in keyed state.
 *
 * @param createdAt ISO-8601, UTC
 */
public record Kept(Item item, String createdAt) {
  TranscriptRecord record(Tenant tenant) {
    return new TranscriptRecord(
        item.session(),
        tenant.organization(),
        tenant.department(),
        item.id(),
        item.stream(),
        item.speaker(),
        item.startMs(),
        item.endMs(),
        item.text(),
        item.words(),
        item.confidence(),
        item.wordTimes(),
        item.model(),
        item.language(),
        createdAt);
  }
}
