package io.auscult.local.bench.plots;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.local.bench.plots.BarChart.Bar;
import io.auscult.local.bench.plots.BarChart.Group;
import io.auscult.local.bench.plots.BarChart.Part;
import io.auscult.local.bench.plots.LineChart.Line;
import io.auscult.local.bench.plots.LineChart.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the reports of the benchmarks look like; a report is the JSON that its command wrote. */
public final class Plots {
  private Plots() {}

  /**
   * Every plot that the reports have figures for, by the name of its file.
   *
   * @param reports in the order in which their lines are drawn
   */
  public static Map<String, String> of(List<JsonNode> reports) {
    Map<String, String> plots = new LinkedHashMap<>();
    List<Group> cost = new ArrayList<>();
    List<Line> sessions = new ArrayList<>();
    List<Group> der = new ArrayList<>();
    List<Line> rss = new ArrayList<>();
    List<Line> overload = new ArrayList<>();
    for (JsonNode report : reports) {
      switch (report.path("bench").asText()) {
        case "cost" -> cost.addAll(cost(report));
        case "capacity" -> sessions.addAll(capacity(report));
        case "der" -> der.addAll(der(report));
        case "soak" -> rss.add(rss(report));
        case "overload" -> overload.addAll(overload(report));
        default -> {} // a benchmark that is told in words
      }
    }
    if (!cost.isEmpty()) {
      BarChart chart =
          new BarChart(
              "CPU per second of audio, one run, same recordings (dashed: target)",
              "CPU seconds per second of audio",
              List.of("ours", "sherpa-onnx"),
              cost);
      plots.put("cost.svg", chart.svg());
    }
    if (!der.isEmpty()) {
      BarChart chart =
          new BarChart(
              "Who spoke when, over the live path (dashed: target)",
              "% of the reference's speech",
              List.of("missed", "false alarm", "confusion"),
              der);
      plots.put("der.svg", chart.svg());
    }
    line(plots, "sessions.svg", "Time to final over live sessions", "live sessions", sessions);
    line(plots, "overload.svg", "Twice as many sessions as it takes", "seconds", overload);
    if (!rss.isEmpty()) {
      plots.put(
          "rss.svg", new LineChart("Resident memory", "minutes", "MiB", rss, Double.NaN, "").svg());
    }
    return plots;
  }

  private static void line(
      Map<String, String> plots, String file, String title, String xAxis, List<Line> lines) {
    if (lines.isEmpty()) return;
    String value = "ms from the end of speech to its final";
    plots.put(file, new LineChart(title, xAxis, value, lines, 1000, "1 s").svg());
  }

  private static List<Group> cost(JsonNode report) {
    List<Group> groups = new ArrayList<>();
    for (JsonNode row : report.path("alone")) {
      int every = row.path("partial_every_ms").asInt();
      double peer = row.path("peer").path("cpu_per_audio_s").asDouble(Double.NaN);
      groups.add(
          sides(
              row.path("recogniser").asText() + " alone",
              every == 0 ? "finals" : "partials",
              row.path("ours").path("cpu_per_audio_s").asDouble(),
              peer,
              every == 0 ? Double.NaN : 0.30 * peer));
    }
    for (JsonNode row : report.path("system")) {
      double peer = row.path("peer_cpu_per_audio_s").asDouble(Double.NaN);
      boolean judged = row.path("speakers").asText().equals("off");
      groups.add(
          sides(
              row.path("recogniser").asText() + " whole, " + row.path("sessions").asInt(),
              "speakers " + row.path("speakers").asText(),
              row.path("cpu_per_audio_s").asDouble(),
              peer,
              judged ? 0.8 * peer : Double.NaN));
    }
    return groups;
  }

  private static Group sides(String what, String how, double ours, double peer, double target) {
    List<Bar> bars = new ArrayList<>();
    bars.add(Bar.of(0, ours, target));
    if (!Double.isNaN(peer)) bars.add(Bar.of(1, peer, Double.NaN));
    return new Group(List.of(what, how), bars);
  }

  private static List<Line> capacity(JsonNode report) {
    String what =
        report.path("recogniser").asText()
            + (report.path("partials").asBoolean() ? ", partials" : ", finals");
    List<Point> p95 = new ArrayList<>();
    for (JsonNode step : report.path("steps")) {
      JsonNode value = step.path("lag").path("p95");
      if (value.isNumber()) p95.add(new Point(step.path("sessions").asDouble(), value.asDouble()));
    }
    return List.of(new Line(what + " p95", p95));
  }

  private static List<Group> der(JsonNode report) {
    String speakers = report.path("speakers").asText();
    List<Group> groups = new ArrayList<>();
    for (JsonNode set : report.path("sets")) {
      JsonNode rate = set.path("rate");
      List<Part> parts =
          List.of(
              new Part(0, percent(rate.path("miss"))),
              new Part(1, percent(rate.path("false_alarm"))),
              new Part(2, percent(rate.path("confusion"))));
      String name = set.path("set").asText().replace("hard: ", "");
      String said = speakers.equals("unknown") ? "" : "at most " + speakers;
      groups.add(
          new Group(List.of(name, said), List.of(new Bar(parts, percent(set.path("target"))))));
    }
    return groups;
  }

  /** NaN where there is none. */
  private static double percent(JsonNode share) {
    return share.isNumber() ? share.asDouble() * 100 : Double.NaN;
  }

  private static Line rss(JsonNode report) {
    List<Point> points = new ArrayList<>();
    for (JsonNode minute : report.path("minutes")) {
      points.add(new Point(minute.path("minute").asDouble(), minute.path("rss_mb").asDouble()));
    }
    JsonNode load = report.path("load");
    String partials = load.path("partials").asBoolean() ? ", partials" : "";
    return new Line(
        report.path("recogniser").asText()
            + ", "
            + load.path("sessions").asInt()
            + " sessions"
            + partials,
        points);
  }

  private static List<Line> overload(JsonNode report) {
    List<Line> lines = new ArrayList<>();
    for (JsonNode phase : report.path("phases")) {
      int inside = phase.path("asked").asInt() - phase.path("refused").asInt();
      for (String percentile : List.of("p50", "p95")) {
        List<Point> points = new ArrayList<>();
        for (JsonNode span : phase.path("lag_over_time")) {
          points.add(
              new Point(
                  span.path("from_s").asDouble(), span.path("lag").path(percentile).asDouble()));
        }
        lines.add(
            new Line(
                "admission " + phase.path("admission").asText() + ", " + inside + ", " + percentile,
                points));
      }
    }
    return lines;
  }
}
