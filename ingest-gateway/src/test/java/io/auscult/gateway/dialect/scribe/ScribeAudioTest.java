package io.auscult.gateway.dialect.scribe;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.gateway.dialect.Action;
import io.auscult.gateway.dialect.Event;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Audio (conformance §2.2). */
class ScribeAudioTest {
  private static final int SECOND = 32_000;

  @Test
  void DI_20_aChunkIsAudioOfItsStream() {
    Talk talk = Talk.after(Talk.TWO_STREAMS);
    assertThat(taken(talk.text(Talk.chunk("p", new byte[] {1, 2}))).stream()).isZero();
    Action.Audio audio = taken(talk.text(Talk.chunk("q", new byte[] {3, 4})));
    assertThat(audio.stream()).isEqualTo(1);
    assertThat(audio.bytes()).containsExactly(3, 4);
    assertThat(audio.receipt()).isEmpty();
    assertThat(talk.actions()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, SECOND, SECOND + SECOND / 20})
  void DI_21_upToASecondNothingIsSaid(int bytes) {
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    assertThat(taken(talk.text(Talk.chunk("room", new byte[bytes]))).bytes()).hasSize(bytes);
    assertThat(talk.frames()).isEmpty();
  }

  @Test
  void DI_21_aChunkOfMoreThanASecondIsTakenAndToldOnceIn10Seconds() {
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    byte[] tooLong = new byte[SECOND * 12 / 10];
    taken(talk.text(Talk.chunk("room", tooLong)));
    assertThat(talk.error().get("code").asText()).isEqualTo("chunk_too_long");
    assertThat(talk.actions()).contains(new Action.Wake("chunk_too_long", 10_000));
    taken(talk.text(Talk.chunk("room", tooLong)));
    assertThat(talk.frames()).isEmpty();
    talk.on(new Event.Woken("chunk_too_long"));
    taken(talk.text(Talk.chunk("room", tooLong)));
    assertThat(talk.error().get("code").asText()).isEqualTo("chunk_too_long");
  }

  @Test
  void DI_21_aChunkOfMoreThan5SecondsIsRejectedAndSoToldOnceIn10Seconds() {
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    taken(talk.text(Talk.chunk("room", new byte[SECOND * 5])));
    talk.text(Talk.chunk("room", new byte[SECOND * 5 + SECOND / 100]));
    assertThat(talk.error().get("code").asText()).isEqualTo("chunk_rejected");
    assertThat(talk.actions()).noneMatch(a -> a instanceof Action.Audio);
    assertThat(talk.text(Talk.chunk("room", new byte[SECOND * 6]))).isEmpty();
    talk.on(new Event.Woken("chunk_rejected"));
    talk.text(Talk.chunk("room", new byte[SECOND * 6]));
    assertThat(talk.error().get("code").asText()).isEqualTo("chunk_rejected");
  }

  @ParameterizedTest
  @CsvSource({"8000, 16000", "44100, 88200", "48000, 96000"})
  void DI_21_aSecondIsOfTheSampleRateThatWasAskedFor(int rate, int bytes) {
    String request = "\"sample_rate\":" + rate + ",\"streams\":[{\"id\":\"room\"}]}";
    Talk talk = Talk.after("{\"object\":\"stream_request\"," + request);
    taken(talk.text(Talk.chunk("room", new byte[bytes])));
    assertThat(talk.frames()).isEmpty();
    taken(talk.text(Talk.chunk("room", new byte[bytes + bytes / 5])));
    assertThat(talk.error().get("code").asText()).isEqualTo("chunk_too_long");
  }

  @Test
  void DI_21_DI_23_aWavHeaderSaysHowLongItsSamplesAre() {
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    // One second of 48 kHz stereo would be six seconds at the rate that was asked for.
    byte[] wav = wav(48_000, 2, 16, 192_000);
    assertThat(taken(talk.text(Talk.chunk("room", wav))).bytes()).isEqualTo(wav);
    assertThat(talk.frames()).isEmpty();
    taken(talk.text(Talk.chunk("room", new byte[192_000])));
    assertThat(talk.frames()).as("the stream goes on as the header said").isEmpty();
    taken(talk.text(Talk.chunk("room", wav(8_000, 1, 8, 9_000))));
    assertThat(talk.error().get("code").asText()).isEqualTo("chunk_too_long");
  }

  @ParameterizedTest
  @ValueSource(ints = {12, 16, 20, 28, 36, 40, 44})
  void X_06_aWavHeaderThatIsCutShortIsOnlyBytes(int bytes) {
    byte[] cut = java.util.Arrays.copyOf(wav(16_000, 1, 16, 0), bytes);
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    assertThat(taken(talk.text(Talk.chunk("room", cut))).bytes()).hasSize(bytes);
    byte[] zero = wav(0, 0, 0, 100);
    taken(talk.text(Talk.chunk("room", zero)));
  }

