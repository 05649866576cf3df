package io.auscult.notes;

import io.auscult.notes.Unit.Voice;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes turns into units: statements stand alone, a question stands only together with a short
 * answer, so that neither is torn from what gives it its meaning.
 */
final class Units {
  /** Words; a longer answer stands by itself. */
  private static final int LONGEST_ANSWER = 8;

  /** Words; a second sentence that short still belongs to a bare yes or no. */
  private static final int LONGEST_AFTERTHOUGHT = 5;

  /** Words; a question longer than that is cut to its last sentence. */
  private static final int LONGEST_QUESTION = 30;

  /** Words; a clinician who says more than that has left the question behind. */
  private static final int LONGEST_ACKNOWLEDGEMENT = 6;

  /** Stands in the matching form between a question and its answer. */
  static final String BAR = " | ";

  private static final Pattern PATIENTS_WORDS =
      Pattern.compile(
          "\\b(?:my|me|myself|i've (?:been|had|got)|i (?:\\w+,? ){0,2}(?:use|feel|felt|had|was|get|got|took|take|"
              + "went|woke|can't|couldn't|noticed|live|work|smoke|drink)|i have|i'm (?:taking|having|on))\\b");
  private static final Pattern POINTING =
      Phrases.atStart(
          "it | it's | it'll | they | they're | that | that's | those | these | which | because");

  private static final Pattern PROVIDERS_WORDS =
      Pattern.compile("\\b(?:you|your|you're|you've)\\b");

  /** Sentence of a turn, as it goes through the rules. */
  private record Said(Turn turn, Span span, String matching, boolean question) {
    String raw() {
      return span.in(turn.text());
    }

    int words() {
      return Wording.words(matching);
    }
  }

  /** A question that waits for its answer. */
  private record Open(List<Said> asked) {}

  private final List<Unit> units = new ArrayList<>();
  private Open open;
  private ClinicalTopic asked;
  private boolean first;
  private Turn lastTurn;

  private Units() {}

  static List<Unit> of(List<Turn> turns) {
    Units made = new Units();
    for (Turn turn : turns) made.read(turn);
    return made.units;
  }

  private void read(Turn turn) {
    List<Said> said = new ArrayList<>();
    for (Span span : Sentences.of(turn.text())) {
      String matching = Wording.matching(span.in(turn.text()));
      if (Wording.words(matching) == 0) continue;
      said.add(new Said(turn, span, matching, Questions.isQuestion(matching)));
    }
    for (int i = 0; i < said.size(); i++) {
      Said s = said.get(i);
      if (s.question()) {
        ask(s);
      } else if (isHum(s)) {
        continue;
      } else if (answers(s)) {
        boolean more = i + 1 < said.size() && isAfterthought(s, said.get(i + 1));
        answer(s, more ? said.get(i + 1) : s);
        if (more) i++;
      } else {
        state(s);
      }
    }
  }

  private void ask(Said s) {
    if (s.turn().role() == Role.PATIENT) return;
    if (Questions.isEmpty(s.matching()) || s.matching().startsWith("okay")) return;
    if (CueRules.isChatter(Voice.BOTH, s.matching()) && !Questions.isOpening(s.matching())) {
      open = null;
      asked = null;
      return;
    }
    List<Said> together = new ArrayList<>();
    if (open != null && open.asked().get(0).turn() == s.turn() && adjoin(open.asked(), s)) {
      together.addAll(open.asked());
    }
    together.add(s);
    asked = CueRules.asked(s.matching());
    first = true;
    open = new Open(together);
  }

  /** Whether {@code s} is the next sentence after those asked already, and all are short. */
  private static boolean adjoin(List<Said> before, Said s) {
    Span last = before.get(before.size() - 1).span();
    int words = before.stream().mapToInt(Said::words).sum() + s.words();
    return words <= LONGEST_QUESTION
        && s.turn().text().substring(last.to(), s.span().from()).isBlank();
  }

