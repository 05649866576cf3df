package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.local.bench.speakers.DiarizationErrors;
import io.auscult.local.bench.words.SpeakerWords;
import io.auscult.local.bench.words.WordErrors;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DerReportTest {
  private static final DiarizationErrors ERRORS = new DiarizationErrors(10_000, 700, 100, 310);

  private static DerReport.Set set(String name, String speakers, SpeakerWords words) {
    return DerReport.Set.of(name, speakers, ERRORS, words, List.of());
  }

  @Test
  void theRateIsOfTheReferencesSpeech() {
    DerReport.Rate rate = DerReport.Rate.of(ERRORS);

    assertThat(rate.der()).isEqualTo(0.111);
    assertThat(rate.der()).isEqualTo(rate.miss() + rate.falseAlarm() + rate.confusion());
    assertThat(rate).hasToString(" 11.1 =  7.0 +  1.0 +  3.1");
  }

  @Test
  void theTargetOfSimulatedDependsOnWhatTheSessionsSay() {
    assertThat(set("simulated", "unknown", SpeakerWords.NONE).met()).isTrue();
    assertThat(set("simulated", "2", SpeakerWords.NONE).met()).isFalse();
    assertThat(set("small", "2", SpeakerWords.NONE).met()).isFalse();
    assertThat(set("ami", "unknown", SpeakerWords.NONE).met()).isTrue();
    assertThat(set("hard: overlap", "unknown", SpeakerWords.NONE).met()).isNull();
  }

  @Test
  void wordsAreJudgedWhereThereIsText() {
    SpeakerWords words =
        new SpeakerWords(new WordErrors(100, 5, 0, 0, 0), new WordErrors(100, 5, 2, 3, 1));

    DerReport.Set judged = set("simulated", "unknown", words);

    assertThat(judged.wordsUnderWrongSpeaker()).isEqualTo(0.10 - 0.05);
    assertThat(judged.wordsMet()).isFalse();
    assertThat(set("calls", "unknown", SpeakerWords.NONE).wordsMet()).isNull();
  }

  @Test
  void theTableSaysRateVerdictAndWords() {
    SpeakerWords words =
        new SpeakerWords(new WordErrors(100, 5, 0, 0, 0), new WordErrors(100, 5, 1, 1, 1));
    var report =
        new DerReport(
            "der",
            new Machine("cpu", 2, "17", "2026-01-01T00:00:00Z"),
            "base",
            "unknown",
            List.of(set("simulated", "unknown", words)),
            Map.of("the connection broke", 1));

    assertThat(report.table())
        .contains("11.1 =  7.0 +  1.0 +  3.1  [target: at most 12.0 %: met]")
        .contains("2.0 points (WER 5.0 %, with speakers 7.0 %)  [target: at most 4 points: met]")
        .contains("failed 1: the connection broke");
  }
}
