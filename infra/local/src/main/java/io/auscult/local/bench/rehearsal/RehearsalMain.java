package io.auscult.local.bench.rehearsal;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.audio.AudioFiles;
import io.auscult.local.bench.system.ProcessTree;
import io.auscult.transcription.Rehearsal;
import io.auscult.transcription.segment.Endpointing;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The process in which our recognition alone is measured: the models, the recordings in memory, one
 * thread. Arguments: recogniser, milliseconds between partials, files. All files are heard once to
 * warm up, then once for every line of stdin, and each time one line of JSON is written.
 */
public final class RehearsalMain {
  private RehearsalMain() {}

  /** Until stdin ends. */
  public static void main(String[] args) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    int partialEveryMs = Integer.parseInt(args[1]);
    List<short[]> recordings = new ArrayList<>();
    for (String file : Arrays.asList(args).subList(2, args.length)) {
      recordings.add(AudioFiles.read(Path.of(file)));
    }
    String models = Optional.ofNullable(System.getenv("AUSCULT_MODELS")).orElse("");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Rehearsal rehearsal = Rehearsal.of(models, args[0], Endpointing.DEFAULT)) {
      ObjectMapper json = new ObjectMapper();
      out.println(json.writeValueAsString(round(rehearsal, recordings, partialEveryMs)));
      while (orders.readLine() != null) {
        out.println(json.writeValueAsString(round(rehearsal, recordings, partialEveryMs)));
      }
    }
  }

  private static OwnRecognition.Round round(
      Rehearsal rehearsal, List<short[]> recordings, int partialEveryMs) throws IOException {
    ProcessTree self = new ProcessTree(ProcessHandle.current().pid());
    double before = self.cpuSeconds();
    List<String> texts = new ArrayList<>();
    int[] partials = new int[1];
    int finals = 0;
    double audioS = 0;
    for (short[] pcm : recordings) {
      List<String> said = new ArrayList<>();
      rehearsal.run(
          pcm,
          partialEveryMs,
          heard -> {
            if (heard.partial()) partials[0]++;
            else said.add(heard.text());
          });
      finals += said.size();
      texts.add(String.join(" ", said));
      audioS += pcm.length / 16_000.0;
    }
    double cpuS = self.cpuSeconds() - before;
    return new OwnRecognition.Round(
        cpuS / audioS, audioS, finals, partials[0], self.rssBytes() / (double) (1 << 20), texts);
  }
}
