package io.auscult.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  /** Made with the command of docs/operating.md, for the password "pässword". */
  private static final String OF_PYTHON =
      "pbkdf2-sha256$10000$AAECAwQFBgcICQoLDA0ODw==$IL7kOXGOOGBkGRti2XE+zIx2iRcAFQXzUR+ircql7rk=";

  @Test
  void whatPythonHashesIsRecognised() {
    PasswordHash hash = PasswordHash.of(OF_PYTHON);
    assertThat(hash.matches("pässword")).isTrue();
    assertThat(hash.matches("passwort")).isFalse();
    assertThat(hash.matches("")).isFalse();
    assertThat(hash.iterations()).isEqualTo(10_000);
    assertThat(hash.toString()).isEqualTo("PasswordHash[]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain words",
        "$2b$12$R9h/cIPz0gi.URNNX3kh2OPST9/PgBkqquzi.Ss7KIUgO2t0jWMUW",
        "pbkdf2-sha1$10000$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw==",
        "pbkdf2-sha256$9999$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw==",
        "pbkdf2-sha256$99999999$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw==",
        "pbkdf2-sha256$10000$AAEC$AAECAwQFBgcICQoLDA0ODw==",
        "pbkdf2-sha256$10000$AAECAwQFBgcICQoLDA0ODw==$AAEC",
        "pbkdf2-sha256$10000$AAECAwQFBgcICQoLDA0ODw==$not*base64*at*all*",
        "pbkdf2-sha256$10000$AAECAwQFBgcICQoLDA0ODw==$AAECAwQFBgcICQoLDA0ODw==$more"
      })
  void whatIsNoHashIsRefusedWithoutBeingShown(String text) {
    assertThatThrownBy(() -> PasswordHash.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("AAEC")
        .hasMessageNotContaining("words");
  }
}
