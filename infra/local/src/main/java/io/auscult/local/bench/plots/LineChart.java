package io.auscult.local.bench.plots;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Values over something that grows from 0.
 *
 * @param limit a value to be seen against the lines; NaN: none
 * @param limitLabel what it is
 */
public record LineChart(
    String title, String xAxis, String yAxis, List<Line> lines, double limit, String limitLabel) {

  private static final int RIGHT = Frame.right(Frame.WIDTH);

  /** {@code points} in the order in which they are joined. */
  public record Line(String name, List<Point> points) {
    public Line {
      points = List.copyOf(points);
    }
  }

  public record Point(double x, double y) {}

  public LineChart {
    lines = List.copyOf(lines);
  }

  /** As SVG. */
  public String svg() {
    Svg svg = new Svg(Frame.WIDTH, Frame.HEIGHT, title);
    Scale xs = Scale.upTo(most(true));
    Scale ys = Scale.upTo(Double.isNaN(limit) ? most(false) : Math.max(limit, most(false)));
    Frame frame =
        new Frame(svg, Frame.WIDTH, ys, title, yAxis, lines.stream().map(Line::name).toList());
    for (double tick : xs.ticks()) frame.under(x(xs, tick), 0, xs.label(tick));
    frame.under((Frame.LEFT + RIGHT) / 2.0, 1, xAxis);
    if (!Double.isNaN(limit)) frame.limit(limit, limitLabel);
    for (int i = 0; i < lines.size(); i++) {
      List<Point> points = lines.get(i).points;
      String path =
          points.stream()
              .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", x(xs, p.x), frame.y(p.y)))
              .collect(Collectors.joining(" "));
      svg.path(path, "stroke=\"" + Frame.colour(i) + "\" stroke-width=\"2\"");
      for (Point p : points) svg.dot(x(xs, p.x), frame.y(p.y), Frame.colour(i));
    }
    return svg.end();
  }

  private double most(boolean ofX) {
    return lines.stream()
        .flatMap(line -> line.points.stream())
        .mapToDouble(p -> ofX ? p.x : p.y)
        .max()
        .orElse(0);
  }

  private static double x(Scale scale, double value) {
    return Frame.LEFT + (RIGHT - Frame.LEFT) * scale.share(value);
  }
}
