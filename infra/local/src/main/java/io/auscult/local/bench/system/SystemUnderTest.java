package io.auscult.local.bench.system;

import io.auscult.local.client.LiveClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** The system that is measured: one that runs already, or a process of its own. */
public final class SystemUnderTest implements AutoCloseable {
  private final URI gateway;
  private final String token;
  private final OptionalLong pid;
  private final Optional<OwnProcess> own;

  private SystemUnderTest(URI gateway, String token, OptionalLong pid, Optional<OwnProcess> own) {
    this.gateway = gateway;
    this.token = token;
    this.pid = pid;
    this.own = own;
  }

  /**
   * One that runs already.
   *
   * @param pid its process on this machine, if CPU and memory are to be measured
   */
  public static SystemUnderTest running(URI gateway, String token, OptionalLong pid) {
    return new SystemUnderTest(gateway, token, pid, Optional.empty());
  }

  /**
   * A fresh one: {@code auscult up} in a Java process like this one, on free ports and a data
   * folder of its own, both gone when this is closed. Returns when it takes work.
   *
   * @param log where it writes its log; empty: into its data folder
   * @throws IOException where it does not come up, with the last that it said
   */
  public static SystemUnderTest start(String recogniser, Optional<Path> log)
      throws IOException, InterruptedException {
    // How many there are is for the benchmark to say.
    OwnProcess process =
        OwnProcess.up(SystemPlan.of(recogniser, log).with("AUSCULT_ADMISSION", "off"));
    return new SystemUnderTest(
        process.gateway(), process.token(), OptionalLong.of(process.pid()), Optional.of(process));
  }

  public URI gateway() {
    return gateway;
  }

  public String token() {
    return token;
  }

  /** A client for its sessions. */
  public LiveClient client() {
    return LiveClient.of(gateway, token);
  }

  /** A client whose sessions ask for partial results too. */
  public LiveClient clientWithPartials() {
    String path =
        gateway.getPath().isEmpty() || gateway.getPath().equals("/")
            ? "/ws/transcribe"
            : gateway.getPath();
    return LiveClient.of(
        URI.create(
            gateway.getScheme() + "://" + gateway.getRawAuthority() + path + "?interim=true"),
        token);
  }

  /** Its processes; empty where it is not known which they are. */
  public Optional<ProcessTree> processes() {
    return pid.isPresent() ? Optional.of(new ProcessTree(pid.getAsLong())) : Optional.empty();
  }

  /** Begins to watch its memory, every 10 s; empty where its processes are not known. */
  public Optional<Vitals> watch() throws IOException {
    return pid.isPresent() ? Optional.of(Vitals.watch(pid.getAsLong(), 10)) : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    if (own.isPresent()) own.get().close();
  }
}
