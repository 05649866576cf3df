package io.auscult.notes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplatesTest {
  @Test
  void DI_44_soapHasTheFourTitlesInOrder() {
    assertThat(titles("soap"))
        .containsExactly("SOAP_SUBJECTIVE", "SOAP_OBJECTIVE", "SOAP_ASSESSMENT", "SOAP_PLAN");
  }

  @Test
  void DI_44_consultHasTheOtherNineInOrder() {
    assertThat(titles("consult"))
        .containsExactly(
            "REASON_FOR_REFERRAL",
            "HISTORY_OF_PRESENT_ILLNESS",
            "PAST_MEDICAL_HISTORY",
            "MEDICATIONS",
            "ALLERGIES",
            "SOCIAL_HISTORY",
            "FAMILY_HISTORY",
            "ASSESSMENT",
            "PLAN");
  }

  @Test
  void SA_25_familyMedicineHasTheHeadingsOfTheSeed() {
    assertThat(Templates.of("FAMILY_MEDICINE").orElseThrow().sections())
        .extracting(SectionPlan::heading)
        .containsExactly(
            "Chief Complaint",
            "History of Presentation",
            "Past Medical History",
            "Medications",
            "Allergies",
            "Social History",
            "Family History",
            "Examination",
            "Assessment",
            "Plan");
  }

  @Test
  void aciHasTheSectionsOfItsNotes() {
    assertThat(titles("aci"))
        .containsExactly(
            "CHIEF_COMPLAINT",
            "HISTORY_OF_PRESENT_ILLNESS",
            "REVIEW_OF_SYSTEMS",
            "PHYSICAL_EXAM",
            "RESULTS",
            "ASSESSMENT_AND_PLAN");
  }

  @Test
  void aNameIsFoundInAnyCaseAndAnUnknownOneIsNot() {
    assertThat(Templates.of("Soap")).contains(Templates.SOAP);
    assertThat(Templates.of(" family_medicine ")).isPresent();
    assertThat(Templates.of("")).isEmpty();
    assertThat(Templates.of("tarot")).isEmpty();
    assertThat(Templates.of(null)).isEmpty();
    assertThat(Templates.all()).contains(Templates.DEFAULT);
  }

  @Test
  void titlesAreMachineReadableAndDistinctAndEachSectionHasItsPhrase() {
    for (Template template : Templates.all()) {
      assertThat(template.sections())
          .as(template.name())
          .extracting(SectionPlan::title)
          .doesNotHaveDuplicates()
          .allMatch(t -> t.matches("[A-Z][A-Z_]*[A-Z]"));
      assertThat(template.sections())
          .as(template.name())
          .extracting(SectionPlan::absence)
          .allMatch(p -> p.matches("No .*\\."));
    }
  }

  @Test
  void aTemplateThatLosesOrDoublesATopicIsRefused() {
    SectionPlan plan = new SectionPlan("PLAN", "Plan", Set.of(ClinicalTopic.PLAN), "No plan.");
    assertThatThrownBy(() -> new Template("short", List.of(plan)))
        .hasMessageContaining("no section holds");
    assertThatThrownBy(() -> new Template("double", List.of(plan, plan)))
        .hasMessageContaining("PLAN has two sections");
  }

  private static List<String> titles(String name) {
    return Templates.of(name).orElseThrow().sections().stream().map(SectionPlan::title).toList();
  }
}
