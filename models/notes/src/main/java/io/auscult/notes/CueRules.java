package io.auscult.notes;

import static io.auscult.notes.ClinicalTopic.ALLERGIES;
import static io.auscult.notes.ClinicalTopic.ASSESSMENT;
import static io.auscult.notes.ClinicalTopic.COMPLAINT;
import static io.auscult.notes.ClinicalTopic.EXAM;
import static io.auscult.notes.ClinicalTopic.FAMILY;
import static io.auscult.notes.ClinicalTopic.HISTORY;
import static io.auscult.notes.ClinicalTopic.IMMUNIZATIONS;
import static io.auscult.notes.ClinicalTopic.MEDICATIONS;
import static io.auscult.notes.ClinicalTopic.PAST;
import static io.auscult.notes.ClinicalTopic.PLAN;
import static io.auscult.notes.ClinicalTopic.RESULTS;
import static io.auscult.notes.ClinicalTopic.SOCIAL;
import static io.auscult.notes.ClinicalTopic.SYSTEMS;
import static io.auscult.notes.Lexicon.BODY;
import static io.auscult.notes.Lexicon.CONDITION;
import static io.auscult.notes.Lexicon.INVESTIGATION;
import static io.auscult.notes.Lexicon.MEDICINE;
import static io.auscult.notes.Lexicon.MEDICINE_WORD;
import static io.auscult.notes.Lexicon.OPERATION;
import static io.auscult.notes.Lexicon.RELATIVE;
import static io.auscult.notes.Lexicon.SYMPTOM;
import static io.auscult.notes.Lexicon.TIME;
import static io.auscult.notes.Phrases.anywhere;
import static io.auscult.notes.Phrases.atStart;
import static io.auscult.notes.Phrases.both;
import static io.auscult.notes.Phrases.inTurn;

import io.auscult.notes.Unit.Voice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which topics a sentence speaks of: a table, read from top to bottom. */
final class CueRules {
  /** Said of what is still to be done, so neither a finding nor a result. */
  private static final String FUTURE =
      """
      gonna | i'll | we'll | let's | let me | i'd like | order | get (?:an?|some|another|your|the) | repeat
      schedule | send you | want (?:you )?to | recommend | if (?:you|it|the|that|your) | should
      can (?:do|get|try) | i need to | will
      """;

  /** What is feared or thought of is no illness that somebody had. */
  private static final String FEARED =
      """
      worried | afraid | scared | signs? of | (?:could|might|may) be | google\\w* | googling | thought
      rule out | whether
      """;

  /** Illnesses of other people, and such as are only feared. */
  private static final String NOT_OWN =
      String.join(
          "\n",
          FEARED,
          RELATIVE,
          "friends? | neighbou?rs? | colleagues? | wife | husband | partner | boyfriend | girlfriend");

  private static final String CLINICAL =
      String.join("\n", SYMPTOM, BODY, CONDITION, MEDICINE, MEDICINE_WORD, INVESTIGATION);

  private static final String SHOWS =
      """
      shows? | showed | showing | reveal\\w* | came back | come back | was | were | is | are | looks? | looked
      normal | abnormal | negative | positive | demonstrat\\w+ | elevated | low | high | of \\d | \\d+
      """;

