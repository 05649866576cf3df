package io.auscult.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.local.house.StartFailure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class LocalClusterTest {
  /** What the counting job saw; static because Flink copies its functions. */
  private static final AtomicReference<BlockingQueue<Long>> COUNTS = new AtomicReference<>();

  @TempDir Path folder;

  @Test
  void afterACleanStopTheJobGoesOnCounting() throws Exception {
    long before;
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2)) {
      cluster.run(freshCount());
      long seen = awaitCount(50);
      cluster.stopWithSavepoint();
      assertThat(cluster.resumePoint().orElseThrow().toString()).contains("savepoint");
      before = lastCount(seen);
    }
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2)) {
      cluster.run(freshCount());
      assertThat(COUNTS.get().poll(30, TimeUnit.SECONDS)).isEqualTo(before + 1);
    }
  }

  @Test
  void withoutACleanStopTheJobGoesOnFromItsNewestCheckpoint() throws Exception {
    Path checkpoint;
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2)) {
      cluster.run(freshCount());
      awaitCount(50);
      checkpoint = awaitCheckpoint(cluster);
    }
    assertThat(checkpoint.toString()).contains("chk-");
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2)) {
      cluster.run(freshCount());
      assertThat(COUNTS.get().poll(30, TimeUnit.SECONDS)).isGreaterThan(50);
    }
  }

  @Test
  void aJobThatCannotOpenSaysWhy() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 1)) {
      assertThatThrownBy(() -> cluster.run(env -> numbers(env).keyBy(n -> 0).process(new Fails())))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("no model there");
    }
  }

  private static JobDefinition freshCount() {
    COUNTS.set(new LinkedBlockingQueue<>());
    return env -> numbers(env).keyBy(n -> 0).process(new Count()).uid("count").name("Count");
  }

  private static DataStream<Long> numbers(StreamExecutionEnvironment env) {
    DataGeneratorSource<Long> source =
        new DataGeneratorSource<>(
            n -> n, Long.MAX_VALUE, RateLimiterStrategy.perSecond(200), Types.LONG);
    return env.fromSource(source, WatermarkStrategy.noWatermarks(), "Numbers")
        .setParallelism(1)
        .uid("numbers");
  }

  private static long awaitCount(long least) throws InterruptedException {
    Long count;
    do {
      count = COUNTS.get().poll(30, TimeUnit.SECONDS);
      assertThat(count).as("the job counts").isNotNull();
    } while (count < least);
    return count;
  }

  /** The last count there was, which is the one seen if none came after it. */
  private static long lastCount(long seen) {
    long last = seen;
    for (Long c = COUNTS.get().poll(); c != null; c = COUNTS.get().poll()) last = c;
    return last;
  }

  private static Path awaitCheckpoint(LocalCluster cluster) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      var state = cluster.resumePoint();
      if (state.isPresent()) return state.get();
      LockSupport.parkNanos(5_000_000);
    }
    throw new AssertionError("no checkpoint in 30 s");
  }

  static final class Count extends KeyedProcessFunction<Integer, Long, Long> {
    private static final long serialVersionUID = 1L;
    private transient ValueState<Long> count;

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long value, Context ctx, Collector<Long> out) throws Exception {
      long next = count.value() == null ? 1 : count.value() + 1;
      count.update(next);
      COUNTS.get().add(next);
    }
  }

  static final class Fails extends KeyedProcessFunction<Integer, Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public void open(OpenContext context) {
      throw new IllegalStateException("no model there");
    }

    @Override
    public void processElement(Long value, Context ctx, Collector<Long> out) {
      out.collect(value);
    }
  }
}
