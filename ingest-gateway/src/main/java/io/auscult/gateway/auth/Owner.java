package io.auscult.gateway.auth;

import io.auscult.events.Tenant;

/** The unit of session and rate limits (conformance K11). */
public record Owner(String organization, String subject) {
  /** Whose a session of this tenant is. */
  public static Owner of(Tenant tenant) {
    return new Owner(tenant.organization(), tenant.subject());
  }

  @Override
  public String toString() {
    return "Owner[" + organization + "]";
  }
}
