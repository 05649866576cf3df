package io.auscult.local.bench.plots;

import java.util.List;

/**
 * Bars side by side in groups; a bar may be stacked.
 *
 * @param legend what the colours mean, by the number of the colour
 */
public record BarChart(String title, String yAxis, List<String> legend, List<Group> groups) {

  /** Room for the label of a group. */
  private static final int GROUP_WIDTH = 84;

  private static final int LABEL_HEIGHT = 16;

  /** {@code label}: its lines, one under the other. */
  public record Group(List<String> label, List<Bar> bars) {
    public Group {
      label = List.copyOf(label);
      bars = List.copyOf(bars);
    }
  }

  /**
   * A bar.
   *
   * @param parts from the bottom
   * @param limit a value that it is to stay below; NaN: none
   */
  public record Bar(List<Part> parts, double limit) {
    public Bar {
      parts = List.copyOf(parts);
    }

    /** Of one part. */
    public static Bar of(int colour, double value, double limit) {
      return new Bar(List.of(new Part(colour, value)), limit);
    }

    double height() {
      return parts.stream().mapToDouble(Part::value).sum();
    }
  }

  /** {@code colour}: its number in the legend. */
  public record Part(int colour, double value) {}

  public BarChart {
    legend = List.copyOf(legend);
    groups = List.copyOf(groups);
  }

  /** As SVG. */
  public String svg() {
    int wide = Math.max(Frame.WIDTH, 84 + GROUP_WIDTH * groups.size());
    Svg svg = new Svg(wide, Frame.HEIGHT, title);
    double most =
        groups.stream()
            .flatMap(g -> g.bars.stream())
            .mapToDouble(b -> Double.isNaN(b.limit) ? b.height() : Math.max(b.height(), b.limit))
            .max()
            .orElse(0);
    Frame frame = new Frame(svg, wide, Scale.upTo(most), title, yAxis, legend);
    double width = (Frame.right(wide) - Frame.LEFT) / (double) Math.max(1, groups.size());
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      double left = Frame.LEFT + g * width;
      double bar = width * 0.8 / Math.max(1, group.bars.size());
      for (int b = 0; b < group.bars.size(); b++) {
        draw(svg, frame, group.bars.get(b), left + width * 0.1 + b * bar, bar);
      }
      for (int row = 0; row < group.label.size(); row++) {
        frame.under(left + width / 2, row, group.label.get(row));
      }
    }
    return svg.end();
  }

  private static void draw(Svg svg, Frame frame, Bar bar, double x, double width) {
    double below = 0;
    for (Part part : bar.parts) {
      double top = frame.y(below + part.value);
      svg.rectangle(x, top, width * 0.9, frame.y(below) - top, Frame.colour(part.colour));
      below += part.value;
    }
    boolean inTheWay = bar.limit >= below && frame.y(below) - frame.y(bar.limit) < LABEL_HEIGHT;
    frame.above(x + width * 0.45, inTheWay ? bar.limit : below, Frame.number(below));
    if (!Double.isNaN(bar.limit)) frame.limit(bar.limit, x - width * 0.05, x + width * 0.95);
  }
}
