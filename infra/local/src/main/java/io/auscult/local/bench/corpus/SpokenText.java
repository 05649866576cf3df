package io.auscult.local.bench.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What one speaker says in one turn; milliseconds from the beginning of the recording. */
public record SpokenText(long startMs, long endMs, String speaker, String text) {

  /**
   * The turns of a recording whose set has STM files, ascending by their start.
   *
   * @throws IOException where it has none or it cannot be read
   */
  public static List<SpokenText> of(Clip clip) throws IOException {
    String stm = clip.column("stm");
    if (stm.isEmpty()) throw new IOException(clip.name() + " has no text with speakers");
    Path file = clip.audio().getParent().getParent().resolve(stm);
    return parse(file.toString(), Files.readAllLines(file));
  }

  /** Lines of {@code file channel speaker start end words}, times in seconds. */
  static List<SpokenText> parse(String file, List<String> lines) throws IOException {
    List<SpokenText> turns = new ArrayList<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith(";")) continue;
      String[] fields = line.strip().split("\\s+", 6);
      try {
        turns.add(
            new SpokenText(
                milliseconds(fields[3]),
                milliseconds(fields[4]),
                fields[2],
                fields.length > 5 ? fields[5] : ""));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(file + ": a line is not file, channel, speaker, start, end, text", e);
      }
    }
    turns.sort(Comparator.comparingLong(SpokenText::startMs));
    return turns;
  }

  private static long milliseconds(String seconds) {
    return Math.round(Double.parseDouble(seconds) * 1000);
  }

  @Override
  public String toString() {
    return "SpokenText[" + startMs + " to " + endMs + ", " + speaker + "]";
  }
}
