package io.auscult.local.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The shell launcher on a machine that lacks something. */
@Timeout(30)
class LauncherTest {
  private static final Path LAUNCHER = Path.of("../../auscult").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void withoutJavaItSaysSoInOneLine() throws Exception {
    Process launcher = launch(toolsWithoutJava());
    assertThat(launcher.exitValue()).isEqualTo(1);
    assertThat(output(launcher).lines())
        .singleElement()
        .asString()
        .contains("Java 17 or later is needed")
        .contains("JAVA_HOME");
  }

  @Test
  void anOldJavaIsNamed() throws Exception {
    Path tools = toolsWithoutJava();
    Path java = tools.resolve("java");
    script(java, "echo 'openjdk version \"11.0.22\" 2024-01-16' >&2");
    Process launcher = launch(tools);
    assertThat(launcher.exitValue()).isEqualTo(1);
    assertThat(output(launcher)).contains("is Java 11").contains("Java 17 or later is needed");
  }

  /** The standard tools that a launcher may count on, and nothing else. */
  private Path toolsWithoutJava() throws Exception {
    Path tools = Files.createDirectory(folder.resolve("bin"));
    for (String tool :
        List.of("sh", "dirname", "readlink", "sed", "head", "find", "cat", "mkdir", "rm")) {
      for (String place : List.of("/bin/", "/usr/bin/")) {
        Path there = Path.of(place + tool);
        Path link = tools.resolve(tool);
        if (Files.exists(there) && !Files.exists(link)) script(link, "exec " + there + " \"$@\"");
      }
    }
    return tools;
  }

  private static void script(Path file, String line) throws Exception {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Through a symbolic link, from another folder. */
  private Process launch(Path tools) throws Exception {
    // Not in the temporary folder: JUnit warns about links that lead out of it.
    Path link = Path.of("target", "launcher-by-another-name").toAbsolutePath();
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, LAUNCHER);
    ProcessBuilder builder =
        new ProcessBuilder(link.toString(), "demo")
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", tools.toString());
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process;
  }

  private static String output(Process process) throws Exception {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
