package io.auscult.local.bench;

import io.auscult.local.bench.delays.Spread;
import io.auscult.local.bench.system.SystemUnderTest;
import io.auscult.local.bench.system.Upgrade;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Time from before the TCP connect to {@code session_init}, at a fixed rate of new connections: one
 * that is slow does not hold the next one back. Each session is closed as soon as it is there.
 */
@Command(
    name = "connect",
    description = "Time from the TCP connect to session_init, at a rate of new connections.")
final class ConnectCommand implements Callable<Integer> {
  /**
   * @param warmUp connections made before, one after the other, unmeasured
   * @param sessionInit times of the connections that got one
   * @param latestStartMs how late the load generator itself was at worst
   * @param failures connections that got none, by reason
   */
  record Report(
      String bench,
      Machine machine,
      int ratePerSecond,
      int seconds,
      int warmUp,
      Spread sessionInit,
      double latestStartMs,
      Map<String, Integer> failures) {}

  private record Attempt(double ms, double lateMs, String failure) {}

  @Mixin private TargetOptions target;
  @Mixin private Figures figures;

  @Option(
      names = "--rate",
      defaultValue = "100",
      description = "new connections a second (${DEFAULT-VALUE})")
  private int rate;

  @Option(names = "--seconds", defaultValue = "10", description = "how long (${DEFAULT-VALUE})")
  private int seconds;

  @Option(
      names = "--warm-up",
      defaultValue = "50",
      description = "connections before, unmeasured (${DEFAULT-VALUE})")
  private int warmUp;

  @Override
  public Integer call() throws Exception {
    target.refuseUnless(rate > 0, "--rate must be 1 or more");
    target.refuseUnless(seconds > 0, "--seconds must be 1 or more");
    List<Attempt> attempts;
    try (SystemUnderTest system = target.open()) {
      for (int i = 0; i < warmUp; i++) {
        Upgrade.timeToSessionInit(system.gateway(), system.token());
      }
      attempts = connect(system);
    }
    Map<String, Integer> failures = new TreeMap<>();
    List<Double> times = new ArrayList<>();
    for (Attempt attempt : attempts) {
      if (attempt.failure.isEmpty()) times.add(attempt.ms);
      else failures.merge(attempt.failure, 1, Integer::sum);
    }
    double late = attempts.stream().mapToDouble(Attempt::lateMs).max().orElse(0);
    Report report =
        new Report(
            "connect", Machine.here(), rate, seconds, warmUp, Spread.of(times), late, failures);
    figures.print(report, table(report));
    return failures.isEmpty() ? 0 : 1;
  }

  private List<Attempt> connect(SystemUnderTest system) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<Attempt>> running = new ArrayList<>();
      long startNanos = System.nanoTime();
      for (int i = 0; i < rate * seconds; i++) {
        long due = startNanos + i * TimeUnit.SECONDS.toNanos(1) / rate;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        running.add(threads.submit(() -> attempt(system, due)));
      }
      List<Attempt> attempts = new ArrayList<>();
      for (Future<Attempt> one : running) attempts.add(one.get());
      return attempts;
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private static Attempt attempt(SystemUnderTest system, long dueNanos) {
    double lateMs = (System.nanoTime() - dueNanos) / 1e6;
    try {
      double ms = Upgrade.timeToSessionInit(system.gateway(), system.token()).toNanos() / 1e6;
      return new Attempt(ms, lateMs, "");
    } catch (IOException e) {
      return new Attempt(Double.NaN, lateMs, e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  private static String table(Report r) {
    StringBuilder out = new StringBuilder(r.machine.toString());
    out.append("\nTCP connect to session_init at ").append(r.ratePerSecond).append("/s for ");
    out.append(r.seconds).append(" s: ").append(r.sessionInit);
    out.append(String.format("%nthe load generator was at most %.0f ms late", r.latestStartMs));
    r.failures.forEach((why, n) -> out.append("\nfailed ").append(n).append(": ").append(why));
    return out.toString();
  }
}
