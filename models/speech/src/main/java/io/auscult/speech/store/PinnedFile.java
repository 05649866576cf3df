package io.auscult.speech.store;

/**
 * One file of a model.
 *
 * @param name in the model's folder
 * @param source path in the package; for a vocabulary the script that holds it
 * @param form how the file lies in the package
 * @param bytes its exact size
 * @param sha256 of its content, lower-case hexadecimal
 */
record PinnedFile(String name, String source, Form form, long bytes, String sha256) {
  /** How a file lies in its package. */
  enum Form {
    /** As it is. */
    PLAIN,
    /** As the one base64 literal of a script that decodes to a text with the pinned hash. */
    BASE64_IN_SCRIPT
  }
}
