package io.auscult.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenMintTest {
  private static final String SECRET = "a secret for tests that is long enough for HS256";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

  @ParameterizedTest
  @EnumSource(TokenMint.Kind.class)
  void mintedTokensAreAcceptedEvenByAStrictGateway(TokenMint.Kind kind) throws Exception {
    TokenMint mint =
        new TokenMint(SECRET, Optional.of("us"), Optional.of("auscult"), CLOCK, () -> "id-1");
    TokenVerifier strict =
        new TokenVerifier(
            SigningKeys.load(Optional.of(SECRET), Optional.empty()),
            new ClaimRules(Optional.of("us"), Optional.of("auscult"), true, true),
            new Revoked(),
            CLOCK);
    String token = mint.mint(TokenMint.Order.of(kind));
    assertThat(token).matches("[A-Za-z0-9._~-]+");
    Verdict verdict = strict.verify(token, List.of("sub", "iat", "exp", "scope", "user_type"));
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
    Identity who = ((Verdict.Accepted) verdict).identity();
    assertThat(who.tenant().organization()).isEqualTo("demo");
    assertThat(who.tenant().subject()).isEqualTo("demo-user");
    assertThat(who.tokenId()).isEqualTo("id-1");
    assertThat(who.expiresAtMs() - who.issuedAtMs()).isEqualTo(Duration.ofHours(8).toMillis());
    assertThat(TokenMint.Kind.of(kind.cliName())).contains(kind);
  }

  @Test
  void commandLineNames() {
    assertThat(TokenMint.Kind.cliNames())
        .containsExactly("medisync", "scribe-server", "scribe-user", "invox", "sahl");
    assertThat(TokenMint.Kind.of("MEDISYNC")).isEmpty();
  }
}
