package io.auscult.local.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/conformance.md} names only tests that there are, and something for every row. */
class ConformanceTableTest {
  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern ROW = Pattern.compile("^\\| ((?:MS|DI|IN|SA|X)-\\d+) \\|(.*)\\|$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)\\.(\\w+)`");
  private static final Pattern METHOD = Pattern.compile("void (\\w+)\\(");

  @Test
  void everyTestThatIsNamedExists() throws IOException {
    Set<String> there = tests();
    List<String> missing = new ArrayList<>();
    for (String line : table()) {
      Matcher named = NAMED.matcher(line);
      while (named.find()) {
        String test = named.group(1) + "." + named.group(2);
        if (!there.contains(test)) missing.add(test);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyRequirementHasATestOrAReason() throws IOException {
    int rows = 0;
    for (String line : table()) {
      Matcher row = ROW.matcher(line);
      if (!row.matches()) continue;
      rows++;
      String[] cells = row.group(2).split("(?<!\\\\)\\|");
      assertThat(cells[cells.length - 1].strip()).as(row.group(1)).isNotEmpty();
    }
    assertThat(rows).as("requirements of five sections").isEqualTo(215);
  }

  private static List<String> table() throws IOException {
    return Files.readAllLines(ROOT.resolve("docs/conformance.md"));
  }

  /** Every method of every test class, as {@code Class.method}. */
  private static Set<String> tests() throws IOException {
    Set<String> all = new HashSet<>();
    for (String module : List.of("models", "ingest-gateway", "flink-jobs", "infra")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module))) {
        for (Path file : files.filter(ConformanceTableTest::isTest).toList()) {
          String name = file.getFileName().toString().replace(".java", "");
          Matcher method = METHOD.matcher(Files.readString(file));
          while (method.find()) all.add(name + "." + method.group(1));
        }
      }
    }
    return all;
  }

  private static boolean isTest(Path file) {
    return file.toString().contains("src/test/") && file.toString().endsWith("Test.java");
  }
}
