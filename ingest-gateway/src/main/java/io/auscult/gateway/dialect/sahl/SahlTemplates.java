package io.auscult.gateway.dialect.sahl;

import java.util.List;
import java.util.Optional;

/** The names that {@code summary_template} may have. */
final class SahlTemplates {
  /** The one of the documented client; also where {@code start} names none (SA-08). */
  static final String DEFAULT = "FAMILY_MEDICINE";

  /** Those that the note writer knows; the gateway does not depend on it. */
  static final List<String> ALL =
      List.of(
          DEFAULT,
          "GENERAL_MEDICINE",
          "CARDIOLOGY",
          "ORTHOPEDICS",
          "DERMATOLOGY",
          "PSYCHIATRY",
          "EMERGENCY_MEDICINE",
          "PEDIATRICS",
          "soap",
          "consult",
          "aci");

  private SahlTemplates() {}

  /** The template of a name in any case, if there is one. */
  static Optional<String> of(String name) {
    return ALL.stream().filter(known -> known.equalsIgnoreCase(name.strip())).findFirst();
  }
}
