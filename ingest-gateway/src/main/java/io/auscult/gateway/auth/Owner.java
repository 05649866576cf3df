package io.auscult.gateway.auth;

/** The unit of session and rate limits (conformance K11). */
public record Owner(String organization, String subject) {
  @Override
  public String toString() {
    return "Owner[" + organization + "]";
  }
}
