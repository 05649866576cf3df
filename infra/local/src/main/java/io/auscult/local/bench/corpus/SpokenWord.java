package io.auscult.local.bench.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A word of a reference: when it is said and by whom; milliseconds from the beginning. */
public record SpokenWord(long startMs, long endMs, String speaker, String word) {

  /**
   * The words of a recording of {@code diarization/simulated}, ascending by their start.
   *
   * @throws IOException where the set has no word times or they cannot be read
   */
  public static List<SpokenWord> of(Clip clip) throws IOException {
    String times = clip.column("word_times");
    if (times.isEmpty()) throw new IOException(clip.name() + " has no word times");
    Path file = clip.audio().getParent().getParent().resolve(times);
    return parse(file.toString(), Files.readAllLines(file));
  }

  /** Lines of {@code start end speaker word}, in seconds. */
  static List<SpokenWord> parse(String file, List<String> lines) throws IOException {
    List<SpokenWord> words = new ArrayList<>();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      try {
        words.add(
            new SpokenWord(milliseconds(fields[0]), milliseconds(fields[1]), fields[2], fields[3]));
      } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
        throw new IOException(file + ": \"" + line + "\" is not start, end, speaker, word", e);
      }
    }
    words.sort(Comparator.comparingLong(SpokenWord::startMs));
    return words;
  }

  /** What is said up to a moment, words that go beyond it left out. */
  public static String text(List<SpokenWord> words, long untilMs) {
    return words.stream()
        .filter(w -> w.endMs() <= untilMs)
        .map(SpokenWord::word)
        .collect(Collectors.joining(" "));
  }

  /** When they are said. */
  public static List<Span> spans(List<SpokenWord> words) {
    return words.stream().map(w -> new Span(w.startMs(), w.endMs())).toList();
  }

  private static long milliseconds(String seconds) {
    return Math.round(Double.parseDouble(seconds) * 1000);
  }

  @Override
  public String toString() {
    return "SpokenWord[" + startMs + " to " + endMs + "]";
  }
}
