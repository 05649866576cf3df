package io.auscult.gateway.dialect.scribe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.events.NoteRequest;
import io.auscult.events.Show;
import io.auscult.events.StreamSpec;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.SessionPlan;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first message (conformance §2.1). */
class StreamRequestTest {
  private static final Action WAIT = new Action.Wake("stream_request", 10_000);

  @Test
  void DI_17_nothingIsSaidBeforeAndAfterAGoodRequest() {
    Talk talk = Talk.begin();
    assertThat(talk.actions()).containsExactly(WAIT);
    talk.text(Talk.EXAMPLE);
    assertThat(talk.actions()).hasSize(1).allMatch(a -> a instanceof Action.Open);
  }

  @Test
  void DI_05_DI_13_theDocumentedExampleIsTakenAsItStands() {
    SessionPlan plan = plan(Talk.EXAMPLE);
    assertThat(plan.streams()).containsExactly(new StreamSpec("string", "provider"));
    assertThat(plan.sampleRate()).isEqualTo(16_000);
    assertThat(plan.language()).isEqualTo("en-US");
    assertThat(plan.tier()).isEqualTo("fast");
    assertThat(plan.note()).isEqualTo(new NoteRequest(true, "soap", "paragraph", "fast"));
    assertThat(plan.show()).isEqualTo(new Show(true, 704, true));
    assertThat(plan.maxSpeakers()).isZero();
  }

  @Test
  void DI_60_theDurationLimitCountsAndTheResumeWindowIsTheUsualOne() {
    assertThat(plan(Talk.EXAMPLE).counted()).isTrue();
    assertThat(plan(Talk.EXAMPLE).resumeMs()).isEmpty();
  }

  @Test
  void DI_14_defaultsForWhatIsMissingOrNullAndUnknownFieldsPassedOver() {
    SessionPlan least = plan(Talk.ONE_MICROPHONE);
    ObjectNode full = request();
    List.of(
            "output_objects",
            "sample_rate",
            "language",
            "note_template",
            "style",
            "transcribe_gen_mode",
            "note_gen_mode",
            "vocabulary",
            "speakers")
        .forEach(full::putNull);
    full.put("colour", "green").putObject("more").put("deep", 1);
    assertThat(plan(full)).isEqualTo(least);
    assertThat(least.sampleRate()).isEqualTo(16_000);
    assertThat(least.language()).isEqualTo("en-US");
    assertThat(least.note()).isEqualTo(new NoteRequest(true, "soap", "paragraph", "fast"));
    assertThat(least.show().items()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"object\":\"audio_chunk\",\"payload\":\"AAAA\",\"stream_id\":\"room\"}",
        "{\"object\":\"stop\"}"
      })
  void DI_03_nothingIsTakenBeforeTheRequest(String early) {
    Talk talk = Talk.begin();
    assertThat(talk.text(early)).hasSize(1);
    assertThat(talk.error().get("code").asText()).isEqualTo("not_configured");
    talk.text(Talk.EXAMPLE);
    assertThat(talk.plan().streams()).hasSize(1);
  }

  @Test
  void DI_03_binaryAudioIsNotTakenBeforeTheRequestEither() {
    Talk talk = Talk.begin();
    assertThat(talk.on(new Event.Binary(new byte[640]))).hasSize(1);
    assertThat(talk.error().get("message").asText()).contains("stream_request");
  }

  @Test
  void DI_04_withoutARequestWithin10Seconds() {
    Talk talk = Talk.begin();
    List<Action> actions = talk.on(new Event.Woken("stream_request"));
    assertThat(talk.error().get("message").asText())
        .isEqualTo("No stream_request came within 10 s.");
    assertThat(actions.get(1))
        .isEqualTo(new Action.Close(1008, "No stream_request came within 10 s."));
    assertThat(talk.text(Talk.EXAMPLE)).isEmpty();
  }

