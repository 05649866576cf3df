package io.auscult.gateway.dialect.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The code in {@code docs/adding-a-dialect.md} is the code that is tested. */
class QuotedTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```java (\\S+\\.java)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Path SOURCES = Path.of("src");

  @Test
  void whatIsQuotedStandsInTheSourcesToTheLetter() throws IOException {
    Map<String, String> quoted = quoted();
    assertThat(quoted)
        .containsOnlyKeys(
            "DictaphonePhase.java", "DictaphoneFrames.java", "Dictaphone.java", "Gateway.java");
    for (Map.Entry<String, String> one : quoted.entrySet()) {
      assertThat(source(one.getKey())).as(one.getKey()).contains(one.getValue());
    }
  }

  @Test
  void theExampleIsQuotedFromItsFirstWordToItsLastButForImports() throws IOException {
    for (Map.Entry<String, String> one : quoted().entrySet()) {
      if (!one.getKey().startsWith("Dictaphone")) continue;
      String source = source(one.getKey());
      assertThat(one.getValue())
          .as(one.getKey())
          .isEqualTo(source.substring(source.indexOf("/**")));
    }
  }

  /** Blocks of the document by the file they name. */
  private static Map<String, String> quoted() throws IOException {
    Map<String, String> blocks = new HashMap<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("..", "docs", "adding-a-dialect.md")));
    while (block.find()) blocks.put(block.group(1), block.group(2));
    return blocks;
  }

  private static String source(String name) throws IOException {
    try (Stream<Path> all = Files.walk(SOURCES)) {
      Path file =
          all.filter(p -> p.getFileName().toString().equals(name)).findFirst().orElseThrow();
      return Files.readString(file);
    }
  }
}
