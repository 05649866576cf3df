package io.auscult.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Decoded.Fault;
import io.auscult.events.SessionInput.Attached;
import io.auscult.events.SessionInput.Audio;
import io.auscult.events.SessionInput.Detached;
import io.auscult.events.SessionInput.KeptAlive;
import io.auscult.events.SessionInput.Opened;
import io.auscult.events.SessionInput.Paused;
import io.auscult.events.SessionInput.Stopped;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionInputCodecTest {
  static final Opened OPENED =
      new Opened(
          "s-1",
          7,
          new Tenant("o", "d", "u", "doctor"),
          "scribe",
          List.of(new StreamSpec("a", "provider"), new StreamSpec("b", "patient")),
          8_000,
          "en-US",
          "fast",
          2,
          List.of("Epogen"),
          new NoteRequest(true, "soap", "paragraph", "fast"),
          new Show(true, 640, true),
          new Limits(10_000, 3_600_000, 14_400_000, 120_000, 3_600_000, 120_000),
          new Callback("https://example.org/cb", "app-1"),
          5,
          new Provenance("g-1", "ws/8", "pcm_s16le/16000/1"));

  static Stream<SessionInput> everyKind() {
    return Stream.of(
        OPENED,
        new Audio("s-1", 7, 1, 3, 2, new byte[] {1, 2, 3, 4}),
        new Audio("s-1", 7, 0, 0, 0, new byte[0]),
        new Paused("s-1", 7),
        new KeptAlive("s-1", 7),
        new Attached("s-1", 7, 5, 12, 1L << 40),
        new Detached("s-1", 7),
        new Stopped("s-1", 7, "client_stop"));
  }

  @ParameterizedTest
  @MethodSource("everyKind")
  void whatIsWrittenIsRead(SessionInput input) {
    assertThat(good(SessionInputCodec.encode(input))).usingRecursiveComparison().isEqualTo(input);
  }

  @Test
  void versionTwoLooksLikeThisOnTheWire() {
    assertThat(hex(new Audio("s-1", 7, 1, 3, 2, new byte[] {1, 2})))
        .isEqualTo(
            "0202"
                + "00000003732d31"
                + "0000000000000007"
                + "00000001"
                + "0000000000000003"
                + "00000002"
                + "00000002"
                + "0102");
    assertThat(hex(new Paused("s-1", 7))).isEqualTo("0203" + "00000003732d31" + "0000000000000007");
    assertThat(hex(new KeptAlive("s-1", 7)))
        .isEqualTo("0204" + "00000003732d31" + "0000000000000007");
    assertThat(hex(new Attached("s-1", 7, 5, 12, 1L << 40)))
        .isEqualTo(
            "0205"
                + "00000003732d31"
                + "0000000000000007"
                + "00000005"
                + "0000000c"
                + "0000010000000000");
    assertThat(hex(new Detached("s-1", 7)))
        .isEqualTo("0206" + "00000003732d31" + "0000000000000007");
    assertThat(hex(new Stopped("s-1", 7, "idle")))
        .isEqualTo("0207" + "00000003732d31" + "0000000000000007" + "0000000469646c65");
    assertThat(hex(OPENED))
        .isEqualTo(
            "0201"
                + "00000003732d31"
                + "0000000000000007"
                // tenant, dialect
                + "000000016f"
                + "0000000164"
                + "0000000175"
                + "00000006646f63746f72"
                + "00000006736372696265"
                // two streams
                + "00000002"
                + "0000000161"
                + "0000000870726f7669646572"
                + "0000000162"
                + "0000000770617469656e74"
                // sample rate, language, tier, speakers, vocabulary
                + "00001f40"
                + "00000005656e2d5553"
                + "0000000466617374"
                + "00000002"
                + "00000001"
                + "0000000645706f67656e"
                // note, show
                + "01"
                + "00000004736f6170"
                + "00000009706172616772617068"
                + "0000000466617374"
                + "01"
                + "00000280"
                + "01"
                // limits
                + "0000000000002710"
                + "000000000036ee80"
                + "0000000000dbba00"
                + "000000000001d4c0"
                + "000000000036ee80"
                + "000000000001d4c0"
                // callback, reply partition, provenance
                + "0000001668747470733a2f2f6578616d706c652e6f72672f6362"
                + "000000056170702d31"
                + "00000005"
                + "00000003672d31"
                + "0000000477732f38"
                + "0000001170636d5f7331366c652f31363030302f31");
  }

  @Test
  void whatCannotBeReadIsRefusedWithItsReason() {
    assertThat(fault(null)).isEqualTo(Fault.TOO_SHORT);
    assertThat(fault(new byte[] {1})).isEqualTo(Fault.TOO_SHORT);
    assertThat(fault(new byte[] {1, 2, 0})).isEqualTo(Fault.UNKNOWN_VERSION);
    assertThat(fault(new byte[] {2, 99, 0})).isEqualTo(Fault.UNKNOWN_KIND);
    byte[] paused = SessionInputCodec.encode(new Paused("s-1", 7));
    assertThat(fault(Arrays.copyOf(paused, paused.length - 1))).isEqualTo(Fault.BAD_LENGTH);
    assertThat(fault(Arrays.copyOf(paused, paused.length + 1))).isEqualTo(Fault.BAD_LENGTH);
    assertThat(fault(SessionInputCodec.encode(new Paused("", 7)))).isEqualTo(Fault.BAD_FIELD);
    assertThat(fault(SessionInputCodec.encode(new Audio("s", 7, 0, 0, 0, new byte[3]))))
        .isEqualTo(Fault.BAD_FIELD);
    assertThat(fault(SessionInputCodec.encode(new Audio("s", 7, 0, -1, 0, new byte[2]))))
        .isEqualTo(Fault.BAD_FIELD);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 42, 2026})
  void noBytesWhateverMakeItThrow(long seed) {
    Random random = new Random(seed);
    byte[] opened = SessionInputCodec.encode(OPENED);
    for (int i = 0; i < 20_000; i++) {
      byte[] raw = opened.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        raw[random.nextInt(raw.length)] = (byte) random.nextInt();
      }
      raw = Arrays.copyOf(raw, random.nextInt(raw.length + 1));
      assertThat(SessionInputCodec.decode(raw)).as("seed %d", seed).isNotNull();
    }
  }

  private static String hex(SessionInput input) {
    return HexFormat.of().formatHex(SessionInputCodec.encode(input));
  }

  private static SessionInput good(byte[] raw) {
    return ((Decoded.Good<SessionInput>) SessionInputCodec.decode(raw)).value();
  }

  private static Fault fault(byte[] raw) {
    return ((Decoded.Bad<SessionInput>) SessionInputCodec.decode(raw)).fault();
  }
}
