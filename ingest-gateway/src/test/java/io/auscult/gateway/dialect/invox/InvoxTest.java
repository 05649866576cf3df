package io.auscult.gateway.dialect.invox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.events.Callback;
import io.auscult.events.NoteRequest;
import io.auscult.events.SessionOutput;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Notice;
import io.auscult.gateway.dialect.SessionPlan;
import io.auscult.gateway.dialect.Someone;
import io.auscult.gateway.dialect.Step;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.gateway.dialect.invox.InvoxPhase.Ended;
import io.auscult.gateway.dialect.invox.InvoxPhase.Listening;
import io.auscult.settings.Application;
import io.auscult.settings.CallbackTargets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an Invox connection says to what it hears; who may connect is in {@link AdmissionTest}. */
class InvoxTest {
  private static final InvoxPhase LISTENING = new Listening(Heard.NOTHING);
  private static final String URL = "https://example.org/results?a=b";
  private static final Identity APP = Someone.of("app-1", "REAL-TIME-TRANSCRIBE");

  private final Invox dialect =
      new Invox(
          List.of(
              new Application(
                  "app-1", "key-1", "secret-1", List.of("REAL-TIME-TRANSCRIBE"), 3, "clinic-1")),
          new CallbackCheck(
              CallbackTargets.allowing(List.of()), host -> new java.net.InetAddress[0]));

  @Test
  void IN_05_IN_06_theFirstFrameIsExactlyTheDocumentedOne() {
    Step<InvoxPhase> step = dialect.begin("id-1", APP, request("callbackUrl", URL));
    assertThat(step.actions().get(0))
        .isEqualTo(
            new Action.Send("{\"message\":\"Connection established.\",\"connectionId\":\"id-1\"}"));
    assertThat(step.actions().get(1)).isInstanceOf(Action.Open.class);
    assertThat(step.actions()).hasSize(2);
  }

  @Test
  void IN_06_theSameConnectionIdAfterAResume() {
    Step<InvoxPhase> step = dialect.resume("id-1", request("session_id", "id-1"), null);
    assertThat(step.actions())
        .containsExactly(
            new Action.Send("{\"message\":\"Connection established.\",\"connectionId\":\"id-1\"}"));
  }

  @Test
  void IN_02_IN_21_IN_31_thePlanIsOneStreamForTheCallbackAndNothingOnTheSocket() {
    SessionPlan plan = plan(request("callbackUrl", URL, "vocabulary", "metoprolol, HbA1c"));
    assertThat(plan.callback()).isEqualTo(new Callback(URL, "app-1"));
    assertThat(plan.callback().url()).isEqualTo(URL);
    assertThat(plan.streams()).hasSize(1);
    assertThat(plan.sampleRate()).isEqualTo(16_000);
    assertThat(plan.show().items()).isFalse();
    assertThat(plan.show().partials()).isFalse();
    assertThat(plan.note()).isEqualTo(NoteRequest.NONE);
    assertThat(plan.counted()).isFalse();
    assertThat(plan.vocabulary()).containsExactly("metoprolol", "HbA1c");
  }

  @ParameterizedTest
  @CsvSource({"20, 20000", "20s, 20000", "30, 30000", "0, 0"})
  void IN_51_theResumeWindowIsWhatTheClientAskedFor(String resume, long ms) {
    assertThat(plan(request("callbackUrl", URL, "resume", resume)).resumeMs())
        .isEqualTo(OptionalLong.of(ms));
  }

  @Test
  void IN_51_withoutAWishThereIsNone() {
    assertThat(plan(request("callbackUrl", URL)).resumeMs()).isEqualTo(OptionalLong.of(0));
  }

