package io.auscult.local.system;

import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.client.LiveClient;
import io.auscult.local.house.TemporaryHouse;
import io.auscult.local.house.Tokens;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** One running system for all test classes that ask for it, closed after the last test. */
final class SharedHouse implements AutoCloseable {
  static final String APP_ID = "app-1";
  static final String API_KEY = "key-1";
  static final String APP_SECRET = "secret-1";
  static final String USERNAME = "nurse";
  static final String PASSWORD = "pass-1";

  private static final String YAML =
      """
      applications:
        - appId: %s
          apiKey: %s
          appSecret: %s
          permissions: [REAL-TIME-TRANSCRIBE]
          organization: demo
      users:
        - username: %s
          password: %s
          organization: demo
      """
          .formatted(APP_ID, API_KEY, APP_SECRET, USERNAME, PASSWORD);

  private final TemporaryHouse own;
  private final Path configuration;

  private SharedHouse(TemporaryHouse own, Path configuration) {
    this.own = own;
    this.configuration = configuration;
  }

  /** Gives test classes the house. */
  static final class Extension implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == SharedHouse.class;
    }

    @Override
    public SharedHouse resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(ExtensionContext.Namespace.create(SharedHouse.class))
          .computeIfAbsent(SharedHouse.class, key -> start(), SharedHouse.class);
    }
  }

  private static SharedHouse start() {
    try {
      Path configuration = Files.createTempFile("auscult", ".yaml");
      Files.writeString(configuration, YAML);
      Map<String, String> environment = new HashMap<>(TestEnvironment.tiny());
      environment.put("AUSCULT_CONFIG", configuration.toString());
      environment.put("AUSCULT_CALLBACK_ALLOW", "127.0.0.0/8");
      // The sample at full speed reaches the countdown and not its end.
      environment.put("AUSCULT_DURATION_LIMIT", "2m");
      return new SharedHouse(TemporaryHouse.start(environment, line -> {}), configuration);
    } catch (Exception e) {
      throw new IllegalStateException("the system under test does not start", e);
    }
  }

  URI gateway() {
    return own.house().gatewayUrl();
  }

  /** Bootstrap servers. */
  String kafka() {
    return own.house().kafka();
  }

  /** {@code ws://…} of a path. */
  String socket(String path) {
    return "ws://127.0.0.1:" + gateway().getPort() + path;
  }

  String token(TokenMint.Kind kind) {
    TokenMint.Order usual = TokenMint.Order.of(kind);
    return token(
        new TokenMint.Order(
            kind,
            usual.subject(),
            usual.organization(),
            usual.department(),
            usual.scope(),
            Duration.ofHours(1),
            kind == TokenMint.Kind.INVOX ? Optional.of(APP_ID) : Optional.empty()));
  }

  String token(TokenMint.Order order) {
    return Tokens.of(own.settings(), own.house().secrets()).mint(order);
  }

  /** A client that reads sessions of all dialects. */
  LiveClient reader() {
    return LiveClient.of(gateway(), token(TokenMint.Kind.MEDISYNC));
  }

  HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(gateway().resolve(path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() throws IOException {
    own.close();
    Files.deleteIfExists(configuration);
  }
}
