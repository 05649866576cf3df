package io.auscult.local.bench;

import io.auscult.local.bench.peer.Peer;
import io.auscult.local.bench.peer.PeerFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The peer that is measured beside us, if any. */
final class PeerOptions {
  @Option(
      names = "--peer",
      paramLabel = "DIR",
      description =
          "folder with sherpa-live.cjs and prepare.cjs: sherpa-onnx is measured in the same run"
              + " (else only ours)")
  private Path scripts;

  @Option(
      names = "--peer-work",
      paramLabel = "DIR",
      description = "where the peer is installed and kept (else in the per-user cache)")
  private Path work;

  /** The peer, installed; empty where none is asked for. */
  Optional<Peer> peer() throws IOException, InterruptedException {
    if (scripts == null) return Optional.empty();
    Path folder = work == null ? cache().resolve("auscult").resolve("peer") : work;
    return Optional.of(
        new Peer(PeerFolder.install(scripts, folder.toAbsolutePath(), System.err::println)));
  }

  private static Path cache() {
    String named = System.getenv("XDG_CACHE_HOME");
    return named == null || named.isBlank()
        ? Path.of(System.getProperty("user.home"), ".cache")
        : Path.of(named);
  }
}
