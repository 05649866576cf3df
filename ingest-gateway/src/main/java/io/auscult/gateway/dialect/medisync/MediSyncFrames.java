package io.auscult.gateway.dialect.medisync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.events.SessionOutput.Item;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Refusal;
import java.util.Locale;

/** What a MediSync client is sent. Every frame is one JSON object with a {@code type}. */
final class MediSyncFrames {
  private MediSyncFrames() {}

  static String sessionInit(String sessionId) {
    return JsonText.write(typed("session_init").put("session_id", sessionId));
  }

  /** Times in seconds with at most three decimals, from the beginning of the session (MS-81). */
  static String transcription(Item item, boolean labelled) {
    ObjectNode frame =
        typed("transcription")
            .put("text", labelled ? labelled(item) : item.text())
            .put("id", item.id())
            .put("speaker", item.speaker())
            .put("start", item.startMs() / 1000.0)
            .put("end", item.endMs() / 1000.0)
            .put("is_final", item.isFinal())
            .put("confidence", Math.round(item.confidence() * 1000) / 1000.0);
    if (labelled) {
      // The vendor's neighbouring page has both; audio is not kept, so there is no file (MS-86).
      frame.put("timestamp", item.spokenAtMs() / 1000.0).put("audio_file", "");
    }
    return JsonText.write(frame);
  }

  static String warning(String code, String message) {
    return JsonText.write(typed("warning").put("message", message).put("code", code));
  }

  static String error(Refusal refusal) {
    return JsonText.write(
        typed("error")
            .put("error", refusal.kind().error())
            .put("reason", refusal.reason())
            .put("message", refusal.message()));
  }

  private static String labelled(Item item) {
    return String.format(
        Locale.ROOT,
        "[%s | %.3f --> %.3f]: %s",
        item.speaker(),
        item.startMs() / 1000.0,
        item.endMs() / 1000.0,
        item.text());
  }

  private static ObjectNode typed(String type) {
    return JsonText.object().put("type", type);
  }
}
