package io.auscult.local.bench.plots;

import java.util.List;
import java.util.Locale;

/** What all charts have: title, a value axis with its grid, legend, and where a value is drawn. */
final class Frame {
  static final int WIDTH = 760;
  static final int HEIGHT = 420;
  static final int LEFT = 64;
  static final int TOP = 66;
  static final int BOTTOM = HEIGHT - 62;

  /** Okabe and Ito's colours, which the colour-blind can tell apart. */
  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000");

  private static final String GRID = "stroke=\"#dddddd\" stroke-width=\"1\"";
  private static final String LIMIT =
      "stroke=\"#444444\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"";
  private static final String SMALL = "font-size=\"11\" fill=\"#333333\"";
  private static final int LETTER = 7;

  private final Svg svg;
  private final Scale scale;
  private final int right;

  Frame(Svg svg, int width, Scale scale, String title, String valueAxis, List<String> legend) {
    this.svg = svg;
    this.scale = scale;
    this.right = right(width);
    svg.text(LEFT, 22, Svg.Anchor.START, "font-size=\"15\" font-weight=\"bold\"", title);
    for (double tick : scale.ticks()) {
      svg.line(LEFT, y(tick), right, y(tick), GRID);
      svg.text(LEFT - 6, y(tick) + 4, Svg.Anchor.END, SMALL, scale.label(tick));
    }
    svg.text(LEFT, TOP - 8, Svg.Anchor.START, SMALL, valueAxis);
    double x = LEFT;
    for (int i = 0; i < legend.size(); i++) {
      svg.rectangle(x, 33, 11, 11, colour(i));
      svg.text(x + 15, 43, Svg.Anchor.START, "", legend.get(i));
      x += 34 + LETTER * legend.get(i).length();
    }
  }

  static String colour(int series) {
    return COLOURS.get(series % COLOURS.size());
  }

  /** The right end of the axes in a picture of this width. */
  static int right(int width) {
    return width - 20;
  }

  double y(double value) {
    return BOTTOM - (BOTTOM - TOP) * scale.share(value);
  }

  /** A dashed line across at a value that matters. */
  void limit(double value, String label) {
    svg.line(LEFT, y(value), right, y(value), LIMIT);
    svg.text(right, y(value) - 5, Svg.Anchor.END, SMALL, label);
  }

  /** A short dashed line over one bar. */
  void limit(double value, double fromX, double toX) {
    svg.line(fromX, y(value), toX, y(value), LIMIT);
  }

  void under(double x, int row, String text) {
    svg.text(x, BOTTOM + 18 + 15 * row, Svg.Anchor.MIDDLE, SMALL, text);
  }

  void above(double x, double value, String text) {
    svg.text(x, y(value) - 4, Svg.Anchor.MIDDLE, "font-size=\"10\" fill=\"#333333\"", text);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, value < 1 ? "%.3f" : value < 100 ? "%.1f" : "%.0f", value);
  }
}
