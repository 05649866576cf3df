package io.auscult.gateway.dialect.scribe;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.SessionOutput;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.Resumed;
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Someone;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** One connection as the rule sees it: remembers the phase, hands out what each event leads to. */
final class Talk {
  static final String SESSION = "11111111-2222-4333-8444-555555555555";

  /** The documented example, to the letter (DI-13). */
  static final String EXAMPLE =
      """
      {
      "object": "stream_request",
      "output_objects": "transcript",
      "streams": [
      {
      "id": "string",
      "speaker": "provider"
      }
      ],
      "sample_rate": 0,
      "language": "en-US",
      "note_template": "soap",
      "style": "paragraph",
      "transcribe_gen_mode": "fast",
      "note_gen_mode": "fast"
      }
      """;

  static final String ONE_MICROPHONE =
      "{\"object\":\"stream_request\",\"streams\":[{\"id\":\"room\"}]}";

  static final String TWO_STREAMS =
      "{\"object\":\"stream_request\",\"streams\":[{\"id\":\"p\",\"speaker\":\"provider\"},"
          + "{\"id\":\"q\",\"speaker\":\"patient\"}]}";

  static final String STOP = "{\"object\":\"stop\"}";

  private final Scribe dialect = new Scribe();
  private Step<ScribePhase> last;

  private Talk(Step<ScribePhase> first) {
    last = first;
  }

  /** A connection that was just made. */
  static Talk begin() {
    return begin(Map.of());
  }

  static Talk begin(Map<String, String> query) {
    return new Talk(new Scribe().begin(SESSION, Someone.with(Scribe.SERVER_SCOPE), url(query)));
  }

  /** A connection that is set up. */
  static Talk after(String streamRequest) {
    Talk talk = begin();
    talk.text(streamRequest);
    talk.plan();
    return talk;
  }

  /** A connection whose client came back. */
  static Talk resumed(Resumed resumed) {
    return new Talk(new Scribe().resume(SESSION, url(Map.of()), resumed));
  }

  static UpgradeRequest url(Map<String, String> query) {
    return new UpgradeRequest(Scribe.SERVER_PATH, query, Map.of(), List.of(), "");
  }

  static String chunk(String stream, byte[] audio) {
    return chunk(stream, Base64.getEncoder().encodeToString(audio));
  }

  static String chunk(String stream, String payload) {
    return JsonText.write(
        JsonText.object()
            .put("object", "audio_chunk")
            .put("payload", payload)
            .put("stream_id", stream));
  }

  List<Action> text(String json) {
    return on(JsonText.read(json));
  }

  List<Action> said(SessionOutput output) {
    return on(new Event.Said(output));
  }

  List<Action> told(Notice notice) {
    return on(new Event.Told(notice));
  }

  List<Action> on(Event event) {
    last = dialect.next(last.next(), event);
    return last.actions();
  }

  /** What the last event led to. */
  List<Action> actions() {
    return last.actions();
  }

  ScribePhase phase() {
    return last.next();
  }

  /** The session that the last event opened. */
  SessionPlan plan() {
    return last.actions().stream()
        .filter(Action.Open.class::isInstance)
        .map(a -> ((Action.Open) a).plan())
        .findFirst()
        .orElseThrow(() -> new AssertionError("not opened, but " + last.actions()));
  }

  /** The one frame that the last event led to. */
  JsonNode frame() {
    List<JsonNode> frames = frames();
    if (frames.size() != 1) throw new AssertionError("not one frame: " + frames);
    return frames.get(0);
  }

  /** The one error that the last event led to. */
  JsonNode error() {
    JsonNode frame = frame();
    if (!frame.path("object").asText().equals("error_msg")) {
      throw new AssertionError("no error_msg: " + frame);
    }
    return frame;
  }

  List<JsonNode> frames() {
    return last.actions().stream()
        .filter(Action.Send.class::isInstance)
        .map(a -> json(((Action.Send) a).json()))
        .toList();
  }

  static JsonNode json(String text) {
    return ((Event.Text) JsonText.read(text)).json();
  }

  static SessionOutput.Item item(
      int ordinal, boolean isFinal, String stream, String speaker, String text) {
    return item(ordinal, isFinal, stream, speaker, "", text);
  }

  static SessionOutput.Item item(
      int ordinal, boolean isFinal, String stream, String speaker, String role, String text) {
    return new SessionOutput.Item(
        SESSION,
        "11111111-0-" + ordinal,
        ordinal,
        isFinal ? 9 : 1,
        isFinal,
        stream,
        speaker,
        role,
        1_000,
        2_345,
        text,
        List.of(),
        0.9,
        "estimated",
        "model",
        "en-US",
        0);
  }
}
