package io.auscult.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.SessionOutput;
import io.auscult.gateway.auth.Owner;
import io.auscult.gateway.dialect.Action.Send;
import io.auscult.gateway.session.MessageRate.Ruling;
import java.io.ByteArrayOutputStream;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of a session, each without socket and clock. */
class RulesTest {

  @Nested
  class Coalescing {
    private final AudioCoalescer coalescer = new AudioCoalescer();

    @Test
    void smallFramesBecomeRecordsOfAHundredMilliseconds() {
      int records = 0;
      for (int frame = 0; frame < 50; frame++) {
        records += coalescer.add(new byte[640], frame * 20L).size(); // 20 ms each
      }
      assertThat(records).isEqualTo(10);
    }

    @Test
    void whatWasGatheredIsDueAfterEightyMilliseconds() {
      assertThat(coalescer.dueMs()).isEqualTo(Long.MAX_VALUE);
      coalescer.add(new byte[640], 1_000);
      coalescer.add(new byte[640], 1_020);
      assertThat(coalescer.dueMs()).isEqualTo(1_080);
      assertThat(coalescer.flush()).hasSize(1_280);
      assertThat(coalescer.dueMs()).isEqualTo(Long.MAX_VALUE);
      assertThat(coalescer.flush()).isEmpty();
    }

    @Test
    void aMessageOfFiveSecondsBecomesFiveRecords() {
      assertThat(coalescer.add(new byte[160_000], 0))
          .extracting(r -> r.length)
          .containsExactly(32_000, 32_000, 32_000, 32_000, 32_000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyByteComesOutOnceAndInOrder(long seed) {
      Random random = new Random(seed);
      ByteArrayOutputStream in = new ByteArrayOutputStream();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = 0; i < 300; i++) {
        byte[] piece = new byte[2 * random.nextInt(i % 50 == 0 ? 60_000 : 3_000)];
        random.nextBytes(piece);
        in.writeBytes(piece);
        for (byte[] record : coalescer.add(piece, i)) {
          assertThat(record.length).isBetween(2, AudioCoalescer.MAX_BYTES);
          out.writeBytes(record);
        }
        if (random.nextInt(10) == 0) out.writeBytes(coalescer.flush());
      }
      out.writeBytes(coalescer.flush());
      assertThat(out.toByteArray()).as("seed %d", seed).isEqualTo(in.toByteArray());
    }
  }

  @Nested
  class WaitingFrames {
    private final Outbox outbox = new Outbox(100);

    private Optional<Send> polled() {
      return outbox.poll().map(Outbox.Waiting::frame);
    }

    @Test
    void aNewerHypothesisTakesThePlaceOfTheOlder() {
      outbox.offer(new Send("a".repeat(40), "item-1"));
      outbox.offer(new Send("b".repeat(40), "item-1"));
      assertThat(polled()).contains(new Send("b".repeat(40), "item-1"));
      assertThat(outbox.poll()).isEmpty();
    }

    @Test
    void hypothesesGoFirstAndFinalsNever() {
      outbox.offer(new Send("f".repeat(40)));
      outbox.offer(new Send("p".repeat(40), "item-2"));
      assertThat(outbox.offer(new Send("q".repeat(40), "item-3"))).isEqualTo(Outbox.Offer.SHED);
      assertThat(outbox.offer(new Send("g".repeat(50)))).isEqualTo(Outbox.Offer.SHED);
      assertThat(List.of(polled(), polled(), polled()))
          .containsExactly(
              Optional.of(new Send("f".repeat(40))),
              Optional.of(new Send("g".repeat(50))),
              Optional.empty());
    }

    @Test
    void finalsAloneOverTheLimitAreAnOverflow() {
      outbox.offer(new Send("f".repeat(60)));
      assertThat(outbox.offer(new Send("g".repeat(60)))).isEqualTo(Outbox.Offer.OVERFLOW);
    }

    @Test
    void whatWasSentMakesRoom() {
      for (int i = 0; i < 1_000; i++) {
        assertThat(outbox.offer(new Send("é".repeat(50)))).isEqualTo(Outbox.Offer.QUEUED);
        assertThat(outbox.poll()).isPresent();
      }
      assertThat(outbox.isEmpty()).isTrue();
    }
  }

  @Nested
  class Deliveries {
    private final Delivered delivered = new Delivered();

