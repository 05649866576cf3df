package io.auscult.local.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** What this process, the load generator, uses itself; its children are not counted. */
final class OwnCpu {
  private final OperatingSystemMXBean self =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  double cpuSeconds() {
    return self.getProcessCpuTime() / 1e9;
  }
}
