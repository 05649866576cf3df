package io.auscult.local.bench.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.OptionalDouble;

/** What a gateway counts, read from its {@code /metrics}. */
public final class GatewayMetrics {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private GatewayMetrics() {}

  /**
   * The sum of a metric over all its labels.
   *
   * @return empty where it has none of this name, or no sample yet
   */
  public static OptionalDouble sum(URI gateway, String name)
      throws IOException, InterruptedException {
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(gateway.resolve("/metrics")).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("the gateway answers " + answer.statusCode() + " to /metrics");
    }
    return sum(answer.body(), name);
  }

  /** In Prometheus text: {@code name{labels} value} a line. */
  static OptionalDouble sum(String text, String name) {
    double[] values =
        text.lines()
            .filter(line -> line.startsWith(name + " ") || line.startsWith(name + "{"))
            .mapToDouble(line -> Double.parseDouble(value(line)))
            .toArray();
    if (values.length == 0) return OptionalDouble.empty();
    double sum = 0;
    for (double value : values) sum += value;
    return OptionalDouble.of(sum);
  }

  private static String value(String line) {
    int labels = line.lastIndexOf('}');
    return line.substring(labels < 0 ? line.indexOf(' ') : labels + 1).strip().split(" ")[0];
  }
}
