package io.auscult.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.gateway.OpenGateway;
import io.auscult.gateway.Peer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Clients of every dialect that send anything: they get nothing but documented frames and closes,
 * and nobody else notices. {@code -Dauscult.fuzz.seed=7} runs one seed of one's own.
 */
class FuzzTest {
  private static final Logger LOG = LoggerFactory.getLogger(FuzzTest.class);
  private static final String SEED = "auscult.fuzz.seed";
  private static final List<Long> USUAL_SEEDS = List.of(1L, 42L, 20_261_121L);
  private static final int CONNECTIONS = 6;
  private static final int FRAMES = 50;

  /** Answers are read as fast as they are written, or the client would be taken for a slow one. */
  private static final int AT_ONCE = 10;

  static Stream<Arguments> vendorsAndSeeds() {
    Long own = Long.getLong(SEED);
    List<Long> seeds = own == null ? USUAL_SEEDS : List.of(own);
    return Arrays.stream(Vendor.values())
        .flatMap(vendor -> seeds.stream().map(seed -> Arguments.of(vendor, seed)));
  }

  @ParameterizedTest(name = "{0}, " + SEED + "={1}")
  @MethodSource("vendorsAndSeeds")
  void X_05_X_06_mischiefHarmsNobody(Vendor vendor, long seed) throws Exception {
    LOG.info("{}: {}={}", vendor, SEED, seed);
    AsyncApi api = AsyncApi.read(vendor.dialect);
    Mischief mischief = new Mischief(api, vendor.endMessage, seed);
    try (OpenGateway gateway = OpenGateway.with();
        Peer healthy = Vendor.MEDISYNC.open(gateway, "")) {
      for (int i = 0; i < CONNECTIONS; i++) {
        misbehave(gateway, vendor, api, mischief);
        healthy.binary(new byte[3_200]);
        String item = "healthy-" + i;
        gateway.say(Vendor.item(healthy.session(), item, 0, true));
        healthy.await(item);
        assertThat(gateway.faults()).as("%s=%d", SEED, seed).isZero();
      }
      assertThat(healthy.isOpen()).isTrue();
      assertThat(gateway.messages(vendor.dialect)).isGreaterThan(CONNECTIONS * FRAMES / 2.0);
    }
  }

  /** One connection: before it is set up, while audio is taken, and after its end. */
  private static void misbehave(OpenGateway gateway, Vendor vendor, AsyncApi api, Mischief mischief)
      throws Exception {
    try (Peer peer = vendor.connect(gateway, vendor.token(gateway), "")) {
      if (mischief.below(2) == 0) send(peer, mischief, AT_ONCE);
      if (!vendor.setup.isEmpty()) peer.text(vendor.setup);
      send(peer, mischief, FRAMES);
      if (peer.isOpen()) gateway.awaitOpened(peer.session());
      if (peer.isOpen() && mischief.below(4) > 0) {
        end(gateway, vendor, peer, mischief);
      } else {
        peer.close(1000);
      }
      Peer.Ended ended = peer.ended();
      assertThat(api.closeCodes()).as("%s", ended).contains(ended.code());
      assertThat(peer.frames()).allSatisfy(api::recognise);
    }
  }

  private static void end(OpenGateway gateway, Vendor vendor, Peer peer, Mischief mischief)
      throws Exception {
    vendor.end(gateway, peer);
    if (!vendor.end.isEmpty()) send(peer, mischief, AT_ONCE);
    if (peer.isOpen()) vendor.finish(gateway, peer);
  }

  private static void send(Peer peer, Mischief mischief, int frames) throws InterruptedException {
    for (int i = 1; i <= frames; i++) {
      mischief.sendBy(peer);
      if (i % AT_ONCE == 0) peer.settle();
    }
  }

  @Test
  void SA_11_X_06_halfAPairThatComesBackIsStillReadable() throws Exception {
    try (OpenGateway gateway = OpenGateway.with();
        Peer peer = Vendor.SAHL.open(gateway, "")) {
      peer.text("{\"object\":\"audio_chunk\",\"payload\":\"AAABAP//AAA=\",\"seq_id\":\"\\ud800\"}");
      peer.await("\"ack\"");
      peer.text(Vendor.SAHL.end);
      gateway.awaitStopped(peer.session());
      Vendor.SAHL.finish(gateway, peer);
      assertThat(peer.ended().code()).isEqualTo(1000);
      assertThat(gateway.faults()).isZero();
    }
  }

  /** Frames that RFC 6455 does not allow, masked with zeros but for the first. */
  private static final List<byte[]> VIOLATIONS =
      List.of(
          new byte[] {(byte) 0x81, 0x02, '{', '}'}, // not masked
          new byte[] {(byte) 0xC1, (byte) 0x82, 0, 0, 0, 0, '{', '}'}, // reserved bit
          new byte[] {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0}, // reserved opcode
          new byte[] {0x09, (byte) 0x80, 0, 0, 0, 0}, // ping in pieces
          new byte[] {(byte) 0x89, (byte) 0xFE, 0, 126, 0, 0, 0, 0}, // long ping
          new byte[] {(byte) 0x80, (byte) 0x80, 0, 0, 0, 0}, // continues nothing
          new byte[] {(byte) 0x88, (byte) 0x81, 0, 0, 0, 0, 3}, // half a close code
          new byte[] {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 0x03, (byte) 0xED}, // 1005
          // A length below zero, and a frame that is not masked behind it.
          new byte[] {(byte) 0x81, (byte) 0xFF, -1, -1, -1, -1, -1, -1, -1, -1, 0, 0, 0, 0, 0, 0});

  @ParameterizedTest
  @EnumSource
  void X_06_violationsOfTheProtocolEndTheirOwnConnection(Vendor vendor) throws Exception {
    AsyncApi api = AsyncApi.read(vendor.dialect);
    try (OpenGateway gateway = OpenGateway.with();
        Peer healthy = Vendor.MEDISYNC.open(gateway, "")) {
      for (byte[] violation : VIOLATIONS) {
        try (Peer peer = vendor.open(gateway, "")) {
          peer.raw(violation);
          assertThat(peer.ended().code()).as(Arrays.toString(violation)).isEqualTo(1002);
          assertThat(peer.frames()).allSatisfy(api::recognise);
        }
      }
      gateway.say(Vendor.item(healthy.session(), "healthy", 0, true));
      healthy.await("healthy");
      assertThat(gateway.faults()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void X_07_moreThanAMebibyteClosesWith1009(Vendor vendor) throws Exception {
    byte[] tooMuch = new byte[(1 << 20) + 1];
    Arrays.fill(tooMuch, (byte) ' ');
    AsyncApi api = AsyncApi.read(vendor.dialect);
    try (OpenGateway gateway = OpenGateway.with()) {
      for (int opcode : List.of(1, 2)) {
        for (int pieces : List.of(1, 3)) {
          try (Peer peer = vendor.open(gateway, "")) {
            List<byte[]> all = new ArrayList<>();
            for (int i = 0; i < pieces; i++) {
              int size = tooMuch.length / pieces;
              int to = i == pieces - 1 ? tooMuch.length : (i + 1) * size;
              all.add(Arrays.copyOfRange(tooMuch, i * size, to));
            }
            for (int i = 0; i < pieces; i++) {
              peer.send(i == 0 ? opcode : 0, i == pieces - 1, all.get(i));
            }
            assertThat(peer.ended().code()).isEqualTo(1009);
            assertThat(peer.frames()).allSatisfy(api::recognise);
          }
        }
      }
      assertThat(gateway.faults()).isZero();
    }
  }
}
