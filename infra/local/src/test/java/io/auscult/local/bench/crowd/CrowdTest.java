package io.auscult.local.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CrowdTest {
  @Test
  void allPlayAtOnceAndAnswerInOrder() throws Exception {
    CountDownLatch together = new CountDownLatch(3);

    List<Integer> results =
        Crowd.play(
            3,
            1,
            s ->
                () -> {
                  together.countDown();
                  assertThat(together.await(10, TimeUnit.SECONDS)).isTrue();
                  return s;
                });

    assertThat(results).containsExactly(0, 1, 2);
  }

  @Test
  void theyBeginOneAfterTheOther() throws Exception {
    List<Long> began = Crowd.play(3, 20, s -> System::nanoTime);

    assertThat(began.get(2) - began.get(0)).isGreaterThanOrEqualTo(35_000_000L);
  }

  @Test
  void whatOneThrowsIsTold() {
    assertThatThrownBy(
            () ->
                Crowd.play(
                    2,
                    0,
                    s ->
                        () -> {
                          throw new IllegalStateException("number " + s);
                        }))
        .isInstanceOf(IOException.class)
        .hasMessage("number 0");
  }
}
