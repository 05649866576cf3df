package io.auscult.local.bench;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import picocli.CommandLine.Option;

/**
 * How a benchmark prints: a table for people, or with {@code --json} one JSON object whose keys are
 * the components of the record that the command returns, in {@code snake_case}; numbers have at
 * most four decimals, one that does not exist is {@code null}.
 */
final class Figures {
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .registerModule(
              new SimpleModule()
                  .addSerializer(Double.class, new Rounded())
                  .addSerializer(double.class, new Rounded()));

  private static final class Rounded extends JsonSerializer<Double> {
    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      if (value.isNaN() || value.isInfinite()) {
        out.writeNull();
      } else {
        out.writeNumber(BigDecimal.valueOf(value).setScale(4, RoundingMode.HALF_UP));
      }
    }
  }

  @Option(names = "--json", description = "figures as JSON")
  private boolean json;

  void print(Object figures, String table) throws JsonProcessingException {
    System.out.println(json ? json(figures) : table);
  }

  static String json(Object figures) throws JsonProcessingException {
    return JSON.writeValueAsString(figures);
  }
}
