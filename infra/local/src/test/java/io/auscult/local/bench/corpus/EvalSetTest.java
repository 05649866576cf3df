package io.auscult.local.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvalSetTest {
  @TempDir private Path eval;

  @Test
  void columnsAreThoseThatTheFirstLineNames() throws IOException {
    var rows =
        EvalSet.rows(
            "m",
            List.of("path\tsnr_db\treference", "a.flac\t15\tHELLO \"THERE\"", "", "b.flac\t5"));

    assertThat(rows)
        .containsExactly(
            Map.of("path", "a.flac", "snr_db", "15", "reference", "HELLO \"THERE\""),
            Map.of("path", "b.flac", "snr_db", "5"));
  }

  @Test
  void whatIsNoManifestIsRefusedWithItsLine() {
    assertThatThrownBy(() -> EvalSet.rows("m.tsv", List.of("file\ttext", "a\tb")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("m.tsv")
        .hasMessageContaining("path");
    assertThatThrownBy(() -> EvalSet.rows("m.tsv", List.of("path", "a", "b\tc")))
        .hasMessageContaining("m.tsv line 3");
    assertThatThrownBy(() -> EvalSet.rows("m.tsv", List.of())).hasMessageContaining("empty");
  }

  @Test
  void aSetIsFoundByItsShortName() throws IOException {
    Path folder = Files.createDirectories(eval.resolve("asr/keywords"));
    Files.writeString(
        folder.resolve("manifest.tsv"), "path\tkeywords\naudio/a.flac\tcoffee|light roast\n");

    EvalSet set = EvalSet.read(eval, "keywords");

    assertThat(set.clips()).hasSize(1);
    Clip clip = set.clips().get(0);
    assertThat(clip.audio()).isEqualTo(folder.resolve("audio/a.flac"));
    assertThat(clip.phrases("keywords")).containsExactly("coffee", "light roast");
    assertThat(clip.phrases("medical_terms")).isEmpty();
    assertThat(clip.reference()).isEmpty();
    assertThatThrownBy(() -> EvalSet.read(eval, "nosuch")).hasMessageContaining("nosuch");
  }
}
