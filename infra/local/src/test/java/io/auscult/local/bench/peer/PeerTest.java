package io.auscult.local.bench.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerTest {
  @Test
  void itsReportIsFoundAmongWhateverElseItWrote() throws Exception {
    Peer.Run run =
        Peer.read(
            List.of(
                "a warning of a library",
                "{\"model\":\"base\",\"audio_s\":60,\"partials\":7,\"finals\":3,\"cpu_s\":6,"
                    + "\"cpu_per_audio_s\":0.1,\"rss_mb\":200,\"texts\":{\"/w/1.wav\":\"so be it\"}}"));

    assertThat(run.cpuPerAudioS()).isEqualTo(0.1);
    assertThat(run.finals()).isEqualTo(3);
    assertThat(run.partials()).isEqualTo(7);
    assertThat(run.texts()).containsEntry(Path.of("/w/1.wav"), "so be it");
  }

  @Test
  void withoutAReportItsLastWordsAreTold() {
    assertThatThrownBy(() -> Peer.read(List.of("one", "no such model")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no such model");
  }

  @Test
  void anotherEndOfUtteranceIsOneNumberInItsScript() throws Exception {
    String script = "sileroVad: { minSilenceDuration: 0.4, minSpeechDuration: 0.1 }";

    assertThat(PeerFolder.withSilence(script, 0.2))
        .isEqualTo("sileroVad: { minSilenceDuration: 0.2, minSpeechDuration: 0.1 }");
    assertThatThrownBy(() -> PeerFolder.withSilence("another script", 0.2))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aFolderWithoutTheScriptsIsRefusedByName(@TempDir Path scripts, @TempDir Path work) {
    assertThatThrownBy(() -> PeerFolder.install(scripts, work, progress -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sherpa-live.cjs");
  }

  @Test
  void aCompleteFolderIsTakenAsItIs(@TempDir Path scripts, @TempDir Path work) throws Exception {
    for (String script : List.of("sherpa-live.cjs", "prepare.cjs")) {
      Files.writeString(scripts.resolve(script), "// " + script);
    }
    Path manifest = work.resolve("node_modules/sherpa-onnx-node/package.json");
    Files.createDirectories(manifest.getParent());
    Files.writeString(manifest, "{\"version\":\"1.13.8\"}");
    Files.createDirectories(work.resolve("node_modules/sherpa-onnx-linux-x64"));
    Files.createDirectories(work.resolve("models"));
    Files.writeString(work.resolve("models/tokens.txt"), "");

    PeerFolder folder =
        PeerFolder.install(scripts, work, progress -> assertThat(progress).isNull());

    assertThat(work.resolve("sherpa-live.cjs")).hasContent("// sherpa-live.cjs");
    assertThat(folder.libraries().getFileName()).hasToString("sherpa-onnx-linux-x64");
  }

  @Test
  void recordingsBecomeFilesThatGoAway() throws Exception {
    Path file;
    try (WavFiles wavs = WavFiles.open()) {
      file = wavs.write(new short[] {1, 2, 3});
      assertThat(Files.size(file)).isEqualTo(44 + 6);
      assertThat(wavs.write(new short[1])).isNotEqualTo(file);
    }
    assertThat(file).doesNotExist();
  }
}
