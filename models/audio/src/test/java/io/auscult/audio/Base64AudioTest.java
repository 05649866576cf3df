package io.auscult.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Base64AudioTest {
  @Test
  void DI_23_bothAlphabetsPaddedOrNotPrefixedOrNot() {
    Random random = new Random(23);
    for (int length = 0; length < 70; length++) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      for (Base64.Encoder encoder :
          new Base64.Encoder[] {
            Base64.getEncoder(), Base64.getUrlEncoder(), Base64.getMimeEncoder()
          }) {
        for (Base64.Encoder either : new Base64.Encoder[] {encoder, encoder.withoutPadding()}) {
          String text = either.encodeToString(bytes);
          assertThat(Base64Audio.decode(text)).contains(bytes);
          assertThat(Base64Audio.decode("data:audio/wav;base64," + text)).contains(bytes);
          assertThat(Base64Audio.decode("DATA:;Base64," + text)).contains(bytes);
          assertThat(Base64Audio.decode("data:audio/pcm;rate=16000;base64," + text))
              .contains(bytes);
        }
      }
    }
  }

  @Test
  void DI_22_theExampleOfTheVendorIsNotBase64() {
    assertThat(Base64Audio.decode("wac=aasdZawvewad234141")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "A",
        "AAAAA",
        "AA=",
        "AAA==",
        "AAAA=",
        "AAAA====",
        "====",
        "=",
        "AB+_",
        "AB*D",
        "äöüß",
        "data:audio/wav,AAAA",
        "data:audio/wav;base64",
        "data:",
        "AA==AA==",
        "AAAA\u0000",
        "null!",
        "this is no base64",
        "AA AA",
        "AAAA\t"
      })
  void whatIsNotBase64IsRefused(String text) {
    assertThat(Base64Audio.decode(text)).isEmpty();
  }
}
