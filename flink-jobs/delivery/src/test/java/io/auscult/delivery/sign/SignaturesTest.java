package io.auscult.delivery.sign;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.delivery.Orders;
import io.auscult.settings.Application;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SignaturesTest {
  private static final Path NODE = Path.of("target", "crypto-js");
  private static final Application KEYED =
      new Application("app~2", "clé", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", List.of(), 200, "");

  /** What tsc makes of these, which Node itself cannot read. */
  private static final Map<String, String> COMPILED =
      Map.of(
          "import * as CryptoJS from 'crypto-js';", "const CryptoJS = require('crypto-js');",
          "export const validateSignature", "const validateSignature",
          "(signature: string): boolean", "(signature)");

  @BeforeAll
  static void installCryptoJs() throws Exception {
    Files.createDirectories(NODE);
    for (String name : List.of("package.json", "package-lock.json")) {
      Files.write(NODE.resolve(name), resource(name));
    }
    if (!Files.isDirectory(NODE.resolve("node_modules/crypto-js"))) {
      run(Map.of(), "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
    }
  }

  @Test
  void IN_44_theVendorsOwnCodeAcceptsTheSignature() throws Exception {
    for (Application app : List.of(Orders.APPLICATION, KEYED)) {
      assertThat(accepts(app, InvoxSignature.of(app, salt()))).as(app.appId()).isTrue();
    }
  }

  @Test
  void IN_44_theVendorsOwnCodeRefusesAnotherSecretAndAnAlteredSignature() throws Exception {
    String signature = InvoxSignature.of(Orders.APPLICATION, salt());
    Application other = new Application("app-1", "key-1", "secret-2", List.of(), 200, "");
    assertThat(accepts(other, signature)).isFalse();
    byte[] altered = Base64.getDecoder().decode(signature);
    altered[altered.length - 1] ^= 1;
    assertThat(accepts(Orders.APPLICATION, Base64.getEncoder().encodeToString(altered))).isFalse();
  }

  @Test
  void IN_45_theSignatureOverIdTimeAndBodyIsTheOneOfStandardWebhooks() {
    // The example of the specification's reference implementations.
    Application app =
        new Application("a", "k", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", List.of(), 200, "");
    byte[] body = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);
    assertThat(StandardWebhook.headers(app, "p5jXN8AQM9LWM0D4loKWxJek", 1614265330L, body))
        .containsExactly(
            Map.entry("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek"),
            Map.entry("webhook-timestamp", "1614265330"),
            Map.entry("webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="));
  }

  @Test
  void IN_45_aSecretWithoutPrefixIsTheKeyByItsBytes() throws Exception {
    byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("secret-1".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] expected = mac.doFinal("msg_s-1.7.{}".getBytes(StandardCharsets.UTF_8));
    assertThat(StandardWebhook.headers(Orders.APPLICATION, "s-1", 7, body).get("webhook-signature"))
        .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
  }

  /** Invox's own {@code validateSignature}, verbatim but for what its TypeScript becomes. */
  private static boolean accepts(Application app, String signature) throws Exception {
    String code = new String(resource("validate-signature.ts"), StandardCharsets.UTF_8);
    for (Map.Entry<String, String> compiled : COMPILED.entrySet()) {
      assertThat(code).contains(compiled.getKey());
      code = code.replace(compiled.getKey(), compiled.getValue());
    }
    String call = "console.log(validateSignature(process.env.SIGNATURE));\n";
    Files.writeString(NODE.resolve("main.cjs"), code + call);
    String printed =
        run(
            Map.of(
                "APP_ID", app.appId(),
                "API_KEY", app.apiKey(),
                "APP_SECRET", app.appSecret(),
                "SIGNATURE", signature),
            "node",
            "main.cjs");
    return Boolean.parseBoolean(printed.strip());
  }

  private static String run(Map<String, String> environment, String... command) throws Exception {
    Path output = Files.createTempFile(NODE, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(NODE.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new IOException(String.join(" ", command) + " did not end");
    }
    String printed = Files.readString(output);
    Files.delete(output);
    assertThat(process.exitValue()).as(printed).isZero();
    return printed;
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = SignaturesTest.class.getResourceAsStream("/sign/" + name)) {
      if (in == null) throw new IOException("no resource " + name);
      return in.readAllBytes();
    }
  }

  private static byte[] salt() {
    byte[] salt = new byte[InvoxSignature.SALT];
    new SecureRandom().nextBytes(salt);
    return salt;
  }
}
