package io.auscult.local.bench.system;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Watches the memory of a system while a benchmark runs. */
public final class Vitals implements AutoCloseable {
  /**
   * @param atS seconds since watching began
   * @param rssMb resident memory of all processes of the system, in MiB
   * @param heapMb Java heap in use, garbage included, in MiB
   */
  public record Sample(double atS, double rssMb, double heapMb) {}

  /**
   * @param rssSlopeMbPerMinute growth over the second half of the time (least squares)
   * @param heapSlopeMbPerMinute likewise; with few collections it follows the collector, so the
   *     live heap tells more
   * @param liveHeapBeforeMb heap after a full collection before the first session
   * @param liveHeapAfterMb and after the last one had ended
   */
  public record Memory(
      double peakRssMb,
      double rssSlopeMbPerMinute,
      double heapSlopeMbPerMinute,
      double liveHeapBeforeMb,
      double liveHeapAfterMb,
      List<Sample> samples) {}

  private static final double MIB = 1 << 20;

  private final ProcessTree processes;
  private final HeapProbe heap;
  private final double liveBefore;
  private final long startNanos = System.nanoTime();
  private final List<Sample> samples = new ArrayList<>();
  private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor();
  private IOException failure;

  private Vitals(ProcessTree processes, HeapProbe heap) throws IOException {
    this.processes = processes;
    this.heap = heap;
    this.liveBefore = heap.liveBytes() / MIB;
  }

  /** Begins to take a sample every {@code everySeconds}. */
  static Vitals watch(long pid, long everySeconds) throws IOException {
    Vitals vitals = new Vitals(new ProcessTree(pid), HeapProbe.of(pid));
    vitals.watch.scheduleAtFixedRate(vitals::sample, 0, everySeconds, TimeUnit.SECONDS);
    return vitals;
  }

  private synchronized void sample() {
    try {
      double at = (System.nanoTime() - startNanos) / 1e9;
      samples.add(new Sample(at, processes.rssBytes() / MIB, heap.usedBytes() / MIB));
    } catch (IOException e) {
      failure = e;
      watch.shutdown();
    }
  }

  /** What was seen until now; collects the heap, so not before the measurement is over. */
  public synchronized Memory memory() throws IOException {
    sample();
    if (failure != null) throw failure;
    List<Sample> later = samples.subList(samples.size() / 2, samples.size());
    List<Double> minutes = later.stream().map(s -> s.atS() / 60).toList();
    return new Memory(
        processes.peakRssBytes() / MIB,
        slope(minutes, later.stream().map(Sample::rssMb).toList()),
        slope(minutes, later.stream().map(Sample::heapMb).toList()),
        liveBefore,
        heap.liveBytes() / MIB,
        List.copyOf(samples));
  }

  /** Least squares; NaN for fewer than two points or all at one place. */
  public static double slope(List<Double> x, List<Double> y) {
    double meanX = x.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double meanY = y.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double over = 0;
    double under = 0;
    for (int i = 0; i < x.size(); i++) {
      over += (x.get(i) - meanX) * (y.get(i) - meanY);
      under += (x.get(i) - meanX) * (x.get(i) - meanX);
    }
    return over / under;
  }

  @Override
  public void close() throws IOException {
    watch.shutdownNow();
    heap.close();
  }
}
