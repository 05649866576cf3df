package io.auscult.local.house;

import io.auscult.gateway.auth.TokenMint;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.time.Clock;
import java.util.UUID;

/** Tokens for a gateway with these settings and secrets. */
public final class Tokens {
  private Tokens() {}

  /** A mint whose tokens that gateway accepts. */
  public static TokenMint of(Settings settings, KeptSecrets secrets) {
    return new TokenMint(
        secrets.jwtSecret(),
        settings.text(Setting.JWT_ISSUER),
        settings.text(Setting.JWT_AUDIENCE),
        Clock.systemUTC(),
        () -> UUID.randomUUID().toString());
  }
}
