package io.auscult.local.bench.system;

import io.auscult.gateway.auth.TokenMint;
import io.auscult.settings.Application;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * A fresh {@code auscult up} of the benchmark's own, for all dialects: a Java process like this
 * one, on free ports and a data folder of its own, both gone when this is closed. It can be killed
 * and started again on the same data.
 */
public final class OwnSystem implements AutoCloseable {
  private static final Duration TOKEN_LIFE = Duration.ofHours(12);

  private final SystemPlan plan;
  private OwnProcess process;

  private OwnSystem(SystemPlan plan, OwnProcess process) {
    this.plan = plan;
    this.process = process;
  }

  /**
   * Returns when it takes work.
   *
   * @throws IOException where it does not come up, with the last that it said
   */
  public static OwnSystem start(SystemPlan plan) throws IOException, InterruptedException {
    return new OwnSystem(plan, OwnProcess.up(plan));
  }

  /** {@code http://host:port}; another one after {@link #startAgain}. */
  public URI gateway() {
    return process.gateway();
  }

  /** A token of a dialect; sessions of one subject are limited, so each may have its own. */
  public String token(TokenMint.Kind kind, String subject) {
    TokenMint mint =
        new TokenMint(
            process.secret(),
            Optional.empty(),
            Optional.empty(),
            Clock.systemUTC(),
            () -> UUID.randomUUID().toString());
    return mint.mint(
        new TokenMint.Order(
            kind,
            subject,
            "bench",
            "",
            Optional.empty(),
            TOKEN_LIFE,
            kind == TokenMint.Kind.INVOX
                ? plan.application().map(Application::appId)
                : Optional.empty()));
  }

  /** Its process and whatever that started. */
  public ProcessTree processes() {
    return new ProcessTree(process.pid());
  }

  /** What its job counts; empty where it has not told where Flink answers. */
  public Optional<JobMetrics> jobMetrics() {
    return process.flink().map(JobMetrics::new);
  }

  /** Begins to watch its memory. */
  public Vitals watch(long everySeconds) throws IOException {
    return Vitals.watch(process.pid(), everySeconds);
  }

  /** {@code kill -9}; returns when it is gone. */
  public void kill() throws InterruptedException {
    process.kill();
  }

  /** After {@link #kill}: on the same data folder, with the same settings. */
  public void startAgain() throws IOException, InterruptedException {
    process = process.again(plan);
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