  private static final List<Cue> TABLE =
      List.of(
          // Comes before whatever else is said with it: an allergy must not be overlooked.
          Cue.anyone(ALLERGIES, anywhere("allerg(?:y|ies|ic) | anaphyla\\w+"))
              .unless("allergic rhinitis | allergist"),
          Cue.anyone(
              FAMILY,
              anywhere(
                  "family history | (?:runs?|anyone|anybody|history|anything) in (?:my|your|the) family")),
          Cue.anyone(
                  FAMILY,
                  inTurn(
                      RELATIVE,
                      "has | had | have | died | passed | diagnosed | history | suffer\\w* | runs\n"
                          + CONDITION))
              .unless(
                  """
                  (?:live|lives|living|stay|stays|drove|came|brought) (?:with|by|me|in)
                  (?:friend|neighbou?r|wife|husband|partner|boyfriend|girlfriend)'s
                  """),
          Cue.provider(
                  COMPLAINT,
                  anywhere(
                      """
                      years?[- ]old | presents (?:today|to|with|for) | i (?:understand|see|hear)(?: that)? you injured | (?:patient|who is) presenting
                      here (?:today )?(?:for|with|because) | referred (?:to|by|for) | chief complaint | you're here
                      """))
              .unless(
                  "gonna | i'll | we'll | let's | i want | i'd like | results? | stud(?:y|ies)"),
          // Asked with the hand on the patient: before the bar stands the question.
          Cue.answered(
              EXAM,
              atStart(
                  """
                  [^|]*\\bwhen i (?:press|push|touch|move|squeeze|bend|tap|lift)
                  [^|]*\\b(?:does|is) (?:that|this) (?:hurt|tender|sore|painful)
                  [^|]*\\b(?:hurt|pain|painful|tender\\w*|sore) (?:here|there)
                  [^|]*\\bfeel (?:this|that|me touching)
                  """)),
          Cue.provider(RESULTS, inTurn(INVESTIGATION, SHOWS)).unless(FUTURE),
          Cue.provider(
                  EXAM,
                  anywhere(
                      """
                      on (?:your |the )?(?:\\w+ )?exam(?:ination)? | clear to auscultation | lungs (?:are|sound)
                      i (?:do |don't |can |can't |also )*(?:appreciate|hear|feel|see (?:an?|any|some|no)|notice)
                      heart (?:sounds?|rate|is) | murmurs? | gallops? | regular rate | (?:o)?edema | range of motion
                      blood pressure (?:is|was|of|today|looks|here) | temperature (?:is|was|of)
                      pulses? (?:is|are|was|ox) | respiratory rate | oxygen | satur\\w+ | vitals?(?: signs)?
                      palpat\\w+ | reflexes | pupils | non-?tender | crackles | rales | rhonchi | wheez\\w+
                      tender(?:ness)? (?:to|over|on|in|at|along|here) | lymph nodes? | lymphadenopathy | adenopathy
                      tympanic | ear ?drums? | tonsils | erythema | effusion | crepitus | ecchymosis
                      distension | distention | distended | guarding | rebound | bowel sounds | carotid
                      (?:looks?|is|are) (?:a (?:little|bit) )?(?:red|swollen|inflamed|soft) | positive for
                      beats (?:a|per) minute | well[- ]appearing | no acute distress
                      (?:straight leg|lachman|mcmurray)\\w* | strength is | sensation
                      """))
              .unless(
                  FUTURE
                      + "i see (?:that )?you | at home | likely | probably | i think | causes? | i hear you | oxygen tank"),
          Cue.provider(
                  PLAN,
                  anywhere(
                      """
                      (?:i'm|we're|i am|we are) gonna | i'll | i will | we'll | we will | let's | i need you
                      i(?:'d| would) (?:like|suggest|advise|recommend|want) | i want | i wanna | you should
                      you need to | you(?:'ll| will) (?:need|have|get|take) | recommend\\w* | i suggest | i advise
                      we (?:can|could|should|need) | you (?:can|could) (?:take|use|try|also|come|call) | come back
                      follow[- ]?up | prescri(?:be|ption) | refer(?:ral|red|ring)? | make an appointment
                      book (?:a|an|you) | schedule | keep (?:taking|using|doing|an eye|drinking|it|a) | continue
                      increase | decrease | stop taking | start (?:you|taking|on|with) | try to | make sure
                      call (?:us|me|the (?:office|clinic)) | emergency | return if
                      if (?:it|you|things|that|the|your) .*(?:worse|develop|get|doesn't|don't|any)
                      plenty of (?:fluids|water|rest) | (?:physical |physio)therap\\w+ | (?:once|twice) a day
                      (?:don't )?need anything | can (?:also )?help | times a day | every \\w+ hours
                      \\w+ (?:tablets?|pills?|puffs?) (?:up|a|every|at|once)
                      would be (?:\\w+ )?(?:important|useful|helpful|advisable|beneficial|a good idea)
                      """))
              .unless("you said | you told | you mentioned | you were taking"),
          // Dictated or clipped: the order itself comes first.
          Cue.provider(
              PLAN,
              atStart(
                  """
                  take | use | continue | start | stop | avoid | rest | apply | order | prescribe | refer | repeat
                  drink | return | come (?:back|in|and see)
                  """)),
          Cue.provider(
              ASSESSMENT,
              anywhere(
                  """
                  consistent with | (?:most )?likely | unlikely | probably | suspect\\w* | diagnos\\w+
                  suggest(?:s|ive) | (?:this|that|it|which) (?:could be|may be|might be|would be)
                  (?:this|that|it|which) (?:is|means) (?:an?|most|due|called|what|caused|from)
                  impression | assessment | differential | you(?:'ve got| have| do have) (?:an?|some|what)
                  concern(?:ed|ing) (?:about|that|for) | case of | caused by | due to | (?:well|poorly) controlled
                  under control | stable | worsening | exacerbation | flare(?:-up)? | rule out | nothing serious
                  for (?:your|the) (?:\\w+ )?(?:first|second|third|next|last|other)
                  """)),
          Cue.provider(
              ASSESSMENT,
              both(
                  CLINICAL,
                  """
                  i think | i believe | i feel (?:like|that) | in my opinion | (?:looks|sounds|seems) like
                  worried (?:about|that) | i wonder | i do wonder
                  """)),
          Cue.provider(
              ASSESSMENT, both(CONDITION, "for (?:your|the) | your .*(?:is|are|looks|seems|has)")),
          // A drug that a clinician names, and that the patient does not take yet, is advice.
          Cue.provider(PLAN, anywhere(MEDICINE))
              .unless(
                  """
                  you(?:'re|'ve been|'ve| are| were| have been| have)? (?:\\w+ )?(?:on|take|taking|took|use|using|tried)
                  you (?:mentioned|said|told) | your | known | history | listed | i see
                  """),
          Cue.anyone(
              IMMUNIZATIONS,
              anywhere(
                  "vaccin\\w+ | immuni[sz]\\w+ | flu (?:shots?|jab) | tetanus | boosters? | shots are up")),
          Cue.anyone(MEDICATIONS, anywhere(MEDICINE + MEDICINE_WORD)),
          Cue.patient(
                  SOCIAL,
                  anywhere(
                      """
                      smok\\w+ | cigarettes? | tobacco | vap(?:e|es|ing) | alcohol | drink(?:er|ing)? | beers? | wine
                      whisk(?:e)?y | packs? a day | recreational | marijuana | cannabis | cocaine | weed | street drugs
                      liv(?:e|es|ing) (?:with|alone|at|in|by|on) | at home with | flatmates? | roommates?
                      married | divorced | widow\\w* | retired | unemployed | (?:work|working) (?:as|in|at|for|part|full|from) | for work | for a living
                      (?:my|your) (?:work|job|office) | a job | (?:currently|still|been|not) working | (?:in)?to work
                      off work | a living | occupation | exercis\\w+ | the gym | diet | sexually active | nursery
                      school | college | university | teacher | accountant | driver | engineer | travel\\w*
                      """))
              .unless(
                  """
                  fluids? | water | tea | juice | hold down | keep down | (?:does|did)n't work
                  when i (?:swallow|drink|exercise)
                  """),
          Cue.patient(
                  PAST,
                  anywhere(
                      """
                      history of | past medical | diagnosed with | in the past | years ago | as a (?:child|kid)
                      when i was (?:a|young|little|younger|\\d+)
                      """
                          + OPERATION))
              .unless(NOT_OWN),
          Cue.patient(
                  PAST,
                  inTurn(
                      "have | had | has | got | suffer\\w* | since | known | any | with",
                      CONDITION))
              .unless(NOT_OWN),
          Cue.answered(
              SYSTEMS,
              inTurn(
                  """
                  ^(?:or |also |then |but )?(?:any|do|does|did|have|has|are|is|was|were|no)
                  ^(?:how|what) about
                  """,
                  SYMPTOM)),
          Cue.patient(HISTORY, anywhere(SYMPTOM + BODY + TIME)),
          // Weak, and so last: what is there already, unless it was said of something above.
          Cue.provider(
              PAST, anywhere("past medical | medical history | (?:your|a|known) history of")),
          Cue.patient(PAST, anywhere(CONDITION)).unless(NOT_OWN));

