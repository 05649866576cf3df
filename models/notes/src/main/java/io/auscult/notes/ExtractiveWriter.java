package io.auscult.notes;

import io.auscult.events.ClinicalNote;
import io.auscult.events.ClinicalNote.Section;
import io.auscult.events.ClinicalNote.Sentence;
import io.auscult.events.NoteRequest;
import io.auscult.notes.Unit.Voice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Fills the sections of a template with sentences of the transcript, in the order of time.
 *
 * <p>transcript → {@link Turn} → {@link Sentences} → {@link Unit} → {@link CueRules} → sections.
 *
 * <p>The words are those of the transcript; fillers at the ends of a sentence are left away, the
 * first letter is large and the last sign a stop. A question stands with its answer or not at all.
 * A sentence stands in one section, except where another section would say that nothing was
 * mentioned although the sentence mentions it.
 */
public final class ExtractiveWriter implements NoteWriter {
  /** Words; less than that says nothing without the question it answers. */
  private static final int SHORTEST = 3;

  /** Words that tell more than a clinical word alone, where nothing was asked. */
  private static final int TELLING = 4;

  /** Where two words may say all there is: "Lungs clear." */
  private static final Set<ClinicalTopic> FINDINGS =
      Set.of(ClinicalTopic.EXAM, ClinicalTopic.RESULTS);

  @Override
  public String name() {
    return "extractive";
  }

  @Override
  public ClinicalNote write(NoteRequest request, String language, List<Utterance> transcript) {
    Template template = Templates.of(request.template()).orElse(Templates.DEFAULT);
    Style style = Style.of(request.style()).orElse(Style.PARAGRAPH);
    List<Section> sections = sections(template, language, transcript);
    return new ClinicalNote(template.name(), style.resolve(sections).label(), sections);
  }

  private static List<Section> sections(
      Template template, String language, List<Utterance> transcript) {
    if (transcript.isEmpty()) return every(template, List.of());
    if (!isEnglish(language)) {
      return every(template, List.of(new Sentence(OTHER_LANGUAGE, List.of())));
    }
    List<Placed> placed = place(Units.of(Turn.of(transcript)));
    List<Section> sections = new ArrayList<>();
    for (SectionPlan plan : template.sections()) {
      List<Sentence> sentences = filled(plan, placed);
      if (sentences.isEmpty()) sentences = List.of(new Sentence(plan.absence(), List.of()));
      sections.add(new Section(plan.title(), plan.heading(), sentences));
    }
    return sections;
  }

  private static List<Section> every(Template template, List<Sentence> sentences) {
    return template.sections().stream()
        .map(plan -> new Section(plan.title(), plan.heading(), sentences))
        .toList();
  }

  private static boolean isEnglish(String language) {
    String code = language == null ? "" : language.strip().toLowerCase(Locale.ROOT);
    return code.isEmpty() || code.equals("auto") || code.matches("en(?:[-_].*)?");
  }

  /** A unit with the topics it speaks of, the foremost first. */
  private record Placed(Unit unit, List<ClinicalTopic> topics) {}

  private static List<Placed> place(List<Unit> units) {
    List<Placed> placed = new ArrayList<>();
    boolean complaint = false;
    ClinicalTopic before = null;
    for (Unit unit : units) {
      List<ClinicalTopic> topics = topics(unit);
      if (unit.continues() && before != null) follow(before, unit, topics);
      before = topics.isEmpty() ? null : topics.get(0);
      if (topics.isEmpty()) continue;
      complaint |= topics.get(0) == ClinicalTopic.COMPLAINT;
      if (!complaint && isComplaint(unit, topics.get(0))) {
        topics.remove(ClinicalTopic.COMPLAINT);
        topics.add(0, ClinicalTopic.COMPLAINT);
        complaint = true;
      }
      placed.add(new Placed(unit, List.copyOf(topics)));
    }
    return placed;
  }

  /** "It gives me a rash" goes where the allergy went. */
  private static void follow(ClinicalTopic before, Unit unit, List<ClinicalTopic> topics) {
    boolean own = topics.stream().anyMatch(t -> t != ClinicalTopic.HISTORY);
    if (own || before == ClinicalTopic.COMPLAINT) return;
    if (Wording.words(unit.matching()) < TELLING || isLeftOut(unit)) return;
    topics.remove(before);
    topics.add(0, before);
  }

  /** The first thing that the patient tells of the present illness. */
  private static boolean isComplaint(Unit unit, ClinicalTopic foremost) {
    return foremost == ClinicalTopic.HISTORY
        && unit.voice() != Voice.BOTH
        && Wording.words(unit.matching()) >= TELLING
        && CueRules.isClinical(unit.matching());
  }

  private static List<ClinicalTopic> topics(Unit unit) {
    String matching = unit.matching();
    if (isLeftOut(unit)) return new ArrayList<>();
    List<ClinicalTopic> topics = new ArrayList<>(CueRules.topics(unit));
    if (unit.asked() != null && unit.voice() != Voice.PROVIDER) answered(unit, topics);
    boolean clipped = Wording.words(matching) < SHORTEST && unit.voice() == Voice.PROVIDER;
    if (clipped && topics.stream().noneMatch(FINDINGS::contains)) topics.clear();
    return topics;
  }

  /** Talk about the talk, courtesy, scraps. */
  private static boolean isLeftOut(Unit unit) {
    String matching = unit.matching();
    return CueRules.isChatter(unit.voice(), matching)
        || unit.voice() != Voice.PATIENT && CueRules.isAnnouncement(matching)
        || Wording.words(matching) < SHORTEST && !CueRules.isClinical(matching);
  }

  /** What was asked tells where an answer belongs, if its own words do not. */
  private static void answered(Unit unit, List<ClinicalTopic> topics) {
    ClinicalTopic asked = unit.asked();
    boolean own = topics.stream().anyMatch(t -> t != ClinicalTopic.HISTORY);
    boolean telling = Wording.words(unit.matching()) >= TELLING;
    if (unit.voice() == Voice.BOTH && topics.isEmpty()) {
      topics.add(asked);
    } else if (asked != ClinicalTopic.HISTORY
        && asked != ClinicalTopic.SYSTEMS
        && (unit.first() || !own && !CueRules.isClinical(unit.matching()) && telling)) {
      topics.remove(asked);
      topics.add(0, asked);
    } else if (!own && topics.isEmpty() && telling) {
      topics.add(asked == ClinicalTopic.SYSTEMS ? ClinicalTopic.HISTORY : asked);
    }
  }

  private static List<Sentence> filled(SectionPlan plan, List<Placed> placed) {
    List<Sentence> foremost = sentences(placed, p -> plan.holds().contains(p.topics().get(0)));
    return foremost.isEmpty()
        ? sentences(placed, p -> p.topics().stream().anyMatch(plan.holds()::contains))
        : foremost;
  }

  /** What was said twice in the same words stands once and cites both. */
  private static List<Sentence> sentences(List<Placed> placed, Predicate<Placed> wanted) {
    Map<String, Set<String>> evidence = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    for (Placed p : placed) {
      if (!wanted.test(p)) continue;
      texts.putIfAbsent(p.unit().matching(), p.unit().text());
      evidence
          .computeIfAbsent(p.unit().matching(), key -> new LinkedHashSet<>())
          .addAll(p.unit().evidence());
    }
    return texts.entrySet().stream()
        .map(e -> new Sentence(e.getValue(), List.copyOf(evidence.get(e.getKey()))))
        .toList();
  }
}
