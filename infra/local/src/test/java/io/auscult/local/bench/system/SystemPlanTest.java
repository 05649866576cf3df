package io.auscult.local.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.settings.Application;
import io.auscult.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SystemPlanTest {
  @TempDir Path folder;

  @Test
  void theSystemReadsTheApplicationAsItWasPlanned() throws Exception {
    Application app = BenchApplication.make();
    SystemPlan plan = SystemPlan.of("tiny", Optional.empty()).with(app).with("AUSCULT_X", "1");
    Path yaml = Files.writeString(folder.resolve("auscult.yaml"), plan.yaml().orElseThrow());

    Settings read = Settings.load(Map.of("AUSCULT_CONFIG", yaml.toString()));

    assertThat(read.applications()).containsExactly(app);
    assertThat(plan.settings()).containsEntry("AUSCULT_X", "1");
  }

  @Test
  void withoutAnApplicationThereIsNoConfiguration() {
    assertThat(SystemPlan.of("tiny", Optional.empty()).yaml()).isEmpty();
  }
}
