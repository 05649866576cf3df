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

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The templates that are built in. */
public final class Templates {
  /** Scribe's four sections; what is written where nothing else is asked for. */
  public static final Template SOAP =
      new Template(
          "soap",
          List.of(
              section(
                  "SOAP_SUBJECTIVE",
                  "Subjective",
                  "No history was mentioned.",
                  COMPLAINT,
                  HISTORY,
                  SYSTEMS,
                  PAST,
                  IMMUNIZATIONS,
                  MEDICATIONS,
                  ALLERGIES,
                  SOCIAL,
                  FAMILY),
              section(
                  "SOAP_OBJECTIVE",
                  "Objective",
                  "No findings or results were mentioned.",
                  EXAM,
                  RESULTS),
              section("SOAP_ASSESSMENT", "Assessment", "No assessment was mentioned.", ASSESSMENT),
              section("SOAP_PLAN", "Plan", "No plan was mentioned.", PLAN)));

  /**
   * Scribe's other nine (conformance DI-44): they have no place for findings but the assessment.
   */
  public static final Template CONSULT =
      new Template(
          "consult",
          List.of(
              section(
                  "REASON_FOR_REFERRAL",
                  "Reason for Referral",
                  "No reason for referral was mentioned.",
                  COMPLAINT),
              section(
                  "HISTORY_OF_PRESENT_ILLNESS",
                  "History of Present Illness",
                  "No history of the present illness was mentioned.",
                  HISTORY,
                  SYSTEMS),
              pastHistory(PAST, IMMUNIZATIONS),
              medications(),
              allergies(),
              socialHistory(),
              familyHistory(),
              section(
                  "ASSESSMENT",
                  "Assessment",
                  "No findings or assessment were mentioned.",
                  EXAM,
                  RESULTS,
                  ASSESSMENT),
              plan()));

  /** The sections of ACI-BENCH's notes. */
  public static final Template ACI =
      new Template(
          "aci",
          List.of(
              chiefComplaint(),
              section(
                  "HISTORY_OF_PRESENT_ILLNESS",
                  "History of Present Illness",
                  "No history was mentioned.",
                  HISTORY,
                  PAST,
                  IMMUNIZATIONS,
                  MEDICATIONS,
                  ALLERGIES,
                  SOCIAL,
                  FAMILY),
              section(
                  "REVIEW_OF_SYSTEMS",
                  "Review of Systems",
                  "No other symptoms were asked for.",
                  SYSTEMS),
              section(
                  "PHYSICAL_EXAM",
                  "Physical Exam",
                  "No examination findings were mentioned.",
                  EXAM),
              section("RESULTS", "Results", "No results were mentioned.", RESULTS),
              section(
                  "ASSESSMENT_AND_PLAN",
                  "Assessment and Plan",
                  "No assessment or plan was mentioned.",
                  ASSESSMENT,
                  PLAN)));

  /** Without a wish. */
  public static final Template DEFAULT = SOAP;

  private static final List<Template> ALL =
      List.of(
          SOAP,
          CONSULT,
          ACI,
          specialty("FAMILY_MEDICINE", List.of(examination(EXAM, RESULTS))),
          specialty("GENERAL_MEDICINE", List.of(examination(EXAM), investigations(RESULTS))),
          specialty("CARDIOLOGY", List.of(examination(EXAM), investigations(RESULTS))),
          specialty("ORTHOPEDICS", List.of(examination(EXAM), imaging())),
          specialty("DERMATOLOGY", List.of(skinExamination())),
          specialty("PSYCHIATRY", List.of(mentalState())),
          specialty("EMERGENCY_MEDICINE", List.of(examination(EXAM), investigations(RESULTS))),
          pediatrics());

  private static final Map<String, Template> BY_NAME =
      ALL.stream().collect(Collectors.toMap(t -> key(t.name()), Function.identity()));

  private Templates() {}

  /** The template of a name in any case, if there is one. */
  public static Optional<Template> of(String name) {
    return name == null ? Optional.empty() : Optional.ofNullable(BY_NAME.get(key(name)));
  }

  /** All of them, Scribe's first. */
  public static List<Template> all() {
    return ALL;
  }

  private static String key(String name) {
    return name.strip().toUpperCase(Locale.ROOT);
  }

  /** The sections of Sahl's summaries; specialties differ in what is found on the patient. */
  private static Template specialty(String name, List<SectionPlan> findings) {
    return specialty(name, List.of(pastHistory(PAST, IMMUNIZATIONS)), findings);
  }

  private static Template pediatrics() {
    return specialty(
        "PEDIATRICS",
        List.of(
            pastHistory(PAST),
            section(
                "IMMUNIZATIONS",
                "Immunizations",
                "No immunizations were mentioned.",
                IMMUNIZATIONS)),
        List.of(examination(EXAM, RESULTS)));
  }

  private static Template specialty(
      String name, List<SectionPlan> earlier, List<SectionPlan> findings) {
    var sections =
        List.of(
            List.of(
                chiefComplaint(),
                section(
                    "HISTORY_OF_PRESENTATION",
                    "History of Presentation",
                    "No history of the presentation was mentioned.",
                    HISTORY,
                    SYSTEMS)),
            earlier,
            List.of(medications(), allergies(), socialHistory(), familyHistory()),
            findings,
            List.of(
                section("ASSESSMENT", "Assessment", "No assessment was mentioned.", ASSESSMENT),
                plan()));
    return new Template(name, sections.stream().flatMap(List::stream).toList());
  }

  private static SectionPlan chiefComplaint() {
    return section(
        "CHIEF_COMPLAINT", "Chief Complaint", "No chief complaint was mentioned.", COMPLAINT);
  }

  private static SectionPlan pastHistory(ClinicalTopic... topics) {
    return section(
        "PAST_MEDICAL_HISTORY",
        "Past Medical History",
        "No past medical history was mentioned.",
        topics);
  }

  private static SectionPlan medications() {
    return section("MEDICATIONS", "Medications", "No medications were mentioned.", MEDICATIONS);
  }

  private static SectionPlan allergies() {
    return section("ALLERGIES", "Allergies", "No allergies were mentioned.", ALLERGIES);
  }

  private static SectionPlan socialHistory() {
    return section("SOCIAL_HISTORY", "Social History", "No social history was mentioned.", SOCIAL);
  }

  private static SectionPlan familyHistory() {
    return section("FAMILY_HISTORY", "Family History", "No family history was mentioned.", FAMILY);
  }

  private static SectionPlan examination(ClinicalTopic... topics) {
    return section("EXAMINATION", "Examination", "No examination findings were mentioned.", topics);
  }

  private static SectionPlan skinExamination() {
    return section(
        "SKIN_EXAMINATION", "Skin Examination", "No findings were mentioned.", EXAM, RESULTS);
  }

  private static SectionPlan mentalState() {
    return section(
        "MENTAL_STATE_EXAMINATION",
        "Mental State Examination",
        "No findings were mentioned.",
        EXAM,
        RESULTS);
  }

  private static SectionPlan investigations(ClinicalTopic... topics) {
    return section("INVESTIGATIONS", "Investigations", "No results were mentioned.", topics);
  }

  private static SectionPlan imaging() {
    return section("IMAGING", "Imaging and Results", "No results were mentioned.", RESULTS);
  }

  private static SectionPlan plan() {
    return section("PLAN", "Plan", "No plan was mentioned.", PLAN);
  }

  private static SectionPlan section(
      String title, String heading, String absence, ClinicalTopic... topics) {
    return new SectionPlan(title, heading, Set.of(topics), absence);
  }
}
