package io.auscult.local.bench;

import io.auscult.local.bench.callbacks.Failing;
import io.auscult.local.bench.callbacks.ManyAtOnce;
import io.auscult.local.bench.callbacks.Restarting;
import io.auscult.local.bench.system.BenchApplication;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.settings.Application;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Callbacks of the Invox dialect to receivers of the benchmark's own on 127.0.0.1: one that fails
 * and then works, many at once of which some hang, and one that is down while the system is killed.
 * Which of these: what the options name, else all.
 */
@Command(
    name = "callbacks",
    description = "Invox: deliveries to receivers that fail, hang, or are down during a kill -9.")
final class CallbacksCommand implements Callable<Integer> {
  private static final int FAILS = 5;
  private static final int SESSIONS = 1000;

  @Mixin private OwnSystemOptions own;
  @Mixin private Figures figures;

  @Option(
      names = "--fail",
      paramLabel = "N",
      description = "a receiver answers 500 so often, then 200 (" + FAILS + ")")
  private Integer fails;

  @Option(
      names = "--sessions",
      paramLabel = "N",
      description = "so many sessions end at once (" + SESSIONS + ")")
  private Integer sessions;

  @Option(
      names = "--hang",
      paramLabel = "SHARE",
      defaultValue = "0.01",
      description = "of their receivers that hang at the first try (${DEFAULT-VALUE})")
  private double hang;

  @Option(
      names = "--one-receiver",
      description = "those that hang are paths of the receiver of all, not receivers of their own")
  private boolean oneReceiver;

  @Option(
      names = "--warm-up",
      defaultValue = "100",
      description = "sessions that end at once before, unmeasured (${DEFAULT-VALUE})")
  private int warmUp;

  @Option(
      names = "--restart",
      description = "a receiver is down while the system is killed with -9 and started again")
  private boolean restart;

  @Override
  public Integer call() throws Exception {
    own.refuseUnless(fails == null || fails >= 0, "--fail must be 0 or more");
    own.refuseUnless(sessions == null || sessions >= 1, "--sessions must be 1 or more");
    own.refuseUnless(hang >= 0 && hang <= 1, "--hang must be from 0 to 1");
    own.refuseUnless(warmUp >= 0, "--warm-up must be 0 or more");
    boolean all = fails == null && sessions == null && !restart;
    Application application = BenchApplication.make();
    try (OwnSystem system =
        OwnSystem.start(
            own.plan().with(application).with("AUSCULT_CALLBACK_ALLOW", "127.0.0.0/8"))) {
      Failing.Report failing =
          all || fails != null
              ? Failing.run(system, application, fails == null ? FAILS : fails)
              : null;
      CallbacksReport.Many many =
          all || sessions != null
              ? many(system, application, sessions == null ? SESSIONS : sessions)
              : null;
      Restarting.Report restarting = all || restart ? Restarting.run(system, application) : null;
      CallbacksReport report = CallbacksReport.of(own.recogniser(), failing, many, restarting);
      figures.print(report, report.table());
    }
    return 0;
  }

  private CallbacksReport.Many many(OwnSystem system, Application application, int count)
      throws Exception {
    int hanging = (int) Math.round(count * hang);
    if (warmUp > 0) ManyAtOnce.run(system, application, warmUp, 0, true);
    System.err.println("three rounds of " + count + ", in the second " + hanging + " hang");
    ManyAtOnce.Round before = ManyAtOnce.run(system, application, count, 0, true);
    ManyAtOnce.Round with = ManyAtOnce.run(system, application, count, hanging, oneReceiver);
    ManyAtOnce.Round after = ManyAtOnce.run(system, application, count, 0, true);
    return CallbacksReport.Many.of(count, hanging, oneReceiver, before, with, after);
  }
}
