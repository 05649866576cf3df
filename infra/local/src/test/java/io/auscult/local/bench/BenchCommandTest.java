package io.auscult.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.auscult.local.bench.delays.Spread;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class BenchCommandTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "connect --url http://127.0.0.1:1|--token",
        "connect --rate 0|--rate",
        "wer --eval /nosuch-folder|/nosuch-folder",
        "wer --eval / --parallel 0|--parallel",
        "load --sessions 0|--sessions",
        "latency --chunk 5|--chunk",
        "burst --speed -1|--speed",
        "partials --chunk 2000|--chunk",
        "partials --sessions 0|--sessions",
        "acks --sessions 0|--sessions",
        "acks --seconds 0|--seconds",
        "clocks --ahead 1|--ahead",
        "callbacks --hang 2|--hang",
        "callbacks --sessions 0|--sessions",
        "cost --rounds 0|--rounds",
        "cost --frame-ms 5|--chunk",
        "capacity --from 9 --to 8|--from",
        "capacity --seconds 15|--seconds",
        "overload --capacity 0|--capacity",
        "isolation --speed 1|--speed",
        "soak --minutes 10 --settled 10|--settled",
      })
  void whatCannotBeIsRefusedByNameBeforeAnythingStarts(String arguments, String named) {
    CommandLine line = new CommandLine(new BenchCommand());
    StringWriter err = new StringWriter();
    line.setErr(new PrintWriter(err));

    int code = line.execute(arguments.split(" "));

    assertThat(code).isEqualTo(CommandLine.ExitCode.USAGE);
    assertThat(err.toString()).contains(named);
  }

  @Test
  void figuresAreJsonWithRoundedNumbersAndNullForNone() throws Exception {
    var report =
        new ConnectCommand.Report(
            "connect",
            new Machine("cpu", 2, "17", "2026-01-01T00:00:00Z"),
            100,
            10,
            50,
            Spread.of(List.of(1.23456789, 2.0)),
            Double.NaN,
            Map.of("refused", 3));

    JsonNode json = new ObjectMapper().readTree(Figures.json(report));

    assertThat(json.at("/rate_per_second").asInt()).isEqualTo(100);
    assertThat(json.at("/session_init/p50").asText()).isEqualTo("1.2346");
    assertThat(json.at("/session_init/count").asInt()).isEqualTo(2);
    assertThat(json.at("/latest_start_ms").isNull()).isTrue();
    assertThat(json.at("/failures/refused").asInt()).isEqualTo(3);
    assertThat(json.at("/machine/cores").asInt()).isEqualTo(2);
  }

  @Test
  void theProcessorIsNamedAsTheKernelNamesIt() {
    assertThat(Machine.model("processor\t: 0\nmodel name\t: EPYC 9 \nflags\t: x\n"))
        .isEqualTo("EPYC 9");
  }
}
