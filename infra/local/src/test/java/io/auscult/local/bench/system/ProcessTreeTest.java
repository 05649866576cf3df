package io.auscult.local.bench.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessTreeTest {
  @Test
  void cpuTimeOfAProcessAndItsEndedChildrenIsRead() {
    String stat =
        "4242 (a (strange) name) S 1 4242 4242 0 -1 4194304 1000 2000 0 0 150 50 30 20 20 0 40 0 "
            + "123456 987654321 4321";

    assertThat(ProcessTree.ticks(stat)).isEqualTo(150 + 50 + 30 + 20);
  }

  @Test
  void memoryIsReadByField() {
    String status = "Name:\tjava\nVmHWM:\t  204800 kB\nVmRSS:\t  102400 kB\nThreads:\t80\n";

    assertThat(ProcessTree.kilobytes(status, "VmRSS")).isEqualTo(102_400);
    assertThat(ProcessTree.kilobytes(status, "VmHWM")).isEqualTo(204_800);
    assertThat(ProcessTree.kilobytes("Name:\tgone\nState:\tZ\n", "VmRSS")).isZero();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thisProcessHasUsedSomething() throws IOException {
    ProcessTree self = new ProcessTree(ProcessHandle.current().pid());

    // Read before the peak: memory may grow in between.
    long rss = self.rssBytes();

    assertThat(self.cpuSeconds()).isPositive();
    assertThat(rss).isGreaterThan(16 << 20);
    assertThat(self.peakRssBytes()).isGreaterThanOrEqualTo(rss);
  }
}
