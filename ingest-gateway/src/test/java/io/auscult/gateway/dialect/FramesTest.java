package io.auscult.gateway.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FramesTest {
  @Test
  void MS_109_closeReasonsFit() {
    assertThat(CloseReason.fit("short")).isEqualTo("short");
    assertThat(CloseReason.fit("x".repeat(200))).hasSize(123);
    for (String c : List.of("é", "语", "😀", "\ud800")) {
      byte[] utf8 = CloseReason.fit(c.repeat(200)).getBytes(StandardCharsets.UTF_8);
      assertThat(utf8.length).isBetween(120, CloseReason.MAX_BYTES);
      assertThat(new String(utf8, StandardCharsets.UTF_8)).doesNotContain("\ufffd");
    }
  }

  @Test
  void IN_03_MS_12_queriesKeepTheirPlusAndLoseTheirEscapes() {
    Map<String, String> query =
        UpgradeRequest.parseQuery("accessToken=a+b/c==&token=%20x%20&token=second&flag&=y&z=%zz%4");
    assertThat(query)
        .containsEntry("accessToken", "a+b/c==")
        .containsEntry("token", " x ")
        .containsEntry("flag", "")
        .containsEntry("z", "%zz%4")
        .hasSize(4);
    assertThat(UpgradeRequest.parseQuery("t=%C3%A9")).containsEntry("t", "é");
  }

  @Test
  void X_06_depthAndKindOfJsonAreCapped() {
    assertThat(JsonText.read("{\"type\":\"stop\"}")).isInstanceOf(Event.Text.class);
    assertThat(JsonText.read("{\"a\":".repeat(32) + "1" + "}".repeat(32)))
        .isInstanceOf(Event.Text.class);
    assertThat(JsonText.read("{\"a\":".repeat(33) + "1" + "}".repeat(33)))
        .isInstanceOf(Event.BadText.class);
    for (String text : List.of("", "[]", "1", "{", "{}{}", "\u0000")) {
      assertThat(JsonText.read(text)).isInstanceOf(Event.BadText.class);
    }
  }

  @Test
  void MS_39_aRequestDoesNotShowItsToken() {
    UpgradeRequest request =
        new UpgradeRequest(
            "/ws/transcribe",
            Map.of("token", "secret"),
            Map.of("authorization", "Bearer secret"),
            List.of("jwt-secret"),
            "10.0.0.1");
    assertThat(request.toString()).doesNotContain("secret");
    assertThat(request.bearer()).contains("secret");
  }
}
