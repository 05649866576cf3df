package io.auscult.local;

import com.sun.management.OperatingSystemMXBean;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.LiveItem;
import io.auscult.local.client.LiveNote;
import io.auscult.local.client.LiveResult;
import io.auscult.local.client.Pace;
import io.auscult.local.client.Percentile;
import io.auscult.local.client.ScribeDialect;
import io.auscult.local.house.TemporaryHouse;
import io.auscult.local.house.Tokens;
import io.auscult.local.sample.SampleConsultation;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job, whole: a sample consultation through a system of its own. */
@Command(
    name = "demo",
    description = "Bring the system up on free ports and watch a sample consultation transcribed.")
final class DemoCommand implements Callable<Integer> {
  /** The last final may be a whole utterance behind, on a machine that does much else. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Option(names = "--fast", description = "as fast as accepted, not at the speed of speech")
  private boolean fast;

  @Override
  public Integer call() throws Exception {
    OperatingSystemMXBean machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    short[] consultation = SampleConsultation.pcm();
    try (TemporaryHouse own = TemporaryHouse.start(System.getenv(), System.err::println)) {
      System.err.printf(
          Locale.ROOT,
          "ready after %.1f s: a synthetic consultation of %.0f s, %s%n",
          ManagementFactory.getRuntimeMXBean().getUptime() / 1000.0,
          consultation.length / (double) LiveClient.SAMPLE_RATE,
          fast ? "as fast as accepted" : "at the speed of speech");
      TokenMint mint = Tokens.of(own.settings(), own.house().secrets());
      LiveClient client =
          LiveClient.of(
              own.house().gatewayUrl(),
              mint.mint(TokenMint.Order.of(TokenMint.Kind.SCRIBE_SERVER)),
              ScribeDialect.server());
      long cpuBefore = machine.getProcessCpuTime();
      LiveResult result =
          client.transcribe(consultation, fast ? Pace.FAST : Pace.LIVE, this::print, PATIENCE);
      if (result.finals().isEmpty()) {
        System.err.println("auscult: nothing was recognised; that must not happen");
        return CommandLine.ExitCode.SOFTWARE;
      }
      double cpuSeconds = (machine.getProcessCpuTime() - cpuBefore) / 1e9;
      // The socket shows the note too; the evidence of each sentence stands in the record.
      client.read(result.sessionId(), PATIENCE).note().ifPresent(DemoCommand::print);
      summary(result, cpuSeconds);
    }
    return CommandLine.ExitCode.OK;
  }

  private void print(LiveItem item) {
    if (item.isFinal()) {
      System.out.println(ItemPrinter.TEXT.item("", item) + "  [" + item.id() + "]");
    }
  }

  private static void print(LiveNote note) {
    System.out.println("\nNote, each sentence with the items it rests on:");
    System.out.println(NotePrinter.text(note));
  }

  private static void summary(LiveResult result, double cpuSeconds) {
    List<Double> delays = result.finals().stream().map(LiveItem::timeToFinalMs).toList();
    double audioSeconds = result.audioMs() / 1000.0;
    System.out.printf(
        Locale.ROOT,
        "%nreal-time factor %.3f: %.1f s of CPU (client, gateway, Kafka, Flink, models) for %.1f s"
            + " of audio, %.1f s by the clock%n",
        cpuSeconds / audioSeconds,
        cpuSeconds,
        audioSeconds,
        (result.closedNanos() - result.startedNanos()) / 1e9);
    System.out.printf(
        Locale.ROOT,
        "time to final p50 %.0f ms p95 %.0f ms over %d items%n",
        Percentile.of(delays, 50),
        Percentile.of(delays, 95),
        delays.size());
  }
}
