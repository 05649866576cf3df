package io.auscult.transcription.keep;

import io.auscult.events.SessionOutput.Item;
import io.auscult.events.Tenant;
import io.auscult.events.TranscriptRecord;

/**
 * A final item in keyed state.
 *
 * @param segment number of the speaker's turn that it was; -1: none
 * @param createdAt ISO-8601, UTC
 */
public record Kept(Item item, int segment, String createdAt) {
  TranscriptRecord record(Tenant tenant) {
    return new TranscriptRecord(
        item.session(),
        tenant.organization(),
        tenant.department(),
        item.id(),
        item.stream(),
        item.speaker(),
        item.role(),
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
