package io.auscult.local.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpokenWordTest {
  @Test
  void wordsOfEverybodyInTheOrderOfTheirBeginning() throws Exception {
    List<SpokenWord> words =
        SpokenWord.parse(
            "w", List.of("1.150\t1.560\tb\tshe", "0.840\t1.150\ta\tsaid", "1.5\t2.5\tb\tgoes"));

    assertThat(SpokenWord.text(words, 2000)).isEqualTo("said she");
    assertThat(SpokenWord.text(words, 3000)).isEqualTo("said she goes");
    assertThat(SpokenWord.spans(words)).startsWith(new Span(840, 1150));
    assertThat(words).extracting(SpokenWord::speaker).containsExactly("a", "b", "b");
  }

  @Test
  void aLineThatIsNoneIsNamed() {
    assertThatThrownBy(() -> SpokenWord.parse("w.tsv", List.of("1\t2\tb")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("w.tsv");
  }
}
