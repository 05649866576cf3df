package io.auscult.gateway;

/**
 * What only the operator and the gateway know.
 *
 * @param jwtHs256 32 bytes or more of text that HS256 tokens are signed with
 * @param adminToken for {@code /admin/…}
 */
public record Secrets(String jwtHs256, String adminToken) {
  @Override
  public String toString() {
    return "Secrets[]";
  }
}
