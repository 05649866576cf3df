package io.auscult.transcription.keep;

import io.auscult.events.ClinicalNote;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionOutputCodec;
import io.auscult.events.SessionView;
import io.auscult.events.Topics;
import io.auscult.events.TranscriptRecord;
import io.auscult.flink.Letter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Letters that tell of a session. */
final class Letters {
  private Letters() {}

  /** To the gateway that the session's client is connected to. */
  static Letter say(Ledger l, SessionOutput output) {
    return new Letter(
        Topics.SESSION_OUTPUT,
        l.replyPartition,
        output.session().getBytes(StandardCharsets.UTF_8),
        SessionOutputCodec.encode(output));
  }

  /**
   * To every gateway.
   *
   * @param note null: none
   */
  static Letter view(Ledger l, String key, List<TranscriptRecord> rows, ClinicalNote note) {
    Opened o = l.opened;
    SessionView view =
        new SessionView(
            o.session(),
            o.tenant(),
            o.dialect(),
            l.state,
            o.atMs(),
            new SessionView.Setup(o.streams(), o.sampleRate(), o.show(), o.note(), o.limits()),
            rows,
            note);
    return Letter.keyed(Topics.SESSIONS, key, view.encode());
  }

  static Letter tombstone(String topic, String key) {
    return Letter.keyed(topic, key, null);
  }
}