  @ParameterizedTest
  @CsvSource({
    "message, Audio",
    "message, AUDIO",
    "message, audio",
    "messsage, Audio",
    "messsage, AUDIO",
    "messsage, audio"
  })
  void IN_20_K5_bothSpellingsOfTheFieldAndAnyCaseOfTheType(String field, String type) {
    byte[] pcm = new byte[2_730];
    new Random(20).nextBytes(pcm);
    ObjectNode message =
        JsonText.object()
            .put(field, Base64.getEncoder().encodeToString(pcm))
            .put("messageType", type);
    Action.Audio audio = (Action.Audio) only(hear(LISTENING, message.toString()));
    assertThat(audio.stream()).isZero();
    assertThat(audio.bytes()).isEqualTo(pcm);
    assertThat(json(audio.receipt()))
        .isEqualTo(
            JsonText.object()
                .put("audioReceived", true)
                .put("duration", 0.0853)
                .put("totalDuration", 0.0853));
  }

  @Test
  void K5_ofTwoSpellingsTheOneThatIsThereCounts() {
    Action action =
        only(hear(LISTENING, "{\"message\":\"\",\"messsage\":\"AAAA\",\"messageType\":\"AUDIO\"}"));
    assertThat(action).isInstanceOf(Action.Audio.class);
  }

  @Test
  void IN_25_durationIsOfTheChunkAndTheTotalGoesOn() {
    InvoxPhase phase = LISTENING;
    double[] totals = {0.0929, 0.1858, 0.2786, 1.2786};
    for (int i = 0; i < 4; i++) {
      Step<InvoxPhase> step = hear(phase, audio(new byte[i < 3 ? 2_972 : 32_000]));
      JsonNode receipt = json(((Action.Audio) only(step)).receipt());
      assertThat(receipt.get("duration").asDouble()).isEqualTo(i < 3 ? 0.0929 : 1.0);
      assertThat(receipt.get("totalDuration").asDouble()).isEqualTo(totals[i]);
      phase = step.next();
    }
  }

