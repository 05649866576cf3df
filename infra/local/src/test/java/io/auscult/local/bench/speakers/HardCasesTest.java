package io.auscult.local.bench.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.audio.AudioFiles;
import io.auscult.local.bench.speakers.HardCase.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HardCasesTest {
  private static final int RATE = 16_000;

  @TempDir private Path eval;

  @Test
  void theSameSeedMakesTheSameSamplesAndAnotherOneOthers() throws IOException {
    clips();

    List<HardCase> first = HardCases.make(eval, 0);
    List<HardCase> again = HardCases.make(eval, 0);
    List<HardCase> other = HardCases.make(eval, 1);

    for (int i = 0; i < first.size(); i++) {
      assertThat(again.get(i).pcm()).isEqualTo(first.get(i).pcm());
      assertThat(again.get(i).reference()).isEqualTo(first.get(i).reference());
      assertThat(other.get(i).reference()).isNotEqualTo(first.get(i).reference());
    }
  }

  @Test
  void everyKindIsWhatItIsNamedFor() throws IOException {
    clips();

    List<HardCase> all = HardCases.make(eval, 0);

    assertThat(all.stream().map(HardCase::kind).collect(Collectors.toSet()))
        .isEqualTo(EnumSet.allOf(Kind.class));
    assertThat(all).hasSize(Kind.values().length * HardCases.EACH);
    for (HardCase one : all) {
      assertThat(one.reference()).as(one.name()).isNotEmpty();
      assertThat(one.speakers()).isEqualTo(one.kind() == Kind.MANY_VOICES ? speakers(one) : 2);
      if (one.kind() == Kind.OVERLAP) {
        assertThat(overlap(one)).as(one.name()).isGreaterThan(0.05);
      }
      if (one.kind() == Kind.HARDLY_SPEAKS) {
        assertThat(leastShare(one)).as(one.name()).isBetween(0.01, 0.3);
      }
    }
  }

  private static int speakers(HardCase many) {
    return many.name().endsWith("0") || many.name().endsWith("2") ? 3 : 4;
  }

  /** The share of time with somebody speaking in which more than one does. */
  private static double overlap(HardCase one) {
    int once = 0;
    int twice = 0;
    for (long at = 0; at < one.pcm().length / 16; at += 10) {
      long now = at;
      long speak =
          one.reference().stream().filter(t -> t.startMs() <= now && now < t.endMs()).count();
      once += speak > 0 ? 1 : 0;
      twice += speak > 1 ? 1 : 0;
    }
    return (double) twice / once;
  }

  private static double leastShare(HardCase one) {
    var seconds =
        one.reference().stream()
            .collect(
                Collectors.groupingBy(
                    SpokenTurn::speaker, Collectors.summingLong(t -> t.endMs() - t.startMs())))
            .values();
    long all = seconds.stream().mapToLong(Long::longValue).sum();
    return seconds.stream().mapToLong(Long::longValue).min().orElseThrow() / (double) all;
  }

  /** Tones in bursts, as four people of each sex: what is made of them is the same rule. */
  private void clips() throws IOException {
    Path folder = Files.createDirectories(eval.resolve("asr/clean/audio"));
    List<String> manifest = new ArrayList<>(List.of("path\tspeaker\tgender"));
    for (int speaker = 0; speaker < 8; speaker++) {
      short[] pcm = new short[12 * RATE];
      for (int i = 0; i < pcm.length; i++) {
        boolean silent = i % RATE < 4_000;
        double tone = Math.sin(2 * Math.PI * (150 + 40 * speaker) * i / RATE);
        pcm[i] = (short) (silent ? i % 3 : 6_000 * tone);
      }
      String name = "audio/s" + speaker + ".wav";
      AudioFiles.writeWav(folder.getParent().resolve(name), pcm, RATE);
      manifest.add(name + "\t" + speaker + "\t" + (speaker % 2 == 0 ? "F" : "M"));
    }
    Files.write(folder.getParent().resolve("manifest.tsv"), manifest);
  }
}
