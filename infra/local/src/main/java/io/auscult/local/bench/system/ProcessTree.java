package io.auscult.local.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What a process and all its children have used, as the Linux kernel tells it. */
public final class ProcessTree {
  /** The kernel counts CPU time in this unit for every program, whatever its own clock. */
  private static final double TICKS_PER_SECOND = 100;

  private final long root;

  public ProcessTree(long root) {
    this.root = root;
  }

  /**
   * CPU seconds so far in user and kernel mode; children that have ended count with the parent that
   * waited for them.
   */
  public double cpuSeconds() throws IOException {
    long ticks = 0;
    for (long pid : pids()) {
      String stat = read(pid, "stat");
      if (!stat.isEmpty()) ticks += ticks(stat);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** Resident memory in bytes, shared pages counted in each process. */
  public long rssBytes() throws IOException {
    return sum("VmRSS");
  }

  /** The most that each process ever had resident, added up, in bytes. */
  public long peakRssBytes() throws IOException {
    return sum("VmHWM");
  }

  private long sum(String field) throws IOException {
    long kilobytes = 0;
    for (long pid : pids()) kilobytes += kilobytes(read(pid, "status"), field);
    return kilobytes * 1024;
  }

  private List<Long> pids() throws IOException {
    ProcessHandle process =
        ProcessHandle.of(root)
            .orElseThrow(() -> new IOException("process " + root + " is not running"));
    return Stream.concat(Stream.of(process), process.descendants())
        .map(ProcessHandle::pid)
        .toList();
  }

  private String read(long pid, String file) throws IOException {
    Path path = Path.of("/proc", Long.toString(pid), file);
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      // A child may end between listing and reading; without /proc there is nothing to measure.
      if (pid != root) return "";
      throw new IOException("cannot read " + path + ": CPU and memory need Linux's /proc", e);
    }
  }

  /**
   * utime, stime, cutime and cstime of a line of {@code /proc/PID/stat}. The second field is a name
   * in brackets which may hold spaces and brackets itself.
   */
  static long ticks(String stat) {
    String[] afterName = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
    long ticks = 0;
    for (int field = 11; field <= 14; field++) ticks += Long.parseLong(afterName[field]);
    return ticks;
  }

  /** A field of {@code /proc/PID/status} in kB; 0 where a process (a zombie) has none. */
  static long kilobytes(String status, String field) {
    return status
        .lines()
        .filter(line -> line.startsWith(field + ":"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
        .findFirst()
        .orElse(0);
  }
}
