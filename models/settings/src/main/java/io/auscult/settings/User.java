package io.auscult.settings;

/**
 * A Sahl user from {@code auscult.yaml}; exactly one of password and hash is set, the other empty.
 *
 * @param organization tenant of the user's sessions; empty: none
 */
public record User(String username, String password, String passwordHash, String organization) {
  @Override
  public String toString() {
    return "User[]";
  }
}