    @Test
    void X_12_aReplayBringsNothingNew() {
      List<SessionOutput> once =
          List.of(
              item("a", 0, false),
              item("a", 1, false),
              item("a", 2, true),
              item("b", 0, true),
              new SessionOutput.Warning("s", "w", 0, "silence", "m"),
              new SessionOutput.Warning("s", "w", 1, "silence", "m"),
              new SessionOutput.Failure("s", "c", "x", "m", 0, 1),
              new SessionOutput.TranscriptCompleted("s", 2),
              new SessionOutput.Closed("s", "client_stop"));
      assertThat(once).allMatch(delivered::isNew);
      assertThat(once).noneMatch(delivered::isNew);
    }

    @Test
    void whatOnlyTheGatewayIsToldIsNotForTheClientAndEndsNothing() {
      assertThat(delivered.isNew(new SessionOutput.Progress("s", 60_000))).isFalse();
      assertThat(delivered.isNew(new SessionOutput.Load("s", "w", 1, 90, 2_000, 8))).isFalse();
      assertThat(delivered.isNew(new SessionOutput.Closed("s", "client_stop"))).isTrue();
    }

    @Test
    void MS_85_aFinalIsNeverSaidAgainUnderAnotherSpeaker() {
      assertThat(delivered.isNew(item("a", 2, true, "SPEAKER_0"))).isTrue();
      assertThat(delivered.isNew(item("a", 3, true, "SPEAKER_1"))).isFalse();
    }

    @Test
    void olderRevisionsAreNotNew() {
      assertThat(delivered.isNew(item("a", 3, false))).isTrue();
      assertThat(delivered.isNew(item("a", 2, false))).isFalse();
      assertThat(delivered.isNew(item("a", 4, false))).isTrue();
    }

    private static SessionOutput.Item item(String id, int revision, boolean isFinal) {
      return item(id, revision, isFinal, "SPEAKER_0");
    }

    private static SessionOutput.Item item(
        String id, int revision, boolean isFinal, String speaker) {
      return new SessionOutput.Item(
          "s",
          id,
          0,
          revision,
          isFinal,
          "main",
          speaker,
          0,
          1,
          "t",
          List.of(),
          1,
          "estimated",
          "m",
          "en-US",
          0);
    }
  }

  @Nested
  class Rate {
    @Test
    void K11_aBurstOfTheLimitThenTheSteadyRate() {
      MessageRate rate = new MessageRate(60, 0);
      for (int i = 0; i < 60; i++) assertThat(rate.message(0)).isEqualTo(Ruling.GO_ON);
      for (int s = 1; s < 100; s++) assertThat(rate.message(s * 1_000L)).isEqualTo(Ruling.GO_ON);
    }

    @Test
    void MS_35_heldBackThenRefused() {
      MessageRate rate = new MessageRate(60, 0);
      for (int i = 0; i < 60; i++) rate.message(0);
      assertThat(rate.message(0)).isEqualTo(Ruling.HOLD_BACK);
      assertThat(rate.message(500)).isEqualTo(Ruling.HOLD_BACK); // was on its way already
      for (int i = 0; i < 10; i++) assertThat(rate.message(10_500)).isEqualTo(Ruling.GO_ON);
      assertThat(rate.message(10_500)).isEqualTo(Ruling.REFUSE);
    }

    @Test
    void aMinuteOfGoodConductIsANewBeginning() {
      MessageRate rate = new MessageRate(60, 0);
      for (int i = 0; i < 61; i++) rate.message(0);
      for (int i = 0; i < 60; i++) rate.message(71_000);
      assertThat(rate.message(71_000)).isEqualTo(Ruling.HOLD_BACK);
    }
  }

  @Nested
  class SessionLimit {
    private final Set<String> published = new HashSet<>();
    private final Places places = new Places(owner -> published);
    private final Owner owner = new Owner("clinic", "user");

    @Test
    void MS_34_theLimitCountsHereAndElsewhereOnce() {
      assertThat(places.take(owner, "a", 3, 0)).isTrue();
      published.add("a");
      published.add("elsewhere");
      assertThat(places.take(owner, "b", 3, 0)).isTrue();
      assertThat(places.take(owner, "c", 3, 0)).isFalse();
    }

    @Test
    void MS_34_aPlaceIsFreeAtOnceAlthoughThePublicStateIsOlder() {
      places.take(owner, "a", 1, 0);
      published.add("a");
      places.giveBack(owner, "a", 10);
      assertThat(places.take(owner, "b", 1, 11)).isTrue();
      assertThat(places.take(owner, "c", 1, 12)).isFalse();
    }

    @Test
    void givingBackTwiceFreesOnePlace() {
      places.take(owner, "a", 2, 0);
      places.take(owner, "b", 2, 0);
      places.giveBack(owner, "a", 1);
      places.giveBack(owner, "a", 1);
      assertThat(places.take(owner, "c", 2, 2)).isTrue();
      assertThat(places.take(owner, "d", 2, 2)).isFalse();
    }
  }
}
