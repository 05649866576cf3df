package io.auscult.events;

/**
 * Where the result of a session is to be POSTed.
 *
 * @param url empty: nowhere
 * @param appId the application whose secret signs it
 */
public record Callback(String url, String appId) {
  /** No callback. */
  public static final Callback NONE = new Callback("", "");

  @Override
  public String toString() {
    return "Callback[" + appId + "]";
  }
}
