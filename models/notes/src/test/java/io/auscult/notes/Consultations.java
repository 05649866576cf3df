package io.auscult.notes;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The consultations of the evaluation data, with the roles that the data gives. */
final class Consultations {
  /** Words a second, where the data has no times. */
  private static final double PACE = 2.5;

  private static final Pattern LINE = Pattern.compile("\\s*\\[?(\\w+)[\\]:]\\s*(.*)");

  /** Their two labels are swapped in the data (as read: "patient: hi, how are you today"). */
  private static final Set<String> SWAPPED =
      Set.of("D2N034", "D2N038", "D2N056", "D2N057", "D2N059", "D2N082");

  /**
   * @param role UNKNOWN for guests
   * @param speaker as the data calls it
   */
  record Said(String speaker, Role role, double fromSeconds, double toSeconds, String text) {}

  record Consultation(String name, List<Said> said) {}

  private Consultations() {}

  static List<Consultation> aciBench(Path eval, String split) {
    return table(eval.resolve("notes/aci-bench/" + split + ".csv"), row -> row.get("encounter_id"));
  }

  static List<Consultation> mtsDialog(Path eval, String split) {
    return table(
        eval.resolve("notes/mts-dialog/MTS-Dialog-" + split + "Set.csv"), row -> row.get("ID"));
  }

  /** In order of their names: day, then number. */
  static List<Consultation> primock57(Path eval) {
    try (Stream<Path> files = Files.list(eval.resolve("notes/primock57/dialogues"))) {
      List<Consultation> all = new ArrayList<>();
      for (Path file : files.sorted().toList()) {
        List<Said> said = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
          String[] f = line.split("\t", -1);
          double from = Double.parseDouble(f[0]);
          said.add(new Said(f[2], role(f[2]), from, Double.parseDouble(f[1]), f[3]));
        }
        all.add(new Consultation(file.getFileName().toString(), said));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Naming {
    String of(Map<String, String> row);
  }

  private static List<Consultation> table(Path file, Naming naming) {
    try (MappingIterator<Map<String, String>> rows =
        new CsvMapper()
            .readerForMapOf(String.class)
            .with(CsvSchema.emptySchema().withHeader())
            .readValues(file.toFile())) {
      List<Consultation> all = new ArrayList<>();
      while (rows.hasNext()) {
        Map<String, String> row = rows.next();
        String name = naming.of(row);
        all.add(new Consultation(name, dialogue(row.get("dialogue"), SWAPPED.contains(name))));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Said> dialogue(String text, boolean swapped) {
    List<Said> said = new ArrayList<>();
    double now = 0;
    for (String line : text.lines().toList()) {
      Matcher m = LINE.matcher(line);
      // A turn that goes on in a new line has no speaker in front.
      boolean begins = m.matches() && line.length() - m.group(2).length() < 24;
      if (!begins && said.isEmpty()) continue;
      String speaker = begins ? m.group(1) : said.get(said.size() - 1).speaker();
      String words = begins ? m.group(2) : line;
      double until = now + Wording.words(words) / PACE;
      Role role = swapped ? other(role(speaker)) : role(speaker);
      said.add(new Said(speaker, role, now, until, words));
      now = until;
    }
    return said;
  }

  private static Role role(String speaker) {
    return switch (speaker.toLowerCase()) {
      case "doctor" -> Role.PROVIDER;
      case "patient" -> Role.PATIENT;
      default -> Role.UNKNOWN;
    };
  }

  static Role other(Role role) {
    return switch (role) {
      case PROVIDER -> Role.PATIENT;
      case PATIENT -> Role.PROVIDER;
      case UNKNOWN -> Role.UNKNOWN;
    };
  }
}
