package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.auscult.local.bench.SetScore.Outcome;
import io.auscult.local.bench.corpus.Clip;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetScoreTest {
  private static Outcome heard(String text, Map<String, String> columns) {
    return new Outcome(new Clip("a.flac", Path.of("a.flac"), columns), text, 2, "");
  }

  @Test
  void wordsNotClipsAreCounted() {
    List<SetScore> scores =
        SetScore.of(
            "clean",
            List.of(
                heard("Hello.", Map.of("reference", "HELLO THERE")),
                heard(
                    "Six more words are in here.",
                    Map.of("reference", "6 MORE WORDS ARE IN HERE"))));

    assertThat(scores).hasSize(1);
    SetScore score = scores.get(0);
    assertThat(score.words()).isEqualTo(8);
    assertThat(score.wer()).isCloseTo(1 / 8.0, within(1e-9));
    assertThat(score.deletions()).isEqualTo(1);
    assertThat(score.recall()).isNaN();
    assertThat(score.audioSeconds()).isEqualTo(4);
  }

  @Test
  void keywordsAreFoundAsWordsAndEmptyResultsCounted() {
    SetScore score =
        SetScore.of(
                "keywords",
                List.of(
                    heard("A 12-ounce coffee", Map.of("keywords", "coffee|twelve ounce|large")),
                    heard(" ", Map.of("keywords", "mocha"))))
            .get(0);

    assertThat(score.empty()).isEqualTo(1);
    assertThat(score.phrases()).isEqualTo(4);
    assertThat(score.recall()).isEqualTo(0.5);
    assertThat(score.wer()).isNaN();
  }

  @Test
  void wordsOnNoiseAreCountedByKindAndVoicesApart() {
    List<SetScore> scores =
        SetScore.of(
            "noise",
            List.of(
                heard("Bang!", Map.of("kind", "street")),
                heard("", Map.of("kind", "street")),
                heard("The ...", Map.of("kind", "white")),
                heard("What they say", Map.of("kind", "babble")),
                heard("", Map.of("kind", "cafe babble"))));

    assertThat(scores).extracting(SetScore::set).containsExactly("noise", "noise (voices)");
    assertThat(scores.get(0).wordsOnNoise()).isEqualTo(Map.of("street", 1, "white", 1));
    assertThat(scores.get(0).clips()).isEqualTo(3);
    assertThat(scores.get(1).wordsOnNoise()).isEqualTo(Map.of("babble", 1));
  }

  @Test
  void archaicEnglishIsNoPartOfTheHeadline() {
    List<SetScore> scores =
        SetScore.of(
            "misc",
            List.of(
                heard("plain", Map.of("reference", "plain", "group", "read")),
                heard("", Map.of("reference", "thou art", "group", "archaic"))));

    assertThat(scores.get(0).wer()).isZero();
    assertThat(scores.get(1).set()).isEqualTo("misc (archaic)");
    assertThat(scores.get(1).wer()).isEqualTo(1);
  }

  @Test
  void aBrokenSessionCountsAsMissingWords() {
    Outcome broken =
        new Outcome(
            new Clip("a", Path.of("a"), Map.of("reference", "two words")), "", 1, "it broke");

    SetScore score = SetScore.of("clean", List.of(broken)).get(0);

    assertThat(score.failed()).isEqualTo(1);
    assertThat(score.deletions()).isEqualTo(2);
  }
}