  @Test
  void DI_22_theDocumentedPayloadIsNoBase64AndTheNextChunkWorks() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    talk.text(
        """
        {
        "object": "audio_chunk",
        "payload": "wac=aasdZawvewad234141",
        "stream_id": "stream1"
        }
        """);
    assertThat(talk.actions()).hasSize(1);
    assertThat(talk.error().get("code").asText()).isEqualTo("invalid_payload");
    assertThat(talk.error().get("message").asText()).doesNotContain("wac");
    taken(talk.text(Talk.chunk("stream1", new byte[640])));
  }

  @Test
  void DI_23_everyWayOfWritingBase64() {
    byte[] pcm = {(byte) 0xFB, (byte) 0xFF, (byte) 0xFE, 1};
    Base64.Encoder standard = Base64.getEncoder();
    Base64.Encoder urlSafe = Base64.getUrlEncoder();
    for (String payload :
        List.of(
            standard.encodeToString(pcm),
            standard.withoutPadding().encodeToString(pcm),
            urlSafe.encodeToString(pcm),
            urlSafe.withoutPadding().encodeToString(pcm),
            "data:audio/pcm;base64," + standard.encodeToString(pcm))) {
      Talk talk = Talk.after(Talk.ONE_MICROPHONE);
      assertThat(taken(talk.text(Talk.chunk("room", payload))).bytes()).isEqualTo(pcm);
    }
  }

  @Test
  void DI_24_withOneStreamEveryNameMeansIt() {
    Talk talk = Talk.after(Talk.EXAMPLE);
    assertThat(taken(talk.text(Talk.chunk("stream1", new byte[2]))).stream()).isZero();
  }

  @Test
  void DI_24_withSeveralStreamsTheNameMustBeOneOfThem() {
    Talk talk = Talk.after(Talk.TWO_STREAMS);
    assertThat(talk.text(Talk.chunk("stream1", new byte[2]))).hasSize(1);
    assertThat(talk.error().get("code").asText()).isEqualTo("unknown_stream");
    taken(talk.text(Talk.chunk("q", new byte[2])));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"stream_id\":\"room\"",
        "\"stream_id\":\"room\",\"payload\":\"\"",
        "\"stream_id\":\"room\",\"payload\":\" \"",
        "\"stream_id\":\"room\",\"payload\":null",
        "\"stream_id\":\"room\",\"payload\":7",
        "\"payload\":\"AAAA\"",
        "\"payload\":\"AAAA\",\"stream_id\":\"\"",
        "\"payload\":\"AAAA\",\"stream_id\":[]",
      })
  void DI_25_payloadAndStreamIdMustBeThere(String fields) {
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    assertThat(talk.text("{\"object\":\"audio_chunk\"," + fields + "}")).hasSize(1);
    assertThat(talk.error().get("code").asText()).isEqualTo("missing_field");
  }

  @Test
  void DI_28_aBinaryFrameIsAudioOfTheOnlyStream() {
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    assertThat(taken(talk.on(new Event.Binary(new byte[640]))).bytes()).hasSize(640);
    talk.on(new Event.Binary(new byte[SECOND * 6]));
    assertThat(talk.error().get("code").asText()).isEqualTo("chunk_rejected");
  }

  @Test
  void DI_28_aBinaryFrameOfOneOfSeveralStreamsIsAnError() {
    Talk talk = Talk.after(Talk.TWO_STREAMS);
    assertThat(talk.on(new Event.Binary(new byte[640]))).hasSize(1);
    assertThat(talk.error().get("code").asText()).isEqualTo("unknown_stream");
  }

  @Test
  void DI_64_audioOfNoKindWeTakeIsToldOnce() {
    Talk talk = Talk.after(Talk.ONE_MICROPHONE);
    talk.on(new Event.AudioRefused(0, "unsupported_format", "WebM is not accepted", false));
    assertThat(talk.error().get("message").asText()).isEqualTo("WebM is not accepted");
    assertThat(
            talk.on(new Event.AudioRefused(0, "unsupported_format", "WebM is not accepted", true)))
        .isEmpty();
  }

  @Test
  void aChunkDoesNotShowItsAudio() {
    assertThat(new ScribeFrame.Chunk("room", "c2VjcmV0").toString()).doesNotContain("c2Vj");
  }

  private static Action.Audio taken(List<Action> actions) {
    assertThat(actions.get(0)).isInstanceOf(Action.Audio.class);
    return (Action.Audio) actions.get(0);
  }

  private static byte[] wav(int rate, int channels, int bits, int dataBytes) {
    ByteBuffer wav = ByteBuffer.allocate(44 + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + dataBytes);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) channels).putInt(rate).putInt(0);
    wav.putShort((short) (channels * bits / 8)).putShort((short) bits);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(dataBytes);
    return wav.array();
  }
}
