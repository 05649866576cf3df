package io.auscult.gateway.dialect.scribe;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.Callback;
import io.auscult.events.NoteRequest;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Speakers;
import io.auscult.gateway.dialect.Vocabulary;
import io.auscult.gateway.dialect.scribe.ScribePhase.Wishes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The session that a {@code stream_request} asks for (DI-05 to DI-14). Fields it does not know are
 * passed over, missing ones and nulls have defaults; only {@code streams} must be there.
 *
 * @param transcript the client sees transcript items
 * @param note the client gets a note
 * @param streams a speaker that is {@code unknown} is empty: to be told apart
 * @param sampleRate in hertz
 * @param template {@code soap}, {@code consult}, {@code aci}
 * @param style {@code paragraph}, {@code bullet}, {@code auto}
 * @param transcribeMode {@code fast}, {@code medium}, {@code best}
 * @param noteMode the same for the note
 * @param speakers how many at most; {@link Speakers#UNKNOWN}: not said
 */
record StreamRequest(
    boolean transcript,
    boolean note,
    List<StreamSpec> streams,
    int sampleRate,
    String language,
    String template,
    String style,
    String transcribeMode,
    String noteMode,
    List<String> vocabulary,
    int speakers) {
  static final String PROVIDER = "provider";
  static final String PATIENT = "patient";
  static final String UNKNOWN = "unknown";

  static final int DEFAULT_RATE = 16_000;
  static final int MIN_RATE = 8_000;
  static final int MAX_RATE = 48_000;
  static final int MAX_STREAMS = 16;

  /** 22 windows of 32 ms: at most every 0.7 s in whole windows of the speech detector. */
  private static final int PARTIAL_EVERY_MS = 704;

  private static final int MAX_ID_CHARS = 128;

  private static final List<String> OBJECTS = List.of("transcript", "note");
  private static final List<String> SPEAKERS = List.of(PROVIDER, PATIENT, UNKNOWN);
  private static final List<String> LANGUAGES = List.of("en-US", "en-GB", "en-CA", "en-AU", "en");
  private static final List<String> TEMPLATES = List.of("soap", "consult", "aci");
  private static final List<String> STYLES = List.of("paragraph", "bullet", "auto");
  private static final List<String> MODES = List.of("fast", "medium", "best");

  StreamRequest {
    streams = List.copyOf(streams);
    vocabulary = List.copyOf(vocabulary);
  }

  /**
   * The session as the log is told of it.
   *
   * @param url what the URL asks for: its terms come behind those of the request
   */
  SessionPlan plan(Wishes url) {
    List<String> all = new ArrayList<>(vocabulary);
    all.addAll(url.vocabulary());
    return new SessionPlan(
        streams,
        sampleRate,
        language,
        transcribeMode,
        maxSpeakers(url),
        all,
        note ? new NoteRequest(true, template, style, noteMode) : NoteRequest.NONE,
        transcript ? new Show(true, PARTIAL_EVERY_MS, true) : new Show(false, 0, false),
        Callback.NONE,
        OptionalLong.empty(),
        true);
  }

  /**
   * What the request says is nearer than what the URL says. Who has a track of his own needs not be
   * told apart; on one microphone are provider and patient unless somebody says otherwise.
   */
  private int maxSpeakers(Wishes url) {
    if (streams.stream().noneMatch(stream -> stream.speaker().isEmpty())) return Speakers.UNKNOWN;
    if (speakers != Speakers.UNKNOWN) return speakers;
    if (url.speakers() != Speakers.UNKNOWN) return url.speakers();
    return streams.size() == 1 ? 2 : Speakers.UNKNOWN;
  }

  /** What came of reading a request. */
  sealed interface Read {
    record Good(StreamRequest request) implements Read {}

    /**
     * A value that cannot be.
     *
     * @param reason one sentence that begins with the field, without the value
     */
    record Wrong(String reason) implements Read {}
  }

  /**
   * Reads a request.
   *
   * @param strictObjects {@code output_objects} as text is an exact filter too (K4)
   */
  static Read read(JsonNode json, boolean strictObjects) {
    Fields fields = new Fields(json);
    Set<String> objects = fields.objects(strictObjects);
    List<StreamSpec> streams = fields.streams();
    int sampleRate = fields.sampleRate();
    String language = fields.oneOf("language", LANGUAGES);
    StreamRequest request =
        new StreamRequest(
            objects.contains("transcript"),
            objects.contains("note"),
            streams,
            sampleRate,
            language.equals("en") ? "en-US" : language,
            fields.oneOf("note_template", TEMPLATES),
            fields.oneOf("style", STYLES),
            fields.oneOf("transcribe_gen_mode", MODES),
            fields.oneOf("note_gen_mode", MODES),
            fields.vocabulary(),
            fields.speakers());
    return fields.wrong.isEmpty() ? new Read.Good(request) : new Read.Wrong(fields.wrong);
  }

  /** Reads field after field; keeps what is wrong with the first that is. */
  private static final class Fields {
    private final JsonNode json;
    private String wrong = "";

    Fields(JsonNode json) {
      this.json = json;
    }

    /** The first of the allowed values where there is none. Case does not matter. */
    String oneOf(String field, List<String> allowed) {
      return oneOf(json.path(field), field, allowed, allowed.get(0));
    }

    private String oneOf(JsonNode value, String name, List<String> allowed, String missing) {
      if (isMissing(value)) return missing;
      for (String one : allowed) {
        if (value.isTextual() && one.equalsIgnoreCase(value.textValue().strip())) return one;
      }
      refuse(name + " must be one of " + String.join(", ", allowed) + ".");
      return missing;
    }

    /**
     * Text names what is shown while people talk, and the documented example that asks for the
     * transcript alone is promised a note at the end; an array is an exact filter (K4).
     */
    Set<String> objects(boolean strict) {
      JsonNode value = json.path("output_objects");
      if (value.isArray()) {
        Set<String> named = new HashSet<>();
        for (JsonNode one : value) named.add(oneOf(one, "output_objects", OBJECTS, ""));
        if (named.isEmpty() || named.contains("")) {
          refuse("output_objects must name transcript, note or both.");
        }
        return named;
      }
      String named = oneOf("output_objects", OBJECTS);
      boolean noteToo = named.equals("transcript") && !(strict && value.isTextual());
      return noteToo ? Set.copyOf(OBJECTS) : Set.of(named);
    }

    List<StreamSpec> streams() {
      JsonNode value = json.path("streams");
      if (!value.isArray() || value.isEmpty() || value.size() > MAX_STREAMS) {
        refuse("streams must be an array of 1 to " + MAX_STREAMS + " objects with id and speaker.");
        return List.of();
      }
      List<StreamSpec> all = new ArrayList<>();
      Set<String> ids = new HashSet<>();
      for (int i = 0; i < value.size(); i++) {
        JsonNode id = value.get(i).path("id");
        String name = "streams[" + i + "]";
        if (!id.isTextual() || id.textValue().isBlank() || !fits(id.textValue(), MAX_ID_CHARS)) {
          refuse(name + ".id must be text of 1 to " + MAX_ID_CHARS + " characters.");
        } else if (!ids.add(id.textValue())) {
          refuse(name + ".id is the id of an earlier stream; ids must differ.");
        }
        String speaker = oneOf(value.get(i).path("speaker"), name + ".speaker", SPEAKERS, UNKNOWN);
        all.add(new StreamSpec(id.asText(), speaker.equals(UNKNOWN) ? "" : speaker));
      }
      return all;
    }

    /** The documented example has 0: whatever is usual. */
    int sampleRate() {
      JsonNode value = json.path("sample_rate");
      if (isMissing(value)) return DEFAULT_RATE;
      boolean whole = value.isIntegralNumber() && value.canConvertToInt();
      if (whole && value.intValue() == 0) return DEFAULT_RATE;
      if (!whole || value.intValue() < MIN_RATE || value.intValue() > MAX_RATE) {
        refuse(
            String.format(
                Locale.ROOT,
                "sample_rate must be 0 or a whole number from %d to %d.",
                MIN_RATE,
                MAX_RATE));
        return DEFAULT_RATE;
      }
      return value.intValue();
    }

    List<String> vocabulary() {
      JsonNode value = json.path("vocabulary");
      if (isMissing(value)) return List.of();
      List<String> terms = new ArrayList<>();
      boolean good = value.isArray() && value.size() <= Vocabulary.MAX_TERMS;
      for (JsonNode term : value) {
        if (!good || !term.isTextual() || !fits(term.textValue(), Vocabulary.MAX_TERM_CHARS)) {
          good = false;
          break;
        }
        if (!term.textValue().isBlank()) terms.add(term.textValue().strip());
      }
      if (!good) {
        refuse(
            String.format(
                Locale.ROOT,
                "vocabulary must be an array of at most %d texts of at most %d characters.",
                Vocabulary.MAX_TERMS,
                Vocabulary.MAX_TERM_CHARS));
      }
      return terms;
    }

    int speakers() {
      OptionalInt said = Speakers.of(json.path(Speakers.NAME));
      if (said.isEmpty()) refuse(Speakers.RULE);
      return said.orElse(Speakers.UNKNOWN);
    }

    private void refuse(String reason) {
      if (wrong.isEmpty()) wrong = reason;
    }

    private static boolean isMissing(JsonNode value) {
      return value.isMissingNode() || value.isNull();
    }

    /** Half of a surrogate pair has no UTF-8 and could not be written to any record. */
    private static boolean fits(String text, int maxChars) {
      return text.length() <= maxChars
          && text.codePoints()
              .noneMatch(c -> Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF));
    }
  }
}
