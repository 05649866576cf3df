package io.auscult.local.bench.system;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How another Java process like this one is started: same program, same machine options. */
public final class JavaCommand {
  private JavaCommand() {}

  /** The command line that runs a class of this program. */
  public static List<String> of(String mainClass, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(JavaCommand::concernsTheOther)
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
    command.addAll(arguments);
    return command;
  }

  /** Not a class-data archive that this process writes, nor a debugger's port. */
  private static boolean concernsTheOther(String argument) {
    return !argument.startsWith("-XX:ArchiveClassesAtExit") && !argument.startsWith("-agentlib");
  }
}
