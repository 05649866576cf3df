package io.auscult.local.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import org.junit.jupiter.api.Test;

class MetricsTest {
  @Test
  void aGatewaysMetricIsTheSumOverItsLabels() {
    String text =
        """
        # TYPE shed_total counter
        shed_total{dialect="scribe"} 3.0
        shed_total{dialect="invox {x}"} 4.5
        shed_total_other 100.0
        live 2.0
        """;

    assertThat(GatewayMetrics.sum(text, "shed_total")).hasValue(7.5);
    assertThat(GatewayMetrics.sum(text, "live")).hasValue(2);
    assertThat(GatewayMetrics.sum(text, "nosuch")).isEmpty();
  }

  @Test
  void aJobsMetricIsKnownByItsLastPart() throws Exception {
    var metrics =
        new ObjectMapper()
            .readTree(
                "[{\"id\":\"Recognise.windows_shed_total\"},{\"id\":\"windows_shed_total\"},"
                    + "{\"id\":\"Recognise.not_windows_shed_total\"}]");
    var sums =
        new ObjectMapper().readTree("[{\"id\":\"a\",\"sum\":2.0},{\"id\":\"b\",\"sum\":3.0}]");

    assertThat(JobMetrics.named(metrics, "windows_shed_total"))
        .containsExactly("Recognise.windows_shed_total", "windows_shed_total");
    assertThat(JobMetrics.values(sums, "sum")).containsExactly(2.0, 3.0);
  }

  @Test
  void theLineThatSaysReadyNamesFlinkToo() {
    String line = "ready http://127.0.0.1:1 kafka 127.0.0.1:2 flink http://127.0.0.1:3";

    assertThat(OwnProcess.flink(line)).contains(URI.create("http://127.0.0.1:3"));
    assertThat(OwnProcess.flink("ready http://127.0.0.1:1")).isEmpty();
  }
}
