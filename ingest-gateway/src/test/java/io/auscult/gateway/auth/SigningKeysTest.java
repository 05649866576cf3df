package io.auscult.gateway.auth;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeysTest {
  @TempDir Path folder;

  @Test
  void unusableKeyFilesStopTheStart() throws Exception {
    KeyPairGenerator small = KeyPairGenerator.getInstance("RSA");
    small.initialize(1024);
    String tooShort =
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getEncoder().encodeToString(small.generateKeyPair().getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n";
    for (String text :
        List.of(
            "",
            "{}",
            "{\"keys\":[]}",
            "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----",
            tooShort,
            "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----")) {
      Path file = Files.writeString(folder.resolve("keys"), text);
      assertThatThrownBy(() -> SigningKeys.load(Optional.empty(), Optional.of(file)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString());
    }
  }

  @Test
  void aMissingKeyFileStopsTheStart() {
    Path file = folder.resolve("nowhere");
    assertThatThrownBy(() -> SigningKeys.load(Optional.empty(), Optional.of(file)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }
}
