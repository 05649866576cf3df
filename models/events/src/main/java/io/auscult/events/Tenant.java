package io.auscult.events;

/**
 * Who pays for a session and who may read it. Empty text where the token names none, never null.
 *
 * @param organization tenant; the unit of access control
 * @param department label on every record, metric and usage row
 * @param subject the token's {@code sub}
 * @param userType the token's {@code user_type}, as {@code doctor}
 */
public record Tenant(String organization, String department, String subject, String userType) {
  /**
   * Whether somebody may read what this tenant's session said: the same organization, or, where no
   * organization is named, the same subject (interface.md, {@code GET /v1/sessions}).
   */
  public boolean readableBy(Tenant other) {
    if (!organization.equals(other.organization)) return false;
    return !organization.isEmpty() || subject.equals(other.subject);
  }

  @Override
  public String toString() {
    return "Tenant[" + organization + "]";
  }
}
