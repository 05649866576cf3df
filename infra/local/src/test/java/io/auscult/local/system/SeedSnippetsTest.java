package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeedSnippetsTest {
  @Test
  void everyJsonExampleOfAPageIsFoundAsItStands() throws Exception {
    assertThat(SeedSnippets.examples("scribe-stream.txt"))
        .hasSize(8)
        .startsWith("{ \"object\": \"stop\"}")
        .endsWith("{\n\"object\": \"error_msg\",\n\"message\": \"string\"\n}");
    assertThat(SeedSnippets.examples("sahl-listen.txt")).hasSize(3);
    assertThat(SeedSnippets.example("sahl-listen.txt", "warning_message").path("code").asText())
        .isEqualTo("1007");
  }

  @Test
  void aPlaceholderBecomesARealToken() {
    assertThat(
            SeedSnippets.repaired(
                "[\n\"listen-protocol\",\nYOUR - TOKEN,\n]",
                new SeedSnippets.Target("ws://h/", "t0ken", "")))
        .isEqualTo("[\n\"listen-protocol\",\n't0ken',\n]");
  }
}
