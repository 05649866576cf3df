package io.auscult.gateway.dialect.invox;

import io.auscult.events.Tenant;
import io.auscult.gateway.auth.Identity;
import io.auscult.settings.Application;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The applications that the operator set up, and which of them a token is for. */
final class Applications {
  /** What tokens and applications need to transcribe (IN-08). */
  static final String PERMISSION = "REAL-TIME-TRANSCRIBE";

  private final List<Application> all;

  Applications(List<Application> all) {
    this.all = List.copyOf(all);
  }

  /**
   * The application of a token that was sent to us: the one it names, or the only one there is
   * where it names none. Empty: it names one that is not here, or could mean several.
   */
  Optional<Application> named(Identity identity) {
    if (identity.appId().isEmpty()) {
      return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
    }
    return all.stream().filter(a -> a.appId().equals(identity.appId())).findFirst();
  }

  /** The same of a token that may be another dialect's: without a name it must be for us. */
  private Optional<Application> meant(Identity identity) {
    boolean ours = !identity.appId().isEmpty() || identity.scopes().contains(PERMISSION);
    return ours ? named(identity) : Optional.empty();
  }

  /**
   * The token's application as whoever pays, reads and is counted; a token of no application as it
   * is. The same for what it gave back before.
   */
  Identity represented(Identity identity) {
    Optional<Application> application = meant(identity);
    if (application.isEmpty()) return identity;
    Application app = application.get();
    Tenant token = identity.tenant();
    String organization = app.organization().isEmpty() ? token.organization() : app.organization();
    return identity.as(
        new Tenant(organization, token.department(), app.appId(), token.userType()),
        OptionalInt.of(app.sessionLimit()));
  }
}
