package io.auscult.notes;

/** What a sentence is about; a section of a template holds one topic or several. */
public enum ClinicalTopic {
  /** Why the patient is here. */
  COMPLAINT,
  /** The present illness, and whatever a patient tells that has no place of its own. */
  HISTORY,
  /** Symptoms asked for one by one and answered yes or no. */
  SYSTEMS,
  /** Earlier illnesses and operations. */
  PAST,
  IMMUNIZATIONS,
  MEDICATIONS,
  ALLERGIES,
  /** Work, home, tobacco, alcohol, drugs, exercise. */
  SOCIAL,
  FAMILY,
  /** What the clinician sees, hears, feels and measures. */
  EXAM,
  /** Laboratory and imaging that is there already. */
  RESULTS,
  /** What the clinician takes it for. */
  ASSESSMENT,
  /** What is to be done. */
  PLAN
}
