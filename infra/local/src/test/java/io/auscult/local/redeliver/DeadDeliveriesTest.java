package io.auscult.local.redeliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Callback;
import io.auscult.events.DeadLetter;
import io.auscult.events.DeliveryOrder;
import io.auscult.events.Topics;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeadDeliveriesTest {
  private final DeadDeliveries dead = new DeadDeliveries();

  @Test
  void whatWasGivenUpIsSentAgainAsItWasAndOnce() {
    dead.dead(letter(Topics.DELIVERIES, "s-1", 0, 7));
    dead.dead(letter(Topics.DELIVERIES, "s-1", 0, 7));
    assertThat(dead.orders())
        .singleElement()
        .satisfies(order -> assertThat(order.value()).isEqualTo(order("s-1")));
  }

  @Test
  void otherDeadLettersAreNoResults() {
    dead.dead(letter(Topics.SESSION_INPUT, "s-1", 0, 7));
    dead.dead("no letter".getBytes(StandardCharsets.UTF_8));
    dead.dead(
        new DeadLetter(Topics.DELIVERIES, 0, 7, "BAD_FIELD", "", null, new byte[] {1}, "")
            .encode());
    assertThat(dead.orders()).isEmpty();
  }

  @Test
  void whatIsErasedOrWasSentAgainAlreadyIsPassedOver() {
    dead.dead(letter(Topics.DELIVERIES, "s-1", 2, 7));
    dead.dead(letter(Topics.DELIVERIES, "s-2", 2, 9));
    assertThat(dead.later("s-1", 2, 7)).as("the order itself").isFalse();
    assertThat(dead.later("s-1", 2, 8)).isTrue();
    assertThat(dead.later("s-2", 2, 8)).as("older than what was given up").isFalse();
    assertThat(dead.later("s-3", 2, 10)).isFalse();
    assertThat(dead.orders()).extracting(DeadDeliveries.Order::session).containsExactly("s-2");
  }

  @Test
  void whatWasSentAgainAndGivenUpAgainIsSentAThirdTime() {
    dead.dead(letter(Topics.DELIVERIES, "s-1", 2, 7));
    dead.dead(letter(Topics.DELIVERIES, "s-1", 2, 20));
    assertThat(dead.later("s-1", 2, 20)).isFalse();
    assertThat(dead.orders()).hasSize(1);
  }

  @Test
  void deliveriesAreReadFromTheFirstThatWasGivenUp() {
    dead.dead(letter(Topics.DELIVERIES, "s-1", 2, 7));
    dead.dead(letter(Topics.DELIVERIES, "s-2", 2, 9));
    dead.dead(letter(Topics.DELIVERIES, "s-3", 0, 1));
    assertThat(dead.from()).isEqualTo(Map.of(2, 8L, 0, 2L));
  }

  private static byte[] letter(String topic, String session, int partition, long offset) {
    byte[] key = session.getBytes(StandardCharsets.UTF_8);
    return new DeadLetter(topic, partition, offset, "delivery_failed", "", key, order(session), "")
        .encode();
  }

  private static byte[] order(String session) {
    Callback callback = new Callback("https://receiver.example/", "app-1");
    return new DeliveryOrder(session, "", callback, "invox", true, "", List.of(), 1).encode();
  }
}
