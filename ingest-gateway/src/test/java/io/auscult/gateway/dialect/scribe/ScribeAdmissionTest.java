package io.auscult.gateway.dialect.scribe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.Tenant;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.auth.Reason;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Rejection;
import io.auscult.gateway.dialect.UpgradeRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may connect where (DI-01, DI-02, K1). */
class ScribeAdmissionTest {
  private final Scribe dialect = new Scribe();

  @ParameterizedTest
  @CsvSource({
    "/v1/scribe/server, scribe:server, ''",
    "/v1/scribe/server, scribe:user,   scope_insufficient",
    "/v1/scribe/server, something,     scope_insufficient",
    "/v1/scribe/user,   scribe:user,   ''",
    "/v1/scribe/user,   scribe:server, scope_insufficient",
    "/stream,           scribe:user,   ''",
    "/stream,           scribe:server, ''",
    "/stream,           something,     scope_insufficient",
  })
  void DI_01_eachSurfaceTakesItsOwnTokens(String path, String scope, String reason) {
    assertThat(refusal(path, scope, Duration.ofHours(1)))
        .isEqualTo(reason.isEmpty() ? Optional.empty() : Optional.of(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/scribe/user,   scribe:user,   86400, ''",
    "/v1/scribe/user,   scribe:user,   86401, token_lifetime",
    "/stream,           scribe:user,   86401, token_lifetime",
    "/stream,           scribe:server, 86401, ''",
    "/v1/scribe/server, scribe:server, 86401, ''",
  })
  void DI_01_userTokensAreShortLived(String path, String scope, long seconds, String reason) {
    assertThat(refusal(path, scope, Duration.ofSeconds(seconds)))
        .isEqualTo(reason.isEmpty() ? Optional.empty() : Optional.of(reason));
  }

  @Test
  void DI_01_theWrongSurfaceIsForbidden() {
    Refusal refusal =
        dialect.admit(identity("scribe:user", Duration.ofHours(1)), at("/v1/scribe/server")).get();
    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN);
    assertThat(refusal.message()).contains("scribe:server");
  }

  @Test
  void DI_02_tokenFromHeaderSubprotocolOrUrlInThisOrder() {
    Map<String, String> query = Map.of("token", " url ");
    Map<String, String> header = Map.of("authorization", "bearer  header ");
    List<String> offered = List.of("copilot-listen-protocol", "jwt-offered");
    assertThat(dialect.token(request(query, header, offered))).contains("header");
    assertThat(dialect.token(request(query, Map.of(), offered))).contains("offered");
    assertThat(dialect.token(request(query, Map.of(), List.of()))).contains("url");
    assertThat(dialect.token(request(Map.of(), Map.of(), List.of("jwt-")))).isEmpty();
    assertThat(dialect.token(request(Map.of(), Map.of(), List.of()))).isEmpty();
  }

  @Test
  void DI_02_onlyTheProtocolItselfCanBeSelected() {
    assertThat(dialect.subprotocols()).containsExactly("copilot-listen-protocol");
  }

  @ParameterizedTest
  @EnumSource(Refusal.Kind.class)
  void K1_aRefusalIsAnErrorMessageInBothForms(Refusal.Kind kind) {
    Rejection r = dialect.reject(new Refusal(kind, "some_reason", "For people."));
    assertThat(r.status()).isEqualTo(kind.status());
    assertThat(r.closeCode()).isEqualTo(kind.closeCode());
    assertThat(r.closeReason()).isEqualTo("some_reason");
    JsonNode body = Talk.json(r.body());
    assertThat(body.get("object").asText()).isEqualTo("error_msg");
    assertThat(body.get("message").asText()).isEqualTo("For people.");
    assertThat(body.get("error").asText()).isEqualTo(kind.error());
    assertThat(body.get("reason").asText()).isEqualTo("some_reason");
  }

  @Test
  void K1_whoBringsNoTokenIsToldWhereToPutIt() {
    Rejection r = dialect.reject(Refusal.unauthorized(Reason.MISSING));
    assertThat(r.closeReason()).startsWith("token_missing").contains("jwt-<token>");
  }

  private Optional<String> refusal(String path, String scope, Duration lifetime) {
    return dialect.admit(identity(scope, lifetime), at(path)).map(Refusal::reason);
  }

  private static Identity identity(String scope, Duration lifetime) {
    long issuedAtMs = 1_700_000_000_000L;
    return new Identity(
        new Tenant("clinic", "", "user-1", ""),
        Set.of(scope),
        OptionalInt.empty(),
        OptionalInt.empty(),
        "",
        "",
        "",
        issuedAtMs,
        issuedAtMs + lifetime.toMillis());
  }

  private static UpgradeRequest at(String path) {
    return new UpgradeRequest(path, Map.of(), Map.of(), List.of(), "");
  }

  private static UpgradeRequest request(
      Map<String, String> query, Map<String, String> headers, List<String> offered) {
    return new UpgradeRequest("/stream", query, headers, offered, "");
  }
}
