package io.auscult.gateway.auth;

import io.auscult.gateway.auth.TokenMint.Kind;
import io.auscult.gateway.auth.TokenMint.Order;
import io.auscult.settings.PasswordHash;
import io.auscult.settings.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users who get a token for their password (SA-02). How long an answer takes tells nothing of
 * whether there is such a user. Thread-safe.
 */
public final class Logins {
  /** A working day; the client logs in again at the next. */
  static final Duration LIFETIME = Duration.ofHours(8);

  private record Account(User user, Optional<PasswordHash> hash) {}

  private final Map<String, Account> byName = new HashMap<>();
  private final Optional<PasswordHash> decoy;
  private final TokenMint mint;

  /**
   * Users and the mint of their tokens.
   *
   * @throws IllegalArgumentException for a password hash that is none
   */
  public Logins(List<User> users, TokenMint mint) {
    for (User user : users) {
      Optional<PasswordHash> hash =
          Optional.of(user.passwordHash()).filter(h -> !h.isEmpty()).map(PasswordHash::of);
      byName.put(user.username(), new Account(user, hash));
    }
    decoy =
        byName.values().stream()
            .flatMap(account -> account.hash().stream())
            .max(Comparator.comparingInt(PasswordHash::iterations));
    this.mint = mint;
  }

  /** A token; empty: there is no such user, or the password is another. May take a core a while. */
  public Optional<String> token(String username, String password) {
    Account account = byName.get(username);
    boolean hashed = account != null && account.hash().isPresent();
    // Who has no hash is compared with somebody else's, which takes as long.
    Optional<PasswordHash> hash = hashed ? account.hash() : decoy;
    boolean likeHash = hash.map(h -> h.matches(password)).orElse(false);
    boolean likeText = same(password, account == null ? "" : account.user().password());
    if (account == null || !(hashed ? likeHash : likeText)) return Optional.empty();
    User user = account.user();
    return Optional.of(
        mint.mint(
            new Order(
                Kind.SAHL,
                user.username(),
                user.organization(),
                "",
                Optional.empty(),
                LIFETIME,
                Optional.empty())));
  }

  /** Digests have one length: the comparison says nothing of the password's. */
  private static boolean same(String one, String other) {
    return MessageDigest.isEqual(digest(one), digest(other));
  }

  private static byte[] digest(String text) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      return sha256.digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
