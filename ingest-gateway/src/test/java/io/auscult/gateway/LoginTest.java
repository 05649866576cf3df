package io.auscult.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.auscult.gateway.auth.ClaimRules;
import io.auscult.gateway.auth.Identity;
import io.auscult.gateway.auth.Logins;
import io.auscult.gateway.auth.Revoked;
import io.auscult.gateway.auth.SigningKeys;
import io.auscult.gateway.auth.TokenVerifier;
import io.auscult.gateway.auth.Verdict;
import io.auscult.settings.User;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /login}, Sahl's way to a token (SA-02, SA-05). */
class LoginTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** Of "pässword", with 10000 iterations. */
  private static final String HASH =
      "pbkdf2-sha256$10000$AAECAwQFBgcICQoLDA0ODw==$IL7kOXGOOGBkGRti2XE+zIx2iRcAFQXzUR+ircql7rk=";

  private Running auscult;

  @BeforeEach
  void start() throws Exception {
    auscult = Running.start();
  }

  @AfterEach
  void stop() {
    auscult.close();
  }

  @Test
  void SA_02_SA_05_aTokenForAPassword() throws Exception {
    HttpResponse<String> answer = login("nurse", "pass-1");
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode body = JSON.readTree(answer.body());
    assertThat(body.size()).isEqualTo(1);
    String token = body.get("token").asText();
    assertThat(token).matches("^[A-Za-z0-9._~-]+$");
    Identity who = identity(token);
    assertThat(who.tenant().subject()).isEqualTo("nurse");
    assertThat(who.tenant().organization()).isEqualTo("clinic-1");
    assertThat(who.scopes()).containsExactly("listen");
    assertThat(who.expiresAtMs() - who.issuedAtMs()).isEqualTo(Duration.ofHours(8).toMillis());
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @ParameterizedTest
  @CsvSource({"nurse, pass-2", "nurse, PASS-1", "nobody, pass-1", "Nurse, pass-1"})
  void everyRefusalIsTheSame(String username, String password) throws Exception {
    HttpResponse<String> answer = login(username, password);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"unauthorized\",\"message\":\"Username or password is wrong.\"}");
  }

  @Test
  void anotherLetterIsAnotherPassword() {
    Logins logins =
        new Logins(List.of(new User("nurse", "pässword", "", "clinic-1")), auscult.mint());
    assertThat(logins.token("nurse", "pässword")).isPresent();
    assertThat(logins.token("nurse", "p?ssword")).isEmpty();
  }

  @Test
  void aHashedPassword() {
    Logins logins =
        new Logins(
            List.of(new User("nurse", "", HASH, "clinic-1"), new User("plain", "word", "", "")),
            auscult.mint());
    assertThat(logins.token("nurse", "pässword")).isPresent();
    assertThat(logins.token("nurse", "")).isEmpty();
    assertThat(logins.token("nurse", HASH)).isEmpty();
    assertThat(logins.token("plain", "word")).isPresent();
    assertThat(logins.token("plain", "pässword")).isEmpty();
    assertThat(logins.token("nobody", "pässword")).isEmpty();
    assertThatThrownBy(
            () -> new Logins(List.of(new User("nurse", "", "broken", "clinic-1")), auscult.mint()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'';username",
        "x;username",
        "[];username",
        "{};username",
        "{\"username\":1,\"password\":\"p\"};username",
        "{\"username\":\"\",\"password\":\"p\"};username",
        "{\"username\":\"nurse\"};password",
        "{\"username\":\"nurse\",\"password\":null};password",
        "{\"username\":\"nurse\",\"password\":[\"pass-1\"]};password"
      })
  void aBodyThatIsNoneIs400AndNamesTheField(String body, String field) throws Exception {
    HttpResponse<String> answer = auscult.http("POST", "/login", "", body);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(JSON.readTree(answer.body()).get("message").asText()).contains(field);
    assertThat(answer.body()).doesNotContain("pass-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {20_000, 100_000})
  void aBodyThatIsTooLargeIsNotRead(int length) throws Exception {
    String body = "{\"username\":\"nurse\",\"password\":\"" + "x".repeat(length) + "\"}";
    assertThat(auscult.http("POST", "/login", "", body).statusCode()).isBetween(400, 413);
  }

  @Test
  void onlyPost() throws Exception {
    for (String method : List.of("GET", "PUT", "OPTIONS")) {
      HttpResponse<String> answer = auscult.http(method, "/login", "", "");
      assertThat(answer.statusCode()).isEqualTo(405);
      assertThat(answer.headers().firstValue("Allow")).contains("POST");
    }
  }

  @Test
  void guessingIsStoppedForOneUserOnly() throws Exception {
    for (int i = 0; i < 10; i++) {
      assertThat(login("nurse", "guess-" + i).statusCode()).isEqualTo(401);
    }
    HttpResponse<String> answer = login("nurse", "pass-1");
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).contains("60");
    assertThat(login("other", "x").statusCode()).isEqualTo(401);
    auscult.clock.advance(Duration.ofSeconds(61));
    assertThat(login("nurse", "pass-1").statusCode()).isEqualTo(200);
  }

  @Test
  void guessingManyUsersIsStoppedToo() throws Exception {
    for (int i = 0; i < 100; i++) assertThat(login("user-" + i, "x").statusCode()).isEqualTo(401);
    assertThat(login("nurse", "pass-1").statusCode()).isEqualTo(429);
  }

  @Test
  void noNameAndNoPasswordInTheLog() throws Exception {
    PrintStream before = System.err;
    ByteArrayOutputStream log = new ByteArrayOutputStream();
    System.setErr(new PrintStream(log, true));
    try {
      login("nurse", "guessed-words");
    } finally {
      System.setErr(before);
    }
    assertThat(log.toString())
        .contains("login refused")
        .doesNotContain("nurse")
        .doesNotContain("guessed-words");
  }

  @Test
  void SA_08_theTemplatesAreListed() throws Exception {
    JsonNode body = JSON.readTree(auscult.http("GET", "/v1/templates", "", "").body());
    assertThat(body.get("templates").get(0).asText()).isEqualTo("FAMILY_MEDICINE");
    assertThat(body.get("templates").size()).isGreaterThan(5);
  }

  private HttpResponse<String> login(String username, String password) throws Exception {
    String body =
        JSON.createObjectNode().put("username", username).put("password", password).toString();
    return auscult.http("POST", "/login", "", body);
  }

  private Identity identity(String token) throws Exception {
    TokenVerifier verifier =
        new TokenVerifier(
            SigningKeys.load(Optional.of(Running.SECRET), Optional.empty()),
            ClaimRules.open(),
            new Revoked(),
            auscult.clock);
    Verdict verdict = verifier.verify(token, List.of("sub", "iat", "exp"));
    return ((Verdict.Accepted) verdict).identity();
  }
}
