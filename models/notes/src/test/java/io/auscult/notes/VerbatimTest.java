package io.auscult.notes;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.ClinicalNote;
import io.auscult.events.ClinicalNote.Section;
import io.auscult.events.ClinicalNote.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing stands in a note but words of the items that it cites, and the fixed phrases. */
class VerbatimTest {
  private static final List<String> SPEAKERS =
      List.of("provider", "patient", "unknown", "SPEAKER_0", "SPEAKER_1", "Mrs. Miller", "");

  private static final List<String> SAYINGS =
      List.of(
          "Um, do you have any chest pain?",
          "No.",
          "Yeah, uh, sometimes, when I walk uphill.",
          "I take metformin 500 mg twice a day and",
          "my mother had diabetes.",
          "So, are you allergic to anything? Any medications?",
          "Penicillin. It gives me hives.",
          "Mm-hmm.",
          "Okay. I'm going to listen to your heart, okay?",
          "your blood pressure is 142 over 90 and i do appreciate a murmur so what does that mean"
              + " well i think you are retaining fluid and i'd like to increase your lasix but we"
              + " will talk about it and do you have any questions about that",
          "We'll get an X-ray, and come back in two weeks, alright?",
          "How long has that been going on?",
          "About, uh, three... four weeks.",
          "Dr. Jones said it was 98.6 . It's like somebody is stabbing me!",
          "Do you smoke? No. I used to.",
          "is it serious",
          "Thank you, have a nice weekend.",
          "the",
          "  ",
          "...",
          "\u00bfQu\u00e9? \ud83d\ude00 \u00c9a\u2014 it hurts\u2026");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89})
  void everySentenceIsMadeOfWordsOfTheItemsThatItCites(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 30; round++) {
      List<Utterance> items = dialogue(random);
      for (Template template : Templates.all()) {
        assertVerbatim(Transcripts.note(template.name(), items), template, items, seed);
      }
    }
  }

  private static void assertVerbatim(
      ClinicalNote note, Template template, List<Utterance> items, long seed) {
    Map<String, Utterance> byId =
        items.stream().collect(Collectors.toMap(Utterance::id, Function.identity()));
    Set<String> phrases =
        template.sections().stream().map(SectionPlan::absence).collect(Collectors.toSet());
    for (Section section : note.sections()) {
      assertThat(section.sentences()).as("seed %d %s", seed, section.title()).isNotEmpty();
      for (Sentence sentence : section.sentences()) {
        if (sentence.evidence().isEmpty()) {
          assertThat(phrases).as("seed %d", seed).contains(sentence.text());
          assertThat(section.sentences()).hasSize(1);
          continue;
        }
        assertThat(byId.keySet()).containsAll(sentence.evidence());
        List<List<String>> cited =
            sentence.evidence().stream().map(id -> words(byId.get(id).text())).toList();
        assertThat(runs(words(sentence.text()), cited))
            .as("seed %d: <%s> out of %s", seed, sentence.text(), cited)
            .isLessThanOrEqualTo(cited.size() + 1);
      }
    }
  }

  /** Into how few unbroken pieces of the cited items {@code said} can be cut. */
  private static int runs(List<String> said, List<List<String>> cited) {
    int[] fewest = new int[said.size() + 1];
    Arrays.fill(fewest, 1_000_000);
    fewest[0] = 0;
    for (int to = 1; to <= said.size(); to++) {
      for (int from = 0; from < to; from++) {
        List<String> piece = said.subList(from, to);
        if (fewest[from] < fewest[to] - 1 && holds(cited, piece)) fewest[to] = fewest[from] + 1;
      }
    }
    return fewest[said.size()];
  }

  private static boolean holds(List<List<String>> cited, List<String> piece) {
    return cited.stream().anyMatch(item -> java.util.Collections.indexOfSubList(item, piece) >= 0);
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+"))
        .filter(w -> !w.isEmpty())
        .toList();
  }

  private static List<Utterance> dialogue(Random random) {
    List<Utterance> items = new ArrayList<>();
    int length = 1 + random.nextInt(25);
    List<String> speakers = new ArrayList<>(new HashSet<>(pick(random, SPEAKERS, 3)));
    for (int i = 0; i < length; i++) {
      items.add(
          new Utterance(
              "x-" + i,
              speakers.get(random.nextInt(speakers.size())),
              i * 2_000L,
              i * 2_000L + 1_500,
              String.join(" ", pick(random, SAYINGS, 1 + random.nextInt(3)))));
    }
    return items;
  }

  private static List<String> pick(Random random, List<String> from, int count) {
    List<String> picked = new ArrayList<>();
    for (int i = 0; i < count; i++) picked.add(from.get(random.nextInt(from.size())));
    return picked;
  }
}
