package io.auscult.speech.speakers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VoiceprintsTest {
  private static final int CELL = Voiceprints.CELL;
  private static final int WINDOW = Voiceprints.WINDOW;

  @Test
  void cellsCoverTheUtteranceWithoutGaps() {
    for (long length = 512; length < 12 * 16_000; length += 512) {
      List<Cell> plan = Voiceprints.plan(1_000, 1_000 + length);
      long at = 1_000;
      for (Cell cell : plan) {
        assertThat(cell.from()).isEqualTo(at);
        assertThat(cell.windowFrom()).isGreaterThanOrEqualTo(1_000);
        assertThat(cell.windowTo()).isLessThanOrEqualTo(1_000 + length);
        at = cell.to();
      }
      assertThat(at).isEqualTo(1_000 + length);
      assertThat(plan.get(plan.size() - 1).to() - plan.get(plan.size() - 1).from())
          .isGreaterThanOrEqualTo(Math.min(length, CELL / 2));
    }
  }

  @Test
  void anUtteranceShorterThanAWindowIsOneWindowOfWholeFrames() {
    List<Cell> plan = Voiceprints.plan(512, 512 + 20_000 + 30);

    assertThat(plan).hasSize(3).allMatch(c -> c.windowFrom() == 512);
    assertThat(plan).allMatch(c -> (c.windowTo() - c.windowFrom()) % 160 == 0);
  }

  @Test
  void aWindowIsCentredOnItsCell() {
    Cell cell = Voiceprints.plan(0, 10 * CELL).get(5);

    assertThat((cell.windowFrom() + cell.windowTo()) / 2).isEqualTo((cell.from() + cell.to()) / 2);
  }

  @Test
  void windowsComputedWhileSomebodySpeaksServeAtTheEnd() {
    long end = 10 * 16_000;
    Set<Long> early = new HashSet<>();
    for (Cell c : Voiceprints.plan(0, 9 * 16_000)) early.add(c.windowFrom());

    List<Cell> late =
        Voiceprints.plan(0, end).stream().filter(c -> !early.contains(c.windowFrom())).toList();

    // A second more of speech: two or three windows on the grid and one at the end.
    assertThat(late.stream().map(Cell::windowFrom).distinct()).hasSizeLessThanOrEqualTo(4);
    assertThat(late).allMatch(c -> c.windowTo() - c.windowFrom() == WINDOW);
  }

  @Test
  void whatIsTooShortHasNoCell() {
    assertThat(Voiceprints.plan(0, Voiceprints.SHORTEST - 1)).isEmpty();
    assertThat(Voiceprints.plan(0, Voiceprints.SHORTEST)).hasSize(1);
  }
}
