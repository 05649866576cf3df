package io.auscult.local.bench.speakers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.local.bench.speakers.Rttm.Scored;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RttmTest {
  @TempDir private Path folder;

  @Test
  void turnsComeBackAsTheyWereWritten() throws IOException {
    List<SpokenTurn> turns =
        List.of(new SpokenTurn(450, 5918, "agent"), new SpokenTurn(6882, 7262, "caller"));

    List<String> lines = Rttm.lines("a call", turns);

    assertThat(lines.get(0)).isEqualTo("SPEAKER a_call 1 0.450 5.468 <NA> <NA> agent <NA> <NA>");
    assertThat(Rttm.turns("f", lines)).isEqualTo(turns);
  }

  @Test
  void otherLinesArePassedOverAndTurnsAreInOrder() throws IOException {
    List<SpokenTurn> turns =
        Rttm.turns(
            "f",
            List.of(
                "; made by hand",
                "SPKR-INFO f 1 <NA> <NA> <NA> unknown a <NA>",
                "SPEAKER f 1 2.0 1.0 <NA> <NA> b <NA> <NA>",
                "",
                "SPEAKER f 1 0.5 1.0 <NA> <NA> a <NA> <NA>"));

    assertThat(turns)
        .containsExactly(new SpokenTurn(500, 1500, "a"), new SpokenTurn(2000, 3000, "b"));
  }

  @Test
  void aBrokenLineIsRefusedWithItsPlace() {
    assertThatThrownBy(() -> Rttm.turns("x.rttm", List.of("SPEAKER f 1 zero 1.0 <NA> <NA> a")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x.rttm line 1");
  }

  @Test
  void scoredStretchesAreRead() throws IOException {
    Path uem = Files.writeString(folder.resolve("x.uem"), "x 1 5.000 38.100\n");

    assertThat(Rttm.readUem(uem)).containsExactly(new Scored(5000, 38100));
  }
}