  @Test
  void DI_04_theTimerMeansNothingOnceTheRequestIsThere() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    assertThat(talk.on(new Event.Woken("stream_request"))).isEmpty();
    talk.text(Talk.STOP);
    assertThat(talk.on(new Event.Woken("stream_request"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"transcript\"            | true  | true",
        "\"note\"                  | false | true",
        "[\"transcript\"]          | true  | false",
        "[\"note\"]                | false | true",
        "[\"transcript\",\"note\"] | true  | true",
        "null                      | true  | true",
      })
  void DI_06_K4_outputObjects(String value, boolean transcript, boolean note) {
    SessionPlan plan = plan(with("output_objects", value));
    assertThat(plan.show().items()).isEqualTo(transcript);
    assertThat(plan.show().partials()).isEqualTo(transcript);
    assertThat(plan.note().wanted()).isEqualTo(note);
  }

  @Test
  void K4_strictOutputObjectsMakesTextAnExactFilterToo() {
    Talk talk = Talk.begin(Map.of("strict_output_objects", "true"));
    talk.text(with("output_objects", "\"transcript\""));
    assertThat(talk.plan().show().items()).isTrue();
    assertThat(talk.plan().note().wanted()).isFalse();
  }

  @Test
  void DI_07_oneOrSeveralStreamsWithTheirSpeakers() {
    assertThat(plan(Talk.TWO_STREAMS).streams())
        .containsExactly(new StreamSpec("p", "provider"), new StreamSpec("q", "patient"));
    assertThat(plan(Talk.TWO_STREAMS).maxSpeakers()).isZero();
    assertThat(plan(streams("{\"id\":\"a\",\"speaker\":\"unknown\"},{\"id\":\"b\"}")).streams())
        .as("to be told apart")
        .containsExactly(new StreamSpec("a", ""), new StreamSpec("b", ""));
    assertThat(plan(streams(numbered(16))).streams()).hasSize(16);
  }

  @Test
  void DI_36_oneMixedStreamHasTwoSpeakers() {
    assertThat(plan(Talk.ONE_MICROPHONE).streams()).containsExactly(new StreamSpec("room", ""));
    assertThat(plan(Talk.ONE_MICROPHONE).maxSpeakers()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                      | streams",
        "\"room\"                                | streams",
        "{\"id\":\"room\"}                       | streams",
        "null                                    | streams",
        "[{\"speaker\":\"provider\"}]            | streams[0].id",
        "[{\"id\":\"\"}]                         | streams[0].id",
        "[{\"id\":\" \"}]                        | streams[0].id",
        "[{\"id\":7}]                            | streams[0].id",
        "[\"room\"]                              | streams[0].id",
        "[{\"id\":\"a\\u0000b\"}]                | streams[0].id",
        "[{\"id\":\"a\\ud800\"}]                 | streams[0].id",
        "[{\"id\":\"a\"},{\"id\":\"a\"}]         | streams[1].id",
        "[{\"id\":\"a\",\"speaker\":\"nurse\"}]  | streams[0].speaker",
        "[{\"id\":\"a\",\"speaker\":1}]          | streams[0].speaker",
      })
  void DI_07_X_06_streamsThatCannotBe(String value, String field) {
    assertRefused(with("streams", value), field);
  }

  @Test
  void DI_07_tooManyStreamsOrTooLongAName() {
    assertRefused(streams(numbered(17)), "streams");
    assertRefused(streams("{\"id\":\"" + "x".repeat(129) + "\"}"), "streams[0].id");
  }

  @ParameterizedTest
  @CsvSource({"0, 16000", "8000, 8000", "16000, 16000", "44100, 44100", "48000, 48000"})
  void DI_08_sampleRates(int asked, int taken) {
    assertThat(plan(with("sample_rate", Integer.toString(asked))).sampleRate()).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "1",
        "\"x\"",
        "\"16000\"",
        "1e6",
        "1000000",
        "7999",
        "48001",
        "16000.5",
        "99999999999999999999",
        "true",
        "[]"
      })
  void DI_08_sampleRatesThatCannotBe(String value) {
    assertRefused(with("sample_rate", value), "sample_rate");
  }

