package io.auscult.local;

import io.auscult.local.redeliver.Redelivery;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Sends results again that no receiver took in all their tries. */
@Command(
    name = "redeliver",
    description = "Send results again that were given up and lie on the topic dead-letter.")
final class RedeliverCommand implements Callable<Integer> {
  /** One of the two. */
  private static final class Which {
    @Option(names = "--session", required = true, description = "of this session only")
    private String session;

    @Option(names = "--all", required = true, description = "all that were given up")
    private boolean all;
  }

  @ArgGroup(multiplicity = "1")
  private Which which;

  @Option(
      names = "--kafka",
      description = "bootstrap servers; AUSCULT_KAFKA, or the broker of a running `up`, if absent")
  private String kafka;

  @Override
  public Integer call() throws Exception {
    Settings settings = Settings.load(System.getenv());
    Redelivery.Done done =
        new Redelivery(servers(settings)).run(Optional.ofNullable(which.session));
    System.out.println(done.sent() + (done.sent() == 1 ? " result" : " results") + " sent again");
    if (done.passedOver() > 0) {
      System.out.println(done.passedOver() + " passed over: erased since, or sent again already");
    }
    boolean asked = which.session == null || done.sent() + done.passedOver() > 0;
    if (!asked) System.err.println("auscult: nothing was given up of session " + which.session);
    return asked ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }

  private String servers(Settings settings) {
    if (kafka != null) return kafka;
    return settings
        .text(Setting.KAFKA)
        .orElseGet(() -> "127.0.0.1:" + settings.whole(Setting.KAFKA_PORT));
  }
}
