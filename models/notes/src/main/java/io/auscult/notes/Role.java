package io.auscult.notes;

/** Who speaks. */
public enum Role {
  PROVIDER,
  PATIENT,
  /** Not known, or somebody else: only the wording of a sentence tells whose it may be. */
  UNKNOWN
}
