package io.auscult.gateway;

import io.auscult.gateway.admission.AdmissionSettings;
import io.auscult.gateway.auth.ClaimRules;
import io.auscult.gateway.http.RejectForm;
import io.auscult.gateway.session.SessionSettings;
import io.auscult.settings.Application;
import io.auscult.settings.CallbackTargets;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import io.auscult.settings.User;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;

/**
 * Everything a gateway is told.
 *
 * @param id unique among gateways; also decides which partition it is answered on
 * @param host to listen on
 * @param port 0: any free one
 * @param keys JWKS or PEM file with RS256 public keys
 * @param requireTls refuse WebSockets that did not come through a TLS proxy (MS-02)
 * @param applications of Invox
 * @param callbacks where their results may be sent
 * @param users of Sahl
 */
public record GatewaySettings(
    String id,
    String host,
    int port,
    String bootstrapServers,
    Secrets secrets,
    Optional<Path> keys,
    ClaimRules claims,
    RejectForm rejectForm,
    boolean requireTls,
    SessionSettings sessions,
    List<Application> applications,
    CallbackTargets callbacks,
    List<User> users) {
  public GatewaySettings {
    applications = List.copyOf(applications);
    users = List.copyOf(users);
  }

  /**
   * The settings of a gateway in this system.
   *
   * @param bootstrapServers of the Kafka that is used, embedded or not
   * @param applications those of the settings, or the one that the system made for itself
   */
  public static GatewaySettings from(
      Settings s, String bootstrapServers, Secrets secrets, List<Application> applications) {
    SessionSettings sessions =
        new SessionSettings(
            SessionSettings.DEFAULT_MAX_FRAME_BYTES,
            SessionSettings.DEFAULT_MAX_UNRECORDED_BYTES,
            SessionSettings.DEFAULT_MAX_UNRECORDED_BYTES_OVERALL,
            SessionSettings.DEFAULT_MAX_OUTBOX_BYTES,
            SessionSettings.DEFAULT_DEGRADED_AFTER,
            SessionSettings.DEFAULT_RING_EVERY,
            s.duration(Setting.IDLE_TIMEOUT),
            s.duration(Setting.SILENCE_WARNING),
            s.duration(Setting.DURATION_LIMIT),
            s.duration(Setting.MAX_SESSION),
            s.duration(Setting.PAUSE_LIMIT),
            s.duration(Setting.RESUME_WINDOW),
            s.whole(Setting.SESSION_LIMIT),
            s.maybeWhole(Setting.RATE_LIMIT).map(OptionalInt::of).orElse(OptionalInt.empty()),
            false,
            new AdmissionSettings(s.on(Setting.ADMISSION), s.duration(Setting.LAG_LIMIT)));
    return new GatewaySettings(
        "gateway-" + UUID.randomUUID().toString().substring(0, 8),
        "0.0.0.0",
        s.whole(Setting.PORT),
        bootstrapServers,
        secrets,
        s.maybePath(Setting.JWT_KEYS),
        new ClaimRules(s.text(Setting.JWT_ISSUER), s.text(Setting.JWT_AUDIENCE), false, false),
        RejectForm.AUTO,
        false,
        sessions,
        applications,
        s.callbackTargets(),
        s.users());
  }
}
