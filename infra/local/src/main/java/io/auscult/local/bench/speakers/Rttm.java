package io.auscult.local.bench.speakers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Who spoke when, as the NIST files of diarisation evaluations have it: RTTM lines {@code SPEAKER
 * file channel start duration <NA> <NA> speaker <NA> <NA>} and UEM lines {@code file channel start
 * end}, times in seconds. Kept in whole milliseconds, the resolution of these files, so that a
 * score is exact.
 */
public final class Rttm {
  private static final String SPEAKER = "SPEAKER";

  private Rttm() {}

  /** A scored stretch of a recording, in milliseconds. */
  public record Scored(long startMs, long endMs) {}

  /**
   * The turns of a file, ascending by their start. Lines of other kinds and comments are passed
   * over.
   *
   * @throws IOException if it cannot be read or a line is no RTTM, with file and line number
   */
  public static List<SpokenTurn> read(Path file) throws IOException {
    return turns(file.toString(), Files.readAllLines(file));
  }

  /**
   * The scored stretches of a UEM file.
   *
   * @throws IOException if it cannot be read or a line is no UEM, with file and line number
   */
  public static List<Scored> readUem(Path file) throws IOException {
    List<Scored> scored = new ArrayList<>();
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String[] fields = lines.get(i).strip().split("\\s+");
      if (passedOver(lines.get(i))) continue;
      try {
        scored.add(new Scored(milliseconds(fields[2]), milliseconds(fields[3])));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(file + " line " + (i + 1) + " is not file, channel, start, end", e);
      }
    }
    return scored;
  }

  static List<SpokenTurn> turns(String file, List<String> lines) throws IOException {
    List<SpokenTurn> turns = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String[] fields = lines.get(i).strip().split("\\s+");
      if (passedOver(lines.get(i)) || !fields[0].equals(SPEAKER)) continue;
      try {
        long start = milliseconds(fields[3]);
        long end =
            Math.round((Double.parseDouble(fields[3]) + Double.parseDouble(fields[4])) * 1000);
        turns.add(new SpokenTurn(start, end, fields[7]));
      } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(file + " line " + (i + 1) + " is no SPEAKER line of RTTM", e);
      }
    }
    turns.sort(Comparator.comparingLong(SpokenTurn::startMs));
    return turns;
  }

  /** The lines of an RTTM file; {@code name} is the recording, blanks in names become {@code _}. */
  public static List<String> lines(String name, List<SpokenTurn> turns) {
    return turns.stream()
        .map(
            t ->
                String.format(
                    Locale.ROOT,
                    "SPEAKER %s 1 %.3f %.3f <NA> <NA> %s <NA> <NA>",
                    word(name),
                    t.startMs() / 1000.0,
                    (t.endMs() - t.startMs()) / 1000.0,
                    word(t.speaker())))
        .toList();
  }

  private static boolean passedOver(String line) {
    return line.isBlank() || line.startsWith(";");
  }

  private static String word(String name) {
    return name.strip().replaceAll("\\s+", "_");
  }

  private static long milliseconds(String seconds) {
    return Math.round(Double.parseDouble(seconds) * 1000);
  }
}
