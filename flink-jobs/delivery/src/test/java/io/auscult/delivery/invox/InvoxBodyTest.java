package io.auscult.delivery.invox;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.delivery.Orders;
import io.auscult.events.DeliveryOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvoxBodyTest {
  @Test
  void IN_42_segmentsHaveAllTheirFieldsWithTimesInSeconds() {
    DeliveryOrder order =
        Orders.of(
            "s-1",
            "https://receiver.example/",
            Orders.item("s-1", "SPEAKER_0", 10, 1_050, "Guten Tag, \"Frau\" Müller."),
            Orders.item("s-1", "provider", 3_600_000, 3_601_500, "Hello."));
    assertThat(text(order))
        .isEqualTo(
            "{\"transcriptionStatus\":\"SUCCESS\",\"connectionId\":\"s-1\",\"signature\":\"sig\","
                + "\"transcription\":["
                + "{\"speakerId\":\"speaker-1\",\"text\":\"Guten Tag, \\\"Frau\\\" Müller.\","
                + "\"start\":0.010,\"end\":1.050,\"speakerName\":\"Speaker 1\"},"
                + "{\"speakerId\":\"speaker-provider\",\"text\":\"Hello.\","
                + "\"start\":3600.000,\"end\":3601.500,\"speakerName\":\"Provider\"}]}");
  }

  @Test
  void IN_49_aSessionWithoutASoundIsASuccessWithAnEmptyTranscription() {
    assertThat(text(Orders.of("s-1", "https://receiver.example/")))
        .isEqualTo(
            "{\"transcriptionStatus\":\"SUCCESS\",\"connectionId\":\"s-1\","
                + "\"signature\":\"sig\",\"transcription\":[]}");
  }

  @Test
  void IN_41_aFailureSaysWhyAndCarriesWhatThereIs() {
    assertThat(text(failed("the models are gone", List.of())))
        .isEqualTo(
            "{\"transcriptionStatus\":\"FAILED\",\"errorMessage\":\"the models are gone\","
                + "\"connectionId\":\"s-1\",\"signature\":\"sig\"}");
    assertThat(text(failed("", List.of(Orders.item("s-1", "SPEAKER_1", 0, 900, "Part.")))))
        .contains("\"errorMessage\":\"The recording could not")
        .contains("\"transcription\":[{\"speakerId\":\"speaker-2\"");
  }

  @ParameterizedTest
  @CsvSource({
    "SPEAKER_0, speaker-1, Speaker 1",
    "SPEAKER_11, speaker-12, Speaker 12",
    "provider, speaker-provider, Provider",
    "patient, speaker-patient, Patient",
    "Dr Meyer, speaker-dr-meyer, Dr Meyer",
    "'', speaker-unknown, Unknown",
    ", speaker-unknown, Unknown",
  })
  void IN_42_X_04_speakersHaveAnIdAndAName(String label, String id, String name) {
    assertThat(Voice.of(label)).isEqualTo(new Voice(id, name));
  }

  private static DeliveryOrder failed(
      String why, List<io.auscult.events.TranscriptRecord> transcript) {
    DeliveryOrder o = Orders.of("s-1", "https://receiver.example/");
    return new DeliveryOrder(
        o.session(),
        o.organization(),
        o.callback(),
        o.dialect(),
        false,
        why,
        transcript,
        o.orderedAtMs());
  }

  private static String text(DeliveryOrder order) {
    return new String(InvoxBody.of(order, "sig"), StandardCharsets.UTF_8);
  }
}