  @Test
  void IN_23_anHourOfChunksAddsUpWithoutDrift() {
    Heard heard = Heard.NOTHING;
    byte[] chunk = new byte[2_730];
    for (int i = 0; i < 42_188; i++) heard = heard.and(chunk);
    assertThat(heard.totalSeconds()).isEqualTo(3_599.1638);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void IN_25_aWavHeaderIsNoAudioAndItsRateCounts(boolean streaming) {
    byte[] wav = wav(8_000, 8_000, streaming);
    JsonNode receipt = json(((Action.Audio) only(hear(LISTENING, audio(wav)))).receipt());
    assertThat(receipt.get("duration").asDouble()).isEqualTo(0.5);
    // what follows has the same rate, until another header comes
    Heard heard = Heard.NOTHING.and(wav).and(new byte[16_000]);
    assertThat(heard.lastSeconds()).isEqualTo(1.0);
    assertThat(heard.and(wav(16_000, 3_200, false)).totalSeconds()).isEqualTo(1.6);
  }

  @Test
  void headersThatEndEarlyOrLieAreNoAudioAndNoHarm() {
    byte[] wav = wav(8_000, 100, false);
    for (int length = 12; length <= 44; length++) {
      assertThat(Heard.NOTHING.and(Arrays.copyOf(wav, length)).totalNanos()).isZero();
    }
    Random random = new Random(5);
    for (int i = 0; i < 2_000; i++) {
      byte[] broken = wav.clone();
      for (int k = 0; k < 4; k++) broken[12 + random.nextInt(32)] = (byte) random.nextInt();
      assertThat(Heard.NOTHING.and(broken).totalNanos()).isNotNegative();
    }
  }

  @Test
  void IN_24_zerosOfASlowMicrophoneAreAudio() {
    Step<InvoxPhase> step = hear(LISTENING, audio(new byte[2_730]));
    assertThat(only(step)).isInstanceOf(Action.Audio.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"messageType\":\"PING\"}",
        "{\"messageType\":\"ping\",\"message\":\"\"}",
        "{\"messageType\":\"Ping\",\"messsage\":\"still here\"}",
        "{\"messageType\":\"PING\",\"message\":7}"
      })
  void IN_27_pingIsAnsweredInItsPlace(String ping) {
    Step<InvoxPhase> step = hear(LISTENING, ping);
    assertThat(step.next()).isEqualTo(LISTENING);
    assertThat(only(step))
        .isEqualTo(new Action.Receipt("{\"audioReceived\":false,\"message\":\"PONG\"}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"messageType\":\"VIDEO\",\"message\":\"AAAA\"}",
        "{\"messageType\":null,\"message\":\"AAAA\"}",
        "{\"messageType\":{\"a\":1},\"message\":\"AAAA\"}",
        "{\"message\":\"AAAA\"}",
        "{\"messageType\":\"AUDIO\"}",
        "{\"messageType\":\"AUDIO\",\"message\":\"\"}",
        "{\"messageType\":\"AUDIO\",\"message\":42}",
        "{\"messageType\":\"AUDIO\",\"message\":\"\\u00e4 no base64\"}",
        "{\"messageType\":\"AUDIO\",\"message\":\"data:;base64,\"}",
        "[1]",
        "\"AUDIO\"",
        "no json",
        ""
      })
  void IN_30_whatIsWrongIsAnsweredAndClosesNothing(String text) {
    Step<InvoxPhase> step = hear(LISTENING, text);
    assertThat(step.next()).isEqualTo(LISTENING);
    assertIsError(((Action.Receipt) only(step)).json());
  }

  @Test
  void IN_30_binaryIsNotPartOfThisApi() {
    Step<InvoxPhase> step = dialect.next(LISTENING, new Event.Binary(new byte[640]));
    assertThat(step.next()).isEqualTo(LISTENING);
    assertIsError(((Action.Receipt) only(step)).json());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void IN_25_refusedAudioHasItsAnswerEachTimeAndIsNotCounted(boolean told) {
    InvoxPhase before = hear(LISTENING, audio(new byte[3_200])).next();
    InvoxPhase during = hear(before, audio(new byte[640])).next();
    Step<InvoxPhase> step =
        dialect.next(
            during, new Event.AudioRefused(0, "unsupported_format", "WebM is not accepted.", told));
    assertIsError(((Action.Receipt) only(step)).json());
    JsonNode next =
        json(((Action.Audio) only(hear(step.next(), audio(new byte[3_200])))).receipt());
    assertThat(next.get("totalDuration").asDouble()).isEqualTo(0.2);
  }

  @Test
  void IN_31_whatTheJobSaysStaysOffTheSocket() {
    List<SessionOutput> outputs =
        List.of(
            new SessionOutput.Warning("s", "w", 0, "silence", "Nothing is heard."),
            new SessionOutput.Warning("s", "w2", 0, "partials_shed", "Busy."),
            new SessionOutput.Remaining("s", 60),
            new SessionOutput.TranscriptCompleted("s", 3));
    for (SessionOutput output : outputs) {
      assertThat(dialect.next(LISTENING, new Event.Said(output)).actions()).isEmpty();
    }
  }

  @Test
  void IN_40_whatTheJobEndsIsClosed1000() {
    Step<InvoxPhase> step =
        dialect.next(LISTENING, new Event.Said(new SessionOutput.Closed("s", "max_session")));
    assertThat(step.next()).isEqualTo(new Ended());
    assertThat(step.actions())
        .containsExactly(
            new Action.Stop("max_session"), new Action.Close(1000, "session ended: max_session"));
  }

  @ParameterizedTest
  @CsvSource({
    "TOKEN_REVOKED, 1002",
    "TOKEN_EXPIRED, 1002",
    "RATE_EXCEEDED, 1013",
    "FRAME_TOO_BIG, 1009",
    "IDLE, 1001",
    "ERASED, 1000",
    "LATE, 1000",
    "SLOW_READER, 1013",
    "INTERNAL, 1011"
  })
  void IN_29_IN_40_everyEndHasItsCodeAndEndsTheSession(Notice notice, int code) {
    Step<InvoxPhase> step = dialect.next(LISTENING, new Event.Told(notice));
    assertThat(step.next()).isEqualTo(new Ended());
    assertThat(step.actions().get(0)).isEqualTo(new Action.Stop(notice.code()));
    Action last = step.actions().get(1);
    int closed = last instanceof Action.Close c ? c.code() : ((Action.CloseNow) last).code();
    assertThat(closed).isEqualTo(code);
    assertThat(step.actions()).hasSize(2);
  }

  @Test
  void K9_drainCloses1012AndLeavesTheEndToTheResumeWindow() {
    Step<InvoxPhase> step = dialect.next(LISTENING, new Event.Told(Notice.DRAINING));
    assertThat(step.next()).isEqualTo(new Ended());
    assertThat(step.actions()).containsExactly(new Action.Close(1012, Notice.DRAINING.message()));
  }

  @ParameterizedTest
  @EnumSource(
      value = Notice.class,
      names = {"DEGRADED", "OVER_RATE", "TOKEN_EXPIRING"})
  void IN_31_warningsAreNotPartOfThisApi(Notice notice) {
    Step<InvoxPhase> step = dialect.next(LISTENING, new Event.Told(notice));
    assertThat(step).isEqualTo(Step.to(LISTENING));
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void nothingIsSaidAfterTheEnd(Notice notice) {
    assertThat(dialect.next(new Ended(), new Event.Told(notice)).actions()).isEmpty();
    assertThat(hear(new Ended(), audio(new byte[64])).actions()).isEmpty();
    assertThat(hear(new Ended(), "{\"messageType\":\"PING\"}").actions()).isEmpty();
  }

  @Test
  void IN_32_X_05_garbageNeverThrowsAndEveryAnswerIsOneJsonObject() {
    long seed = 32;
    Random random = new Random(seed);
    String whole = audio("RIFF....WAVEfmt data".getBytes(StandardCharsets.ISO_8859_1));
    for (int i = 0; i < 5_000; i++) {
      char[] text = whole.toCharArray();
      for (int k = 0; k < 3; k++) text[random.nextInt(text.length)] = (char) random.nextInt(0x250);
      Step<InvoxPhase> step = hear(LISTENING, new String(text));
      Action action = only(step);
      String answer =
          action instanceof Action.Audio a ? a.receipt() : ((Action.Receipt) action).json();
      assertThat(json(answer).isObject()).as("seed %d, round %d", seed, i).isTrue();
    }
  }

  private SessionPlan plan(UpgradeRequest request) {
    return ((Action.Open) dialect.begin("id-1", APP, request).actions().get(1)).plan();
  }

  private Step<InvoxPhase> hear(InvoxPhase phase, String text) {
    return dialect.next(phase, JsonText.read(text));
  }

  private static void assertIsError(String frame) {
    JsonNode error = json(frame);
    assertThat(error.get("audioReceived").isBoolean()).isTrue();
    assertThat(error.get("audioReceived").asBoolean()).isFalse();
    assertThat(error.get("message").asText()).isNotEmpty();
    assertThat(error.get("messsage")).isEqualTo(error.get("message"));
    assertThat(error.get("errorType").asText()).isEqualTo("invalidInputParameter");
  }

  private static Action only(Step<InvoxPhase> step) {
    assertThat(step.actions()).hasSize(1);
    return step.actions().get(0);
  }

  private static JsonNode json(String text) {
    return ((Event.Text) JsonText.read(text)).json();
  }

  private static String audio(byte[] bytes) {
    return JsonText.object()
        .put("message", Base64.getEncoder().encodeToString(bytes))
        .put("messageType", "AUDIO")
        .toString();
  }

  private static UpgradeRequest request(String... pairs) {
    Map<String, String> query = new java.util.HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) query.put(pairs[i], pairs[i + 1]);
    return new UpgradeRequest("/", query, Map.of(), List.of(), "");
  }

  /** A header of 44 bytes and so many bytes of s16le mono. */
  private static byte[] wav(int hertz, int bytes, boolean streaming) {
    return java.nio.ByteBuffer.allocate(44 + bytes)
        .order(java.nio.ByteOrder.LITTLE_ENDIAN)
        .put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(streaming ? -1 : 36 + bytes)
        .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(16)
        .putShort((short) 1)
        .putShort((short) 1)
        .putInt(hertz)
        .putInt(hertz * 2)
        .putShort((short) 2)
        .putShort((short) 16)
        .put("data".getBytes(StandardCharsets.US_ASCII))
        .putInt(streaming ? -1 : bytes)
        .array();
  }
}