  private static final Pattern CLINICAL_WORD = anywhere(CLINICAL);

  private static final Pattern CHATTER =
      anywhere(
          """
          weather | weekend | halloween | christmas | thanksgiving | easter | vacation | holidays? | traffic
          parking | football | baseball | basketball | game | movies? | tv | grandkids | birthday
          (?:good|nice) to (?:see|meet) you | how are you | good (?:morning|afternoon|evening) | thank you
          thanks | bye | take care | have a (?:good|great|nice) | see you | no problem | you're welcome
          my pleasure | excited | congratulations | funny | my name is | date of birth | confirm your
          can (?:you )?hear | (?:further|more|no) questions | sounds? (?:good|great|fine) | good luck
          """);

  /** Their cues are found in courtesies too: "I'll see you then, thanks." */
  private static final Set<ClinicalTopic> UNSURE = EnumSet.of(HISTORY, ASSESSMENT, PLAN);

  private static final Pattern APPOINTMENT =
      anywhere("come back | follow[- ]?up | appointment | call (?:us|me) | return\n" + TIME);

  /** Said of the talk, not of the patient. */
  private static final Pattern ANNOUNCES =
      anywhere(
          """
          hey,? (?:dragon|dax) | (?:tell|told) (?:\\w+ ){0,5}dax | ask you (?:some|a few|about)
          questions? (?:i|we|was) | ^show me | ^pull up | ^i took a look at your vitals | ^before i examine
          (?:gonna|let me|let's|i'll|we'll|wanna|want to|like to|need to) (?:just |go ahead |and |quickly |also |first |a |kind of |, )*(?:do (?:a |your |the |my |an )?(?:quick |brief |full )*(?:physical )?exam\\w*|(?:take|have) a (?:quick |little )?(?:look|listen|peek|chat)|listen (?:to|in)|look at|examine|check (?:your|some|you|out)|press|feel (?:your|on|along)|go over|review|proceed|talk (?:a little |a bit |bit )*about|see (?:what|how|if)|get (?:started|some details)|ask)
          let's (?:start|continue|carry on|try our|begin) | try (?:our|my) (?:very )?best | step by step | little chat
          let me know | i'll let you know what | sorry to hear | that makes sense | just relax | deep breath
          lie down | hop up | have a seat | ^let's go ahead(?=\\W*$) | call out my findings | some maneuvers
          ^your (?:past )?medical history(?=\\W*$)
          """);

