package io.auscult.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.notes.Consultations.Consultation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

class RoleCuesTest {
  private static final Path MADE = Path.of("target/role-cues.tsv");

  /**
   * Fails after a change to the counting: then {@code target/role-cues.tsv} is the new resource.
   */
  @Test
  @EnabledIfEnvironmentVariable(named = "EVAL", matches = ".+")
  void theShippedCuesAreWhatCountingGives() throws IOException {
    RoleCues counted = RoleCounting.of(trainedOn(Path.of(System.getenv("EVAL"))));
    Files.writeString(MADE, RoleCounting.asTable(counted));
    assertThat(RoleCues.shipped().weights()).isEqualTo(counted.weights());
  }

  /** What the shipped cues were counted in: nothing of the third day, nothing of valid. */
  static List<Consultation> trainedOn(Path eval) {
    List<Consultation> all = new ArrayList<>(Consultations.aciBench(eval, "train"));
    Consultations.primock57(eval).stream().filter(c -> !thirdDay(c)).forEach(all::add);
    return all;
  }

  static boolean thirdDay(Consultation c) {
    return c.name().startsWith("day3");
  }
}
