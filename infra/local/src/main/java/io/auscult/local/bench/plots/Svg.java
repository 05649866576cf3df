package io.auscult.local.bench.plots;

import java.util.Locale;

/** Writes SVG, one element a line; the same calls give the same bytes. */
final class Svg {
  private final StringBuilder out = new StringBuilder();

  Svg(int width, int height, String title) {
    out.append(
        String.format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" role=\"img\" font-family=\"sans-serif\" font-size=\"12\">%n",
            width, height, width, height));
    out.append("<title>").append(escaped(title)).append("</title>\n");
    // A page may be dark; the ink is not.
    rectangle(0, 0, width, height, "#ffffff");
  }

  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void text(double x, double y, Anchor anchor, String style, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" %s>%s</text>%n",
            x,
            y,
            anchor.name().toLowerCase(Locale.ROOT),
            style,
            escaped(text)));
  }

  void line(double x1, double y1, double x2, double y2, String style) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n",
            x1,
            y1,
            x2,
            y2,
            style));
  }

  void rectangle(double x, double y, double width, double height, String fill) {
    out.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" fill=\"%s\"/>%n",
            x,
            y,
            width,
            height,
            fill));
  }

  void dot(double x, double y, String fill) {
    out.append(
        String.format(
            Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>%n", x, y, fill));
  }

  /** {@code points}: as {@code x,y x,y}. */
  void path(String points, String style) {
    out.append(String.format("<polyline points=\"%s\" fill=\"none\" %s/>%n", points, style));
  }

  String end() {
    return out + "</svg>\n";
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
