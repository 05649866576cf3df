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
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * What the jobs of a system count, read through Flink's own REST interface. Flink fetches its
 * figures when it is asked, but not more often than every 10 s.
 */
public final class JobMetrics {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final OptionalDouble NONE = OptionalDouble.empty();
  private static final long FETCH_SECONDS = 3;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI flink;

  JobMetrics(URI flink) {
    this.flink = flink;
  }

  /**
   * The sum of a counter over all operators and subtasks, as it is now.
   *
   * @param name its last part, as {@code partials_shed_total}
   * @return empty where no job has one of this name
   */
  public OptionalDouble sum(String name) throws IOException, InterruptedException {
    return all(name, "sum").stream().reduce(Double::sum).map(OptionalDouble::of).orElse(NONE);
  }

  /** Likewise the greatest, of a gauge that every subtask of a process tells alike. */
  public OptionalDouble greatest(String name) throws IOException, InterruptedException {
    return all(name, "max").stream().reduce(Math::max).map(OptionalDouble::of).orElse(NONE);
  }

  private List<Double> all(String name, String of) throws IOException, InterruptedException {
    // The first look only makes Flink fetch what it then shows.
    look(name, of);
    TimeUnit.SECONDS.sleep(FETCH_SECONDS);
    return look(name, of);
  }

  private List<Double> look(String name, String of) throws IOException, InterruptedException {
    List<Double> values = new ArrayList<>();
    for (JsonNode job : get("/jobs").path("jobs")) {
      String path = "/jobs/" + job.path("id").asText();
      for (JsonNode vertex : get(path).path("vertices")) {
        values.addAll(ofVertex(path + "/vertices/" + vertex.path("id").asText(), name, of));
      }
    }
    return values;
  }

  private List<Double> ofVertex(String vertex, String name, String of)
      throws IOException, InterruptedException {
    String metrics = vertex + "/subtasks/metrics";
    List<String> ids = named(get(metrics), name);
    if (ids.isEmpty()) return List.of();
    String wanted =
        ids.stream()
            .map(id -> URLEncoder.encode(id, StandardCharsets.UTF_8))
            .collect(Collectors.joining(","));
    return values(get(metrics + "?agg=" + of + "&get=" + wanted), of);
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

  static List<Double> values(JsonNode metrics, String of) {
    List<Double> values = new ArrayList<>();
    for (JsonNode metric : metrics) values.add(metric.path(of).asDouble());
    return values;
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
