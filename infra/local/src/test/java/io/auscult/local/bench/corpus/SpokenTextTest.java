package io.auscult.local.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpokenTextTest {
  @Test
  void turnsInTheOrderOfTheirBeginning() throws Exception {
    List<SpokenText> turns =
        SpokenText.parse(
            "f.stm", List.of("f 1 b 1.52 10.91 there is no class", "", "f 1 a 0.80 1.62 said she"));

    assertThat(turns)
        .containsExactly(
            new SpokenText(800, 1620, "a", "said she"),
            new SpokenText(1520, 10_910, "b", "there is no class"));
  }

  @Test
  void aLineThatIsNoneIsRefusedWithItsFile() {
    assertThatThrownBy(() -> SpokenText.parse("f.stm", List.of("f 1 a soon later words")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("f.stm");
  }
}
