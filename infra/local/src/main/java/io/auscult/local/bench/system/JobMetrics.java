package io.auscult.local.bench.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What the jobs of a system count, read through Flink's own REST interface. Flink fetches its
 * figures every 10 s: they are that old at most.
 */
public final class JobMetrics {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI flink;

  JobMetrics(URI flink) {
    this.flink = flink;
  }

  /**
   * The sum of a counter or gauge over all operators and subtasks.
   *
   * @param name its last part, as {@code windows_shed_total}
   * @return empty where no job has one of this name
   */
  public OptionalDouble sum(String name) throws IOException, InterruptedException {
    List<Double> values = new ArrayList<>();
    for (JsonNode job : get("/jobs").path("jobs")) {
      String path = "/jobs/" + job.path("id").asText();
      for (JsonNode vertex : get(path).path("vertices")) {
        values.addAll(ofVertex(path + "/vertices/" + vertex.path("id").asText(), name));
      }
    }
    return values.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(values.stream().mapToDouble(Double::doubleValue).sum());
  }

  private List<Double> ofVertex(String vertex, String name)
      throws IOException, InterruptedException {
    String metrics = vertex + "/subtasks/metrics";
    List<String> ids = named(get(metrics), name);
    if (ids.isEmpty()) return List.of();
    String wanted =
        ids.stream()
            .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    return sums(get(metrics + "?agg=sum&get=" + wanted));
  }

  /** The ids whose last part is this name; the parts before are those of operator and group. */
  static List<String> named(JsonNode metrics, String name) {
    List<String> ids = new ArrayList<>();
    for (JsonNode metric : metrics) {
      String id = metric.path("id").asText();
      if (id.equals(name) || id.endsWith("." + name)) ids.add(id);
    }
    return ids;
  }

  static List<Double> sums(JsonNode metrics) {
    List<Double> sums = new ArrayList<>();
    for (JsonNode metric : metrics) sums.add(metric.path("sum").asDouble());
    return sums;
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(flink.resolve(path)).timeout(PATIENCE).build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("Flink answers " + answer.statusCode() + " to " + path);
    }
    return JSON.readTree(answer.body());
  }
}