  private boolean answers(Said s) {
    if (open == null) return false;
    Turn asker = open.asked().get(0).turn();
    boolean sameKnownSpeaker = s.turn() == asker || s.turn().speaker().equals(asker.speaker());
    if (sameKnownSpeaker && s.turn().role() != Role.UNKNOWN) return false;
    if (s.turn().role() == Role.PROVIDER) return false;
    String question = last(open.asked()).matching();
    if (Questions.isOpening(question)) return false;
    if (Questions.isYesOrNo(s.matching())) return s.words() <= 2 * LONGEST_ANSWER;
    return s.words() <= LONGEST_ANSWER && (!sameKnownSpeaker || Questions.asksWhat(question));
  }

  /** "Yeah" in the middle of "how often does it happen?" answers nothing. */
  private boolean isHum(Said s) {
    return Questions.isHum(s.matching())
        && (open == null || Questions.asksWhat(last(open.asked()).matching()));
  }

  private static boolean isAfterthought(Said bare, Said next) {
    return bare.words() <= 2 && next.words() <= LONGEST_AFTERTHOUGHT && !next.question();
  }

  private void answer(Said from, Said to) {
    List<Said> question = open.asked();
    ClinicalTopic topic = CueRules.asked(join(question));
    open = null;
    first = false;
    String matching = join(question) + BAR + from.matching();
    if (!Questions.asksWhat(matching) && !CueRules.isClinical(matching) && contentless(question)) {
      return;
    }
    Span asking = new Span(question.get(0).span().from(), last(question).span().to());
    Span answering = new Span(from.span().from(), to.span().to());
    Turn asker = question.get(0).turn();
    Set<String> evidence = new LinkedHashSet<>(asker.evidence(asking));
    evidence.addAll(from.turn().evidence(answering));
    String text = sentence(asking.in(asker.text()), '?') + " " + answerText(answering, from.turn());
    lastTurn = from.turn();
    units.add(new Unit(Voice.BOTH, text, matching, List.copyOf(evidence), topic, true, false));
  }

  private static String answerText(Span answering, Turn turn) {
    return sentence(answering.in(turn.text()), '.');
  }

  private static boolean contentless(List<Said> question) {
    return question.stream().mapToInt(Said::words).sum() <= 3;
  }

  private void state(Said s) {
    boolean patient = s.turn().role() == Role.PATIENT || s.turn().role() == Role.UNKNOWN;
    String text = Wording.withoutAgreeing(Wording.core(s.raw()).in(s.raw()));
    String matching = Wording.withoutAgreeing(s.matching());
    if (patient) {
      open = null;
    } else if (s.words() > LONGEST_ACKNOWLEDGEMENT) {
      asked = null;
    }
    if (Wording.words(text) == 0) return;
    boolean continues = s.turn() == lastTurn && POINTING.matcher(matching).find();
    lastTurn = s.turn();
    units.add(
        new Unit(
            voice(s),
            Wording.asSentence(text),
            matching,
            s.turn().evidence(s.span()),
            patient ? asked : null,
            first,
            continues));
    if (patient) first = false;
  }

  private static Voice voice(Said s) {
    return switch (s.turn().role()) {
      case PROVIDER -> Voice.PROVIDER;
      case PATIENT -> Voice.PATIENT;
      case UNKNOWN -> {
        boolean mine = PATIENTS_WORDS.matcher(s.matching()).find();
        boolean yours = PROVIDERS_WORDS.matcher(s.matching()).find();
        if (mine == yours) yield Voice.EITHER;
        yield mine ? Voice.PATIENT : Voice.PROVIDER;
      }
    };
  }

  /** {@code raw} without fillers at its ends, with {@code stop} where it has none. */
  private static String sentence(String raw, char stop) {
    String core = Wording.core(raw).in(raw);
    boolean stopped = !core.isEmpty() && ".?!".indexOf(core.charAt(core.length() - 1)) >= 0;
    return Wording.asSentence(stopped ? core : core + stop);
  }

  private static String join(List<Said> said) {
    StringBuilder text = new StringBuilder();
    for (Said s : said) text.append(text.isEmpty() ? "" : " ").append(s.matching());
    return text.toString();
  }

  private static Said last(List<Said> said) {
    return said.get(said.size() - 1);
  }
}
