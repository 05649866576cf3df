package io.auscult.gateway.dialect.invox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.events.Tenant;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.auth.Reason;
import io.auscult.gateway.dialect.Event;
import io.auscult.gateway.dialect.JsonText;
import io.auscult.gateway.dialect.Refusal;
import io.auscult.gateway.dialect.Rejection;
import io.auscult.gateway.dialect.Someone;
import io.auscult.gateway.dialect.UpgradeRequest;
import io.auscult.settings.Application;
import io.auscult.settings.CallbackTargets;
import io.auscult.settings.Cidr;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may connect to Invox, for whom a token stands, and where results may go. */
class AdmissionTest {
  private static final String PERMISSION = "REAL-TIME-TRANSCRIBE";
  private static final String PUBLIC = "93.184.216.34";
  private static final String URL = "https://example.org/results";
  private static final Application ONE =
      new Application("app-1", "key-1", "secret-1", List.of(PERMISSION), 3, "clinic-1");
  private static final Application TWO =
      new Application("app-2", "key-2", "secret-2", List.of(PERMISSION), 200, "");
  private static final Application IDLE =
      new Application("app-3", "key-3", "secret-3", List.of("BATCH"), 200, "");
  private static final Identity GOOD = Someone.of("app-1", PERMISSION);

  private final Invox several = invox(List.of(ONE, TWO, IDLE), resolving(PUBLIC));
  private final Invox single = invox(List.of(ONE), resolving(PUBLIC));

  @Test
  void IN_03_theTokenKeepsItsPlusSlashAndPadding() {
    assertThat(several.token(get("accessToken=a+b/c==&callbackUrl=https%3A%2F%2Fx.org")))
        .contains("a+b/c==");
    assertThat(several.token(get("callbackUrl=https%3A%2F%2Fx.org&accessToken=a+b/c==")))
        .contains("a+b/c==");
    assertThat(several.token(get("accessToken=a%2Bb%2Fc%3D%3D"))).contains("a+b/c==");
    assertThat(several.token(get("accessToken="))).isEmpty();
    assertThat(several.token(get(""))).isEmpty();
  }

  @Test
  void theTokenMayComeInTheHeaderToo() {
    UpgradeRequest request =
        new UpgradeRequest(
            "/",
            Map.of("accessToken", "other"),
            Map.of("authorization", "Bearer good"),
            List.of(),
            "");
    assertThat(several.token(request)).contains("good");
  }

  @Test
  void aTokenStandsForItsApplication() {
    Identity one = several.represents(GOOD);
    assertThat(one.tenant()).isEqualTo(new Tenant("clinic-1", "cardiology", "app-1", "doctor"));
    assertThat(one.sessionLimit()).isEqualTo(OptionalInt.of(3));
    Identity two = several.represents(Someone.of("app-2", PERMISSION));
    assertThat(two.tenant().organization()).isEqualTo("clinic");
    assertThat(two.tenant().subject()).isEqualTo("app-2");
    assertThat(several.represents(one)).isEqualTo(one);
  }

  @Test
  void aTokenThatNamesNoApplicationStandsForTheOnlyOne() {
    Identity unnamed = Someone.with(PERMISSION);
    assertThat(single.represents(unnamed).tenant().subject()).isEqualTo("app-1");
    assertThat(single.admit(single.represents(unnamed), good())).isEmpty();
    assertThat(several.represents(unnamed)).isEqualTo(unnamed);
    assertThat(reason(several, unnamed, good())).isEqualTo("401 token_claim_app_id");
  }

  @Test
  void tokensOfOtherDialectsAreGivenBackAsTheyAre() {
    Identity doctor = Someone.with("transcription:read", "transcription:write");
    assertThat(single.represents(doctor)).isEqualTo(doctor);
    assertThat(single.forbidsReading(doctor)).isFalse();
    Identity stranger = Someone.of("app-9", PERMISSION);
    assertThat(single.represents(stranger)).isEqualTo(stranger);
  }

  @Test
  void IN_07_anApplicationThatIsNotHereIs401() {
    assertThat(reason(several, Someone.of("app-9", PERMISSION), good()))
        .isEqualTo("401 token_claim_app_id");
    assertThat(reason(invox(List.of(), resolving(PUBLIC)), GOOD, good()))
        .isEqualTo("401 token_claim_app_id");
  }

  @Test
  void IN_08_tokenAndApplicationBothNeedThePermission() {
    assertThat(reason(several, GOOD, good())).isEqualTo("admitted");
    assertThat(reason(several, Someone.of("app-1", "transcription:read"), good()))
        .isEqualTo("403 scope_insufficient");
    assertThat(reason(several, Someone.of("app-3", PERMISSION), good()))
        .isEqualTo("403 application_permission");
    assertThat(reason(single, Someone.with("other"), good())).isEqualTo("403 scope_insufficient");
  }