  @ParameterizedTest
  @CsvSource({"en-US, en-US", "en, en-US", "en-us, en-US", "en-GB, en-GB", "en-AU, en-AU"})
  void DI_09_languages(String asked, String taken) {
    assertThat(plan(with("language", '"' + asked + '"')).language()).isEqualTo(taken);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"fr-CA\"", "\"\"", "1", "[\"en-US\"]"})
  void DI_09_anotherLanguageIsToldWhichThereAre(String value) {
    String message = assertRefused(with("language", value), "language");
    assertThat(message).contains("en-US", "en-GB", "en-CA", "en-AU").doesNotContain("fr-CA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"soap", "consult", "aci"})
  void DI_10_templates(String template) {
    assertThat(plan(with("note_template", '"' + template + '"')).note().template())
        .isEqualTo(template);
  }

  @ParameterizedTest
  @ValueSource(strings = {"paragraph", "bullet", "auto"})
  void DI_11_styles(String style) {
    assertThat(plan(with("style", '"' + style + '"')).note().style()).isEqualTo(style);
  }

  @ParameterizedTest
  @ValueSource(strings = {"fast", "medium", "best"})
  void DI_12_modesBecomeTiers(String mode) {
    assertThat(plan(with("transcribe_gen_mode", '"' + mode + '"')).tier()).isEqualTo(mode);
    assertThat(plan(with("note_gen_mode", '"' + mode + '"')).note().tier()).isEqualTo(mode);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "note_template       | \"haiku\"",
        "style               | 3",
        "transcribe_gen_mode | \"fastest\"",
        "note_gen_mode       | {}",
        "output_objects      | \"summary\"",
        "output_objects      | []",
        "output_objects      | [\"transcript\",\"summary\"]",
        "output_objects      | [null]",
        "vocabulary          | \"warfarin\"",
        "vocabulary          | [1]",
        "speakers            | 0",
        "speakers            | 9",
        "speakers            | \"2\"",
        "speakers            | 2.5",
      })
  void DI_16_anInvalidValueIsNamedAndABetterRequestWelcome(String field, String value) {
    assertRefused(with(field, value), field);
  }

  @Test
  void DI_16_theTenSecondsStartAnew() {
    Talk talk = Talk.begin();
    assertThat(talk.text(with("style", "3"))).contains(WAIT);
  }

  @Test
  void vocabularyOfRequestAndUrl() {
    Talk talk = Talk.begin(Map.of("vocabulary", "metoprolol,,apixaban"));
    talk.text(with("vocabulary", "[\" warfarin \",\"\"]"));
    assertThat(talk.plan().vocabulary()).containsExactly("warfarin", "metoprolol", "apixaban");
  }

  @Test
  void DI_36_howManySpeakSaysTheRequestElseTheUrl() {
    Talk talk = Talk.begin(Map.of("speakers", "5"));
    talk.text(with("speakers", "3"));
    assertThat(talk.plan().maxSpeakers()).isEqualTo(3);
    talk = Talk.begin(Map.of("speakers", "5"));
    talk.text(Talk.ONE_MICROPHONE);
    assertThat(talk.plan().maxSpeakers()).isEqualTo(5);
  }

  @Test
  void DI_36_whoHasATrackOfHisOwnNeedNotBeToldApart() {
    Talk talk = Talk.begin(Map.of("speakers", "5"));
    talk.text(Talk.TWO_STREAMS);
    assertThat(talk.plan().maxSpeakers()).isZero();
  }

  @Test
  void vocabularyIsBounded() {
    assertThat(plan(with("vocabulary", terms(500, "t"))).vocabulary()).hasSize(500);
    assertRefused(with("vocabulary", terms(501, "t")), "vocabulary");
    assertRefused(with("vocabulary", terms(1, "t".repeat(101))), "vocabulary");
  }

  @Test
  void DI_15_aSecondRequestChangesNothing() {
    Talk talk = Talk.after(Talk.TWO_STREAMS);
    ScribePhase before = talk.phase();
    assertThat(talk.text(Talk.ONE_MICROPHONE)).hasSize(1);
    assertThat(talk.error().get("code").asText()).isEqualTo("already_configured");
    assertThat(talk.phase()).isEqualTo(before);
    talk.text(Talk.TWO_STREAMS);
    assertThat(talk.error().get("code").asText()).isEqualTo("already_configured");
  }

  /** Refused with a message that begins with the field; the next good request is taken. */
  private static String assertRefused(String request, String field) {
    Talk talk = Talk.begin();
    talk.text(request);
    String message = talk.error().get("message").asText();
    assertThat(message).startsWith(field + " ");
    assertThat(talk.error().get("code").asText()).isEqualTo("invalid_value");
    assertThat(talk.actions()).noneMatch(a -> a instanceof Action.Close);
    talk.text(Talk.EXAMPLE);
    assertThat(talk.plan().streams()).hasSize(1);
    return message;
  }

  private static SessionPlan plan(String request) {
    Talk talk = Talk.begin();
    talk.text(request);
    return talk.plan();
  }

  private static SessionPlan plan(ObjectNode request) {
    return plan(JsonText.write(request));
  }

  private static ObjectNode request() {
    return (ObjectNode) Talk.json(Talk.ONE_MICROPHONE);
  }

  private static String with(String field, String value) {
    ObjectNode request = request();
    request.set(field, Talk.json("{\"value\":" + value + "}").get("value"));
    return JsonText.write(request);
  }

  private static String streams(String inside) {
    return with("streams", "[" + inside + "]");
  }

  private static String numbered(int streams) {
    return IntStream.range(0, streams)
        .mapToObj(i -> "{\"id\":\"s" + i + "\"}")
        .collect(Collectors.joining(","));
  }

  private static String terms(int count, String prefix) {
    return IntStream.range(0, count)
        .mapToObj(i -> '"' + prefix + (count > 1 ? i : "") + '"')
        .collect(Collectors.joining(",", "[", "]"));
  }
}
