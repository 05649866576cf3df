package io.auscult.gateway.dialect;

import io.auscult.events.Tenant;
import io.auscult.gateway.auth.Identity;
import java.util.OptionalInt;
import java.util.Set;

/** Whom tokens in tests stand for. */
public final class Someone {
  private Someone() {}

  /** A user of an organization, with a token for these scopes. */
  public static Identity with(String... scopes) {
    return of("", scopes);
  }

  /** The same with a token made for an Invox application; empty: for none. */
  public static Identity of(String appId, String... scopes) {
    return new Identity(
        new Tenant("clinic", "cardiology", "user-1", "doctor"),
        Set.of(scopes),
        OptionalInt.empty(),
        OptionalInt.empty(),
        appId,
        "token-1",
        "",
        0,
        Long.MAX_VALUE);
  }
}
