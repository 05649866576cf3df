package io.auscult.gateway.http;

import io.auscult.gateway.auth.FailedAuthThrottle;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.auth.TokenVerifier;
import io.auscult.gateway.auth.Verdict;
import io.auscult.gateway.dialect.Dialect;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.UpgradeRequest;
import java.time.Clock;
import java.util.Optional;

/** Decides who may connect: token, then permission, then the request itself (IN-10). */
final class Gatekeeper {
  /** Either somebody or the reason why nobody. */
  sealed interface Decision {
    record Admitted(Identity identity) implements Decision {}

    record Refused(Refusal refusal) implements Decision {}
  }

  private final TokenVerifier verifier;
  private final FailedAuthThrottle throttle;
  private final Clock clock;
  private final boolean requireTls;

  Gatekeeper(TokenVerifier verifier, FailedAuthThrottle throttle, Clock clock, boolean requireTls) {
    this.verifier = verifier;
    this.throttle = throttle;
    this.clock = clock;
    this.requireTls = requireTls;
  }

  Decision decide(Dialect<?> dialect, UpgradeRequest request) {
    if (requireTls && !request.header("X-Forwarded-Proto").orElse("").equals("https")) {
      return new Decision.Refused(Refusal.forbidden("tls_required", "Connect by wss:// only."));
    }
    if (!request.subprotocols().isEmpty()
        && request.subprotocols().stream().noneMatch(dialect.subprotocols()::contains)) {
      // Selecting none would make the client fail after a session was opened (stack.md §4).
      return new Decision.Refused(
          Refusal.badRequest("subprotocol", "None of the subprotocols is known here."));
    }
    String token = dialect.token(request).orElse("");
    String sha256 = TokenVerifier.sha256(token);
    long nowMs = clock.millis();
    if (!token.isEmpty() && throttle.closed(request.address(), sha256, nowMs)) {
      return new Decision.Refused(
          Refusal.tooMany("auth_throttled", "This token was refused too often."));
    }
    Verdict verdict = verifier.verify(token, dialect.requiredClaims());
    if (verdict instanceof Verdict.Rejected rejected) {
      throttle.failed(request.address(), sha256, nowMs);
      return new Decision.Refused(Refusal.unauthorized(rejected.reason()));
    }
    Identity identity = dialect.represents(((Verdict.Accepted) verdict).identity());
    Optional<Refusal> refusal = dialect.admit(identity, request);
    if (refusal.isPresent()) return new Decision.Refused(refusal.get());
    return new Decision.Admitted(identity);
  }
}