  private CueRules() {}

  /** All topics that a unit speaks of, the foremost first; none for what has no place in a note. */
  static List<ClinicalTopic> topics(Unit unit) {
    List<ClinicalTopic> topics = new ArrayList<>();
    for (Cue cue : TABLE) {
      if (!topics.contains(cue.topic()) && cue.fits(unit.voice(), unit.matching())) {
        topics.add(cue.topic());
      }
    }
    return topics;
  }

  /** What a question asks for: history, where it asks for nothing in particular. */
  static ClinicalTopic asked(String matching) {
    for (Cue cue : TABLE) {
      if (cue.fits(Voice.BOTH, matching)) return cue.topic();
    }
    return HISTORY;
  }

  /** Courtesy, weather, family parties: unless something clinical is said with it. */
  static boolean isChatter(Voice voice, String matching) {
    if (!CHATTER.matcher(matching).find()) return false;
    if (isClinical(matching) || APPOINTMENT.matcher(matching).find()) return false;
    return TABLE.stream()
        .noneMatch(cue -> !UNSURE.contains(cue.topic()) && cue.fits(voice, matching));
  }

  static boolean isAnnouncement(String matching) {
    return ANNOUNCES.matcher(matching).find();
  }

  /** Whether a symptom, a part of the body, an illness, a drug or a test is named. */
  static boolean isClinical(String matching) {
    return CLINICAL_WORD.matcher(matching).find();
  }
}
