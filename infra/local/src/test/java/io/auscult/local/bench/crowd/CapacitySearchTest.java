package io.auscult.local.bench.crowd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CapacitySearchTest {
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 17, 31, 32})
  void theLargestThatGoesWellIsFoundInAFewTrials(int truth) throws Exception {
    List<Integer> tried = new ArrayList<>();

    int most =
        new CapacitySearch(4, 32)
            .run(
                n -> {
                  tried.add(n);
                  return n <= truth;
                });

    assertThat(most).isEqualTo(truth);
    assertThat(tried).hasSizeLessThanOrEqualTo(5).doesNotHaveDuplicates();
  }

  @Test
  void aRangeThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new CapacitySearch(5, 4)).isInstanceOf(IllegalArgumentException.class);
  }
}
