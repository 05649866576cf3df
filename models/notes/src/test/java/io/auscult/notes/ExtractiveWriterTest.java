package io.auscult.notes;

import static io.auscult.notes.Transcripts.note;
import static io.auscult.notes.Transcripts.section;
import static io.auscult.notes.Transcripts.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.ClinicalNote;
import io.auscult.events.ClinicalNote.Section;
import io.auscult.events.ClinicalNote.Sentence;
import io.auscult.events.NoteRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExtractiveWriterTest {
  private final ExtractiveWriter writer = new ExtractiveWriter();

  @Test
  void DI_45_anEmptyTranscriptLeavesEverySectionWithoutSentences() {
    for (Template template : Templates.all()) {
      ClinicalNote note = note(template.name(), List.of());
      assertThat(note.sections()).hasSameSizeAs(template.sections());
      assertThat(note.sections()).allSatisfy(s -> assertThat(s.sentences()).isEmpty());
    }
  }

  @Test
  void SA_32_aSectionOfWhichNothingWasSaidSaysSoInItsFixedPhrase() {
    ClinicalNote note =
        note("FAMILY_MEDICINE", Transcripts.of("patient: I have trouble with walking."));
    assertThat(texts(note, "CHIEF_COMPLAINT")).containsExactly("I have trouble with walking.");
    assertThat(section(note, "MEDICATIONS").sentences())
        .containsExactly(new Sentence("No medications were mentioned.", List.of()));
    assertThat(section(note, "PLAN").sentences())
        .containsExactly(new Sentence("No plan was mentioned.", List.of()));
  }

  @Test
  void aVisitLandsInTheSectionsOfFamilyMedicine() {
    ClinicalNote note = note("FAMILY_MEDICINE", Transcripts.visit());
    assertThat(texts(note, "CHIEF_COMPLAINT"))
        .containsExactly("I've had this burning pain in my stomach for about three weeks now.");
    assertThat(texts(note, "HISTORY_OF_PRESENTATION"))
        .containsExactly(
            "Where exactly is the pain? Just here, under my ribs.",
            "Does it go anywhere else? No.",
            "It's worse at night, and when I haven't eaten for a while.",
            "Milk seems to calm it down a bit.",
            "Have you had any vomiting or blood in your stools? No, nothing like that.",
            "Any weight loss? Maybe two kilos since the summer.");
    assertThat(texts(note, "PAST_MEDICAL_HISTORY"))
        .singleElement()
        .asString()
        .endsWith("I have high blood pressure, and I had my appendix out in 2009.");
    assertThat(texts(note, "MEDICATIONS"))
        .containsExactly(
            "Lisinopril ten milligrams every morning, and I've been taking a lot of ibuprofen for"
                + " my knee.");
    assertThat(section(note, "ALLERGIES").sentences())
        .containsExactly(
            new Sentence("Any allergies? Yes, penicillin.", List.of("v-0-18", "v-0-19")),
            new Sentence("It gives me a terrible rash all over.", List.of("v-0-19")));
    assertThat(texts(note, "SOCIAL_HISTORY"))
        .containsExactly(
            "I smoke about ten cigarettes a day, and I have a couple of beers at the weekend.",
            "What do you do for work? I drive a delivery van.");
    assertThat(texts(note, "FAMILY_HISTORY"))
        .containsExactly("My father had a stomach ulcer when he was about my age.");
    assertThat(texts(note, "EXAMINATION"))
        .containsExactly(
            "Does it hurt when I press here? Yes, a little.",
            "Your abdomen is soft, with some tenderness in the epigastrium, no guarding.",
            "Your blood pressure is 138 over 84.",
            "Your blood test from last week shows a hemoglobin of 11.2, which is a bit low.");
    assertThat(texts(note, "ASSESSMENT"))
        .containsExactly("I think this is most likely a stomach ulcer from the ibuprofen.");
    assertThat(texts(note, "PLAN"))
        .containsExactly(
            "I want you to stop the ibuprofen today.",
            "We'll start omeprazole 20 mg once a day for eight weeks.",
            "I'll also refer you for a gastroscopy.",
            "If you vomit blood or your stools turn black, go straight to the emergency"
                + " department.",
            "Come back in two weeks.");
  }

  @Test
  void soapHoldsTheSameSentencesInFourSections() {
    List<String> soap = said(note("soap", Transcripts.visit()));
    List<String> family = said(note("FAMILY_MEDICINE", Transcripts.visit()));
    assertThat(soap).containsExactlyInAnyOrderElementsOf(family);
  }

  @Test
  void withoutSpeakersTheWordsTellWhoSpeaks() {
    List<Utterance> unknown =
        Transcripts.relabelled(
            Transcripts.relabelled(Transcripts.visit(), "provider", "unknown"),
            "patient",
            "unknown");
    ClinicalNote note = note("soap", unknown);
    assertThat(texts(note, "SOAP_PLAN"))
        .contains("I'll also refer you for a gastroscopy.")
        .noneMatch(t -> t.contains("my stomach"));
    assertThat(texts(note, "SOAP_SUBJECTIVE"))
        .contains("I've had this burning pain in my stomach for about three weeks now.");
  }

  @Test
  void whoAsksAlmostEverythingIsTakenForTheProvider() {
    List<Utterance> anonymous =
        Transcripts.relabelled(
            Transcripts.relabelled(Transcripts.visit(), "provider", "SPEAKER_1"),
            "patient",
            "SPEAKER_0");
    assertThat(note("consult", anonymous)).isEqualTo(note("consult", Transcripts.visit()));
  }

  @Test
  void theSameTranscriptGivesTheSameNote() {
    for (Template template : Templates.all()) {
      NoteRequest request = new NoteRequest(true, template.name(), "auto", "fast");
      assertThat(writer.write(request, "en", Transcripts.visit()))
          .isEqualTo(new ExtractiveWriter().write(request, "en", Transcripts.visit()));
    }
  }

  @Test
  void insideASectionTimeGoesForward() {
    List<String> order = Transcripts.visit().stream().map(Utterance::id).toList();
    for (Template template : Templates.all()) {
      for (Section section : note(template.name(), Transcripts.visit()).sections()) {
        assertThat(section.sentences().stream().filter(s -> !s.evidence().isEmpty()).toList())
            .extracting(s -> order.indexOf(s.evidence().get(0)))
            .isSorted();
      }
    }
  }

  @Test
  void aSentenceStandsInOneSection() {
    for (Template template : Templates.all()) {
      assertThat(said(note(template.name(), Transcripts.visit()))).doesNotHaveDuplicates();
    }
  }

  @Test
  void noSectionSaysThatNothingWasMentionedWhereItWas() {
    ClinicalNote note =
        note(
            "FAMILY_MEDICINE",
            Transcripts.of(
                "patient: My knee has been sore for a week.",
                "provider: We'll start you on meloxicam 15 mg once a day."));
    assertThat(texts(note, "PLAN"))
        .containsExactly("We'll start you on meloxicam 15 mg once a day.");
    assertThat(texts(note, "MEDICATIONS"))
        .containsExactly("We'll start you on meloxicam 15 mg once a day.");
  }

  @Test
  void whatIsSaidTwiceStandsOnceAndCitesBoth() {
    ClinicalNote note =
        note(
            "soap",
            Transcripts.of(
                "patient: My chest hurts.", "provider: Okay.", "patient: Um, my chest hurts."));
    assertThat(section(note, "SOAP_SUBJECTIVE").sentences())
        .containsExactly(new Sentence("My chest hurts.", List.of("i0", "i2")));
  }

  @Test
  void aSentenceThatGoesOnOverAHumIsOneSentenceWithBothItems() {
    ClinicalNote note =
        note(
            "aci",
            Transcripts.of(
                "provider: On your neck exam I do appreciate some distention of the",
                "patient: Mm-hmm.",
                "provider: jugular vein."));
    assertThat(section(note, "PHYSICAL_EXAM").sentences())
        .containsExactly(
            new Sentence(
                "On your neck exam I do appreciate some distention of the jugular vein.",
                List.of("i0", "i2")));
  }

  @Test
  void aQuestionWithoutAnAnswerIsNoFact() {
    ClinicalNote note =
        note(
            "soap",
            Transcripts.of(
                "provider: Do you have any chest pain?",
                "provider: Let me get your chart first.",
                "patient: Could it be cancer?"));
    assertThat(said(note)).isEmpty();
  }

  @Test
  void aHumInTheMiddleOfAQuestionIsNoAnswer() {
    ClinicalNote note =
        note(
            "soap",
            Transcripts.of(
                "provider: How long have you had the cough?",
                "patient: Yeah.",
                "patient: Two weeks."));
    assertThat(said(note)).containsExactly("How long have you had the cough? Two weeks.");
  }

  @Test
  void courtesyIsLeftOut() {
    ClinicalNote note =
        note(
            "soap",
            Transcripts.of(
                "provider: Good morning, nice to meet you.",
                "patient: Hi, thanks for seeing me.",
                "provider: Let me take a quick look at that.",
                "provider: Have a nice weekend."));
    assertThat(said(note)).isEmpty();
  }

  @Test
  void aFriendsParentIsNoFamilyAndAFearIsNoPastIllness() {
    ClinicalNote note =
        note(
            "consult",
            Transcripts.of(
                "patient: I have a terrible headache.",
                "patient: My friend's mum died of a brain tumor.",
                "patient: I was so worried that I had cancer."));
    assertThat(texts(note, "FAMILY_HISTORY")).containsExactly("No family history was mentioned.");
    assertThat(texts(note, "PAST_MEDICAL_HISTORY"))
        .containsExactly("No past medical history was mentioned.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr-CA", "es_MX"})
  void anotherLanguageIsSaidSoAndNothingElse(String language) {
    ClinicalNote note =
        writer.write(
            new NoteRequest(true, "soap", "auto", "fast"),
            language,
            Transcripts.of("patient: Ich nehme Ibuprofen."));
    assertThat(note.sections())
        .allSatisfy(
            s ->
                assertThat(s.sentences())
                    .containsExactly(new Sentence(NoteWriter.OTHER_LANGUAGE, List.of())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "auto", "en", "en-US", "EN_gb"})
  void englishIsReadUnderAllItsNames(String language) {
    ClinicalNote note =
        writer.write(
            new NoteRequest(true, "soap", "", "fast"),
            language,
            Transcripts.of("patient: My chest hurts."));
    assertThat(said(note)).containsExactly("My chest hurts.");
  }

  @Test
  void anUnknownTemplateOrStyleIsReadAsNoWishAndTheNoteNamesWhatItHas() {
    ClinicalNote note =
        writer.write(new NoteRequest(true, "tarot", "haiku", "fast"), "en", Transcripts.visit());
    assertThat(note.template()).isEqualTo("soap");
    assertThat(note.style()).isEqualTo("paragraph");
    assertThat(note.sections()).hasSize(4);
  }

  @Test
  void autoIsParagraphForShortSectionsAndBulletForLongOnes() {
    NoteRequest auto = new NoteRequest(true, "soap", "auto", "fast");
    assertThat(writer.write(auto, "en", Transcripts.of("patient: My chest hurts.")).style())
        .isEqualTo("paragraph");
    assertThat(writer.write(auto, "en", Transcripts.visit()).style()).isEqualTo("bullet");
    NoteRequest bullet = new NoteRequest(true, "soap", "Bullet", "fast");
    assertThat(writer.write(bullet, "en", List.of()).style()).isEqualTo("bullet");
  }

  @Test
  void fourHoursOfTalkAreWritten() {
    List<Utterance> visit = Transcripts.visit();
    List<Utterance> day = new ArrayList<>();
    for (int round = 0; round < 40; round++) {
      for (Utterance u : visit) {
        day.add(new Utterance(u.id() + "-" + round, u.speaker(), u.startMs(), u.endMs(), u.text()));
      }
    }
    Map<String, Integer> cited = new HashMap<>();
    note("soap", day).sections().stream()
        .flatMap(s -> s.sentences().stream())
        .forEach(s -> cited.put(s.text(), s.evidence().size()));
    assertThat(cited).containsEntry("I'll also refer you for a gastroscopy.", 40);
  }

  @Test
  void patientsWordsAreInNoToString() {
    Utterance u = Transcripts.visit().get(1);
    assertThat(u.toString()).doesNotContain("burning");
    assertThat(note("soap", Transcripts.visit()).toString()).doesNotContain("burning");
  }

  /** What stands in a note besides the fixed phrases. */
  private static List<String> said(ClinicalNote note) {
    return note.sections().stream()
        .flatMap(s -> s.sentences().stream())
        .filter(s -> !s.evidence().isEmpty())
        .map(Sentence::text)
        .toList();
  }
}
