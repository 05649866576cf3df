package io.auscult.local.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The rooms of {@code docs/architecture.md}: who may know whom. */
@AnalyzeClasses(packages = "io.auscult", importOptions = ImportOption.DoNotIncludeTests.class)
class RoomsTest {
  private static final String FLINK = "org.apache.flink..";
  private static final String KAFKA = "org.apache.kafka..";
  private static final String ONNX = "ai.onnxruntime..";
  private static final String[] UNDERTOW = {"io.undertow..", "org.xnio.."};

  @ArchTest
  static final ArchRule modelsKnowNoPlumbing =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.auscult.events..",
              "io.auscult.audio..",
              "io.auscult.speech..",
              "io.auscult.notes..",
              "io.auscult.settings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FLINK, KAFKA, "kafka..", UNDERTOW[0], UNDERTOW[1]);

  @ArchTest
  static final ArchRule onlySpeechKnowsOnnx =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.auscult.speech..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ONNX);

  @ArchTest
  static final ArchRule theGatewayKnowsNoJob =
      noClasses()
          .that()
          .resideInAPackage("io.auscult.gateway..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              FLINK,
              "io.auscult.transcription..",
              "io.auscult.delivery..",
              "io.auscult.flink..",
              "io.auscult.speech..",
              "io.auscult.notes..");

  /** Dialects are words and phases: whoever carries frames and records is another. */
  @ArchTest
  static final ArchRule dialectsKnowNoPlumbing =
      noClasses()
          .that()
          .resideInAPackage("io.auscult.gateway.dialect..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              KAFKA,
              UNDERTOW[0],
              UNDERTOW[1],
              "io.auscult.gateway.session..",
              "io.auscult.gateway.http..",
              "io.auscult.gateway.kafka..");

  @ArchTest
  static final ArchRule jobsDoNotKnowEachOther =
      noClasses()
          .that()
          .resideInAPackage("io.auscult.delivery..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.auscult.transcription..", "io.auscult.speech..", "io.auscult.notes..");

  @ArchTest
  static final ArchRule jobsKnowNoGateway =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.auscult.transcription..", "io.auscult.delivery..", "io.auscult.flink..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.auscult.gateway..", UNDERTOW[0], UNDERTOW[1]);

  @ArchTest
  static final ArchRule nobodyKnowsTheHouseThatHoldsThemAll =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.auscult.local..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.auscult.local..");

  @ArchTest
  static final ArchRule modelsKnowOnlyThemselves =
      noClasses()
          .that()
          .resideInAnyPackage("io.auscult.audio..", "io.auscult.events..", "io.auscult.settings..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "io.auscult.gateway..",
              "io.auscult.flink..",
              "io.auscult.transcription..",
              "io.auscult.delivery..",
              "io.auscult.speech..");

  @ArchTest
  static final ArchRule roomsAreNamedByTheirConcern =
      noClasses()
          .should()
          .resideInAnyPackage("..utils..", "..util..", "..impl..", "..helpers..", "..services..");
}
