package io.auscult.notes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolesTest {
  private static final List<Utterance> ANONYMOUS =
      Transcripts.relabelled(
          Transcripts.relabelled(Transcripts.visit(), "provider", "SPEAKER_1"),
          "patient",
          "speaker-0");

  @Test
  void aLabelThatSaysWhoItIsIsBelievedWhateverIsSaid() {
    Roles roles = new Roles(Transcripts.of("Patient: Any chest pain?", "Dr. Hale: It hurts."));
    assertThat(roles.of("patient")).isEqualTo(Role.PATIENT);
    assertThat(roles.of("DR. HALE")).isEqualTo(Role.PROVIDER);
    assertThat(roles.of("somebody else")).isEqualTo(Role.UNKNOWN);
  }

  @Test
  void labelsThatSayNothingAreToldApartByWhatIsSaid() {
    Roles roles = new Roles(ANONYMOUS);
    assertThat(roles.of("SPEAKER_1")).isEqualTo(Role.PROVIDER);
    assertThat(roles.of("speaker-0")).isEqualTo(Role.PATIENT);
  }

  @Test
  void besideSomebodyWhoSaysToBeTheProviderNobodyIsGuessed() {
    List<Utterance> items = new ArrayList<>(ANONYMOUS);
    items.addAll(Transcripts.of("provider: Thank you."));
    Roles roles = new Roles(items);
    assertThat(roles.of("SPEAKER_1")).isEqualTo(Role.UNKNOWN);
    assertThat(roles.of("speaker-0")).isEqualTo(Role.UNKNOWN);
  }

  @Test
  void whatIsDoubtfulAtTheEndIsNotGuessed() {
    List<Utterance> items = new ArrayList<>(ANONYMOUS);
    items.addAll(
        Transcripts.relabelled(
            Transcripts.relabelled(Transcripts.visit(), "provider", "speaker-0"),
            "patient",
            "SPEAKER_1"));
    Roles roles = new Roles(items);
    assertThat(roles.of("SPEAKER_1")).isEqualTo(Role.UNKNOWN);
    assertThat(roles.of("speaker-0")).isEqualTo(Role.UNKNOWN);
  }
}
