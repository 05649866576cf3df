package io.auscult.local.bench.plots;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.local.bench.plots.BarChart.Bar;
import io.auscult.local.bench.plots.BarChart.Group;
import io.auscult.local.bench.plots.LineChart.Line;
import io.auscult.local.bench.plots.LineChart.Point;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PlotsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static Document xml(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }

  private static double number(Document svg, String element, int i, String attribute) {
    var node = svg.getElementsByTagName(element).item(i);
    return Double.parseDouble(node.getAttributes().getNamedItem(attribute).getNodeValue());
  }

  @Test
  void anAxisEndsAtARoundNumberAboveAllValues() {
    assertThat(Scale.upTo(0.668)).isEqualTo(new Scale(0.2, 0.8));
    assertThat(Scale.upTo(1000).most()).isEqualTo(1000);
    assertThat(Scale.upTo(1001).ticks()).hasSize(7).endsWith(1200.0);
    assertThat(Scale.upTo(0.668).label(0.2)).isEqualTo("0.2");
    assertThat(Scale.upTo(0).most()).isEqualTo(1);
    assertThat(Scale.upTo(Double.NaN).most()).isEqualTo(1);
  }

  @Test
  void aBarIsAsHighAsItsValue() throws Exception {
    Document svg =
        xml(
            new BarChart(
                    "a < b & c",
                    "y",
                    List.of("ours", "theirs"),
                    List.of(
                        new Group(
                            List.of("base"),
                            List.of(Bar.of(0, 30, 25), Bar.of(1, 60, Double.NaN)))))
                .svg());

    // The first three are the background and the legend.
    double ours = number(svg, "rect", 3, "height");
    double theirs = number(svg, "rect", 4, "height");
    assertThat(theirs).isCloseTo(2 * ours, org.assertj.core.data.Offset.offset(0.11));
    assertThat(number(svg, "rect", 3, "y") + ours).isEqualTo(Frame.BOTTOM);
    assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("a < b & c");
  }

  @Test
  void aLineGoesThroughItsPoints() throws Exception {
    Document svg =
        xml(
            new LineChart(
                    "t",
                    "x",
                    "y",
                    List.of(new Line("p95", List.of(new Point(0, 0), new Point(10, 1000)))),
                    1000,
                    "1 s")
                .svg());

    assertThat(number(svg, "circle", 0, "cx")).isEqualTo(Frame.LEFT);
    assertThat(number(svg, "circle", 0, "cy")).isEqualTo(Frame.BOTTOM);
    assertThat(number(svg, "circle", 1, "cx")).isEqualTo(Frame.right(Frame.WIDTH));
    assertThat(number(svg, "circle", 1, "cy")).isEqualTo(Frame.TOP);
  }

  @Test
  void everyKindOfReportHasItsPlot() throws Exception {
    List<JsonNode> reports = new ArrayList<>();
    for (String report :
        List.of(
            "{\"bench\":\"cost\",\"alone\":[{\"recogniser\":\"base\",\"partial_every_ms\":640,"
                + "\"ours\":{\"cpu_per_audio_s\":0.2},\"peer\":{\"cpu_per_audio_s\":0.7}}],"
                + "\"system\":[{\"recogniser\":\"base\",\"sessions\":16,\"speakers\":\"off\","
                + "\"cpu_per_audio_s\":0.05,\"peer_cpu_per_audio_s\":null}]}",
            "{\"bench\":\"capacity\",\"recogniser\":\"tiny\",\"partials\":true,\"steps\":["
                + "{\"sessions\":8,\"lag\":{\"p95\":400}},{\"sessions\":16,\"lag\":{\"p95\":null}}]}",
            "{\"bench\":\"der\",\"speakers\":\"unknown\",\"sets\":[{\"set\":\"hard: overlap\","
                + "\"target\":null,\"rate\":{\"miss\":0.1,\"false_alarm\":0.02,"
                + "\"confusion\":0.03}}]}",
            "{\"bench\":\"soak\",\"recogniser\":\"base\",\"load\":{\"sessions\":8},"
                + "\"minutes\":[{\"minute\":1,\"rss_mb\":500},{\"minute\":2,\"rss_mb\":510}]}",
            "{\"bench\":\"overload\",\"phases\":[{\"admission\":\"off\",\"asked\":20,"
                + "\"refused\":0,\"lag_over_time\":[{\"from_s\":0,\"lag\":{\"p50\":300,"
                + "\"p95\":900}}]}]}",
            "{\"bench\":\"wer\"}")) {
      reports.add(JSON.readTree(report));
    }

    Map<String, String> plots = Plots.of(reports);

    assertThat(plots)
        .containsOnlyKeys("cost.svg", "der.svg", "sessions.svg", "overload.svg", "rss.svg");
    for (String svg : plots.values()) {
      assertThat(xml(svg).getDocumentElement().getTagName()).isEqualTo("svg");
      assertThat(svg).doesNotContain("NaN");
    }
    assertThat(plots.get("sessions.svg")).contains("tiny, partials p95");
    assertThat(plots.get("overload.svg")).contains("admission off, 20, p95");
    assertThat(Plots.of(reports)).isEqualTo(plots);
  }
}
