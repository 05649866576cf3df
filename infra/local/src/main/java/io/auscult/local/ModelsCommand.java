package io.auscult.local;

import io.auscult.settings.InvalidSetting;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import io.auscult.speech.store.ModelStatus;
import io.auscult.speech.store.ModelStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The model store: what the catalogue pins and what of it is on this machine. */
@Command(name = "models", description = "List, fetch or verify the speech models.")
final class ModelsCommand implements Callable<Integer> {
  /** What to do with them. */
  enum Task {
    LIST,
    FETCH,
    VERIFY
  }

  private static final Set<ModelStatus.State> GOOD =
      EnumSet.of(ModelStatus.State.VERIFIED, ModelStatus.State.UNVERIFIED);

  @Parameters(
      arity = "0..1",
      defaultValue = "list",
      description = "list, fetch or verify (${DEFAULT-VALUE})")
  private Task task;

  @Override
  public Integer call() throws InvalidSetting {
    Settings settings = Settings.load(System.getenv());
    ModelStore store = ModelStore.open(settings.maybePath(Setting.MODELS), System.err::println);
    if (task == Task.FETCH) store.models().forEach(store::resolve);
    List<ModelStatus> rows = task == Task.VERIFY ? store.verify() : store.list();
    rows.forEach(ModelsCommand::print);
    boolean complete = rows.stream().allMatch(row -> GOOD.contains(row.state()));
    // A list is an answer whatever it says; a verification that finds something has failed.
    return complete || task == Task.LIST ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private static void print(ModelStatus row) {
    System.out.printf(
        Locale.ROOT,
        "%-10s %-20s %-8s %-26s %11d  %s  %-4s %s%n",
        row.state().name().toLowerCase(Locale.ROOT),
        row.model(),
        row.version(),
        row.file(),
        row.bytes(),
        row.sha256().substring(0, 12),
        row.licence(),
        row.path());
  }
}
