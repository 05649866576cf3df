package io.auscult.settings;

/** A setting that stops the start: which, what it was set to and why that cannot be. */
public final class InvalidSetting extends Exception {
  private static final long serialVersionUID = 1L;
  private final String key;
  private final String value;
  private final String reason;

  /** Secrets never come here as {@code value}: see {@link Setting#secret()}. */
  public InvalidSetting(String key, String value, String reason) {
    super(key + "=" + value + ": " + reason);
    this.key = key;
    this.value = value;
    this.reason = reason;
  }

  public String key() {
    return key;
  }

  public String value() {
    return value;
  }

  public String reason() {
    return reason;
  }
}