  @Test
  void IN_09_withoutCallbackUrlItIsMissing() {
    for (String query : List.of("", "callbackUrl", "callbackUrl=", "callbackUrl=%20")) {
      Refusal refusal = several.admit(GOOD, get(query)).orElseThrow();
      JsonNode body = body(several.reject(refusal));
      assertThat(several.reject(refusal).status()).isEqualTo(400);
      assertThat(body.get("errorType").asText()).isEqualTo("missingCallbackUrl");
      assertThat(body.get("messsage")).isEqualTo(body.get("message"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "notaurl",
        "/relative",
        "ftp://example.org/x",
        "mailto:a@example.org",
        "javascript:alert(1)",
        "http://",
        "https://",
        "https://user:pass@example.org/",
        "https://example.org:99999/",
        "https://exa mple.org/",
        "http://example.org/plain",
        "http://169.254.169.254/latest/meta-data",
        "https://169.254.169.254/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://10.1.2.3/",
        "https://[::ffff:10.0.0.1]/",
        "https://2130706433/",
        "https://0x7f.1/"
      })
  void IN_09_IN_48_whatCannotBeCalledIsInvalid(String url) {
    Refusal refusal = several.admit(GOOD, request("callbackUrl", url)).orElseThrow();
    Rejection rejection = several.reject(refusal);
    assertThat(rejection.status()).isEqualTo(400);
    assertThat(body(rejection).get("errorType").asText()).isEqualTo("invalidInputParameter");
    assertThat(rejection.body()).doesNotContain(url);
  }

  @Test
  void IN_09_aUrlLongerThanAnybodysIsInvalid() {
    String url = URL + "?" + "x".repeat(CallbackCheck.MAX_URL_CHARS);
    assertThat(reason(several, GOOD, request("callbackUrl", url)))
        .isEqualTo("400 callback_refused");
  }

  @ParameterizedTest
  @ValueSource(strings = {"169.254.169.254", "127.0.0.1", "10.0.0.7", "::1", "fd00::7"})
  void IN_48_aNameThatLeadsInsideIsInvalid(String address) {
    assertThat(reason(invox(List.of(ONE), resolving(address)), GOOD, good()))
        .isEqualTo("400 callback_refused");
  }

  @Test
  void IN_48_everyAddressIsLookedAt() {
    assertThat(reason(invox(List.of(ONE), resolving("10.0.0.1", "127.0.0.1")), GOOD, good()))
        .isEqualTo("400 callback_refused");
  }

  @Test
  void IN_48_aReboundNameIsRefusedAsSoonAsItLeadsInside() {
    AtomicInteger calls = new AtomicInteger();
    Invox invox =
        invox(
            List.of(ONE),
            host -> resolving(calls.getAndIncrement() == 0 ? PUBLIC : "127.0.0.1").resolve(host));
    assertThat(reason(invox, GOOD, good())).isEqualTo("admitted");
    assertThat(reason(invox, GOOD, good())).isEqualTo("400 callback_refused");
    assertThat(calls).hasValue(2); // nothing is remembered that could have changed
  }

  @Test
  void IN_48_whatTheOperatorListsIsAllowedByPlainHttp() {
    CallbackTargets targets = CallbackTargets.allowing(List.of(Cidr.of("127.0.0.0/8")));
    Invox invox = new Invox(List.of(ONE), new CallbackCheck(targets, resolving("127.0.0.1")));
    assertThat(reason(invox, GOOD, request("callbackUrl", "http://127.0.0.1:9/x")))
        .isEqualTo("admitted");
    assertThat(reason(invox, GOOD, request("callbackUrl", "http://here.example/x")))
        .isEqualTo("admitted");
    assertThat(reason(invox, GOOD, request("callbackUrl", "https://10.0.0.1/x")))
        .isEqualTo("400 callback_refused");
  }

  @Test
  void IN_48_aNameThatIsUnknownNowIsForTheDeliveryToJudge() {
    Invox unknown =
        invox(
            List.of(ONE),
            host -> {
              throw new UnknownHostException("no such host");
            });
    assertThat(reason(unknown, GOOD, good())).isEqualTo("admitted");
  }

  @Test
  void IN_48_aNameThatHangsKeepsNobodyWaiting() {
    CountDownLatch never = new CountDownLatch(1);
    Invox hanging =
        invox(
            List.of(ONE),
            host -> {
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              throw new UnknownHostException("given up");
            });
    long start = System.nanoTime();
    assertThat(reason(hanging, GOOD, good())).isEqualTo("admitted");
    assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    never.countDown();
  }

  @Test
  void IN_10_401Before403Before400AndNoLookUpForStrangers() {
    AtomicInteger lookups = new AtomicInteger();
    Invox invox =
        invox(
            List.of(ONE, IDLE),
            host -> {
              lookups.incrementAndGet();
              return resolving(PUBLIC).resolve(host);
            });
    UpgradeRequest bad = request("callbackUrl", "notaurl", "resume", "never");
    assertThat(reason(invox, Someone.of("app-9", "other"), bad)).startsWith("401");
    assertThat(reason(invox, Someone.of("app-1", "other"), bad)).startsWith("403");
    assertThat(reason(invox, Someone.of("app-3", PERMISSION), bad)).startsWith("403");
    assertThat(reason(invox, Someone.of("app-1", "other"), good())).startsWith("403");
    assertThat(lookups).hasValue(0);
    assertThat(reason(invox, GOOD, bad)).startsWith("400");
  }

  @ParameterizedTest
  @ValueSource(strings = {"31", "31s", "-1", "1.5", "s", "", "20m", "99999999999", "20 s"})
  void IN_51_aResumeWindowOfMoreThan30SecondsOrNoneIsInvalid(String resume) {
    UpgradeRequest request = request("callbackUrl", URL, "resume", resume);
    Refusal refusal = several.admit(GOOD, request).orElseThrow();
    JsonNode body = body(several.reject(refusal));
    assertThat(body.get("errorType").asText()).isEqualTo("invalidInputParameter");
    assertThat(body.get("reason").asText()).isEqualTo("resume");
  }

  @Test
  void IN_51_whoComesBackHasSaidWhereResultsGo() {
    assertThat(reason(several, GOOD, request("session_id", "s-1"))).isEqualTo("admitted");
  }

  @Test
  void IN_07_401HasBothSpellingsAndBothTypes() {
    Rejection r = several.reject(Refusal.unauthorized(Reason.EXPIRED));
    assertThat(r.status()).isEqualTo(401);
    assertThat(r.closeCode()).isEqualTo(1002);
    JsonNode body = body(r);
    assertThat(body.get("message").asText()).isNotEmpty();
    assertThat(body.get("messsage")).isEqualTo(body.get("message"));
    assertThat(body.get("messageType").asText()).isEqualTo("invalidAccessToken");
    assertThat(body.get("errorType").asText()).isEqualTo("invalidAccessToken");
    assertThat(body.get("reason").asText()).isEqualTo("token_expired");
  }

  @Test
  void IN_07_everyBadTokenIsToldTheSame() {
    JsonNode expired = body(several.reject(Refusal.unauthorized(Reason.EXPIRED)));
    JsonNode unknown = body(several.reject(Refusal.unauthorized(Reason.claim("app_id"))));
    assertThat(unknown.get("message")).isEqualTo(expired.get("message"));
  }

  @Test
  void IN_08_403HasTheVendorsSpelling() {
    Rejection r = several.reject(Refusal.forbidden("scope_insufficient", "No."));
    assertThat(r.closeCode()).isEqualTo(1008);
    assertThat(body(r).get("errorType").asText()).isEqualTo("insuficientPermissions");
    assertThat(body(r).has("messageType")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Refusal.Kind.class)
  void K1_K5_everyRefusalHasBothSpellingsAnErrorTypeAndAReason(Refusal.Kind kind) {
    Rejection r = several.reject(new Refusal(kind, "some_reason", "For people."));
    assertThat(r.status()).isEqualTo(kind.status());
    assertThat(r.closeCode()).isEqualTo(kind.closeCode());
    assertThat(r.closeReason()).isEqualTo("some_reason");
    JsonNode body = body(r);
    assertThat(body.get("messsage")).isEqualTo(body.get("message"));
    assertThat(body.get("errorType").asText()).isNotEmpty();
    assertThat(body.get("reason").asText()).isEqualTo("some_reason");
  }

  @Test
  void IN_01_rootAndNameAreServed() {
    assertThat(several.paths()).containsExactlyInAnyOrder("/", "/invox");
    assertThat(several.subprotocols()).isEmpty();
    assertThat(several.admitBlocks()).isTrue();
  }

  private static String reason(Invox invox, Identity identity, UpgradeRequest request) {
    Optional<Refusal> refusal = invox.admit(invox.represents(identity), request);
    return refusal.map(r -> r.kind().status() + " " + r.reason()).orElse("admitted");
  }

  private static JsonNode body(Rejection rejection) {
    return ((Event.Text) JsonText.read(rejection.body())).json();
  }

  private static Invox invox(List<Application> applications, CallbackCheck.Resolver resolver) {
    return new Invox(
        applications, new CallbackCheck(CallbackTargets.allowing(List.of()), resolver));
  }

  private static CallbackCheck.Resolver resolving(String... addresses) {
    return host -> {
      InetAddress[] all = new InetAddress[addresses.length];
      for (int i = 0; i < all.length; i++) all[i] = InetAddress.getByName(addresses[i]);
      return all;
    };
  }

  private static UpgradeRequest good() {
    return request("callbackUrl", URL);
  }

  private static UpgradeRequest request(String... pairs) {
    Map<String, String> query = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) query.put(pairs[i], pairs[i + 1]);
    return new UpgradeRequest("/", query, Map.of(), List.of(), "");
  }

  private static UpgradeRequest get(String query) {
    return new UpgradeRequest("/", UpgradeRequest.parseQuery(query), Map.of(), List.of(), "");
  }
}
