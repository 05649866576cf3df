package io.auscult.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auscult.local.house.LocalPort;
import io.auscult.local.house.StartFailure;
import io.auscult.settings.Setting;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
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

  private static final AtomicReference<BlockingQueue<Long>> OTHER_COUNTS = new AtomicReference<>();
  private static final LocalJob COUNT = counting("count", COUNTS);

  @TempDir Path folder;

  @Test
  void afterACleanStopTheJobGoesOnCounting() throws Exception {
    long before;
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2, OptionalInt.empty())) {
      cluster.run(List.of(freshCount()));
      long seen = awaitCount(50);
      cluster.stopWithSavepoint();
      assertThat(cluster.resumePoint(COUNT).orElseThrow().toString()).contains("savepoint");
      before = lastCount(COUNTS, seen);
    }
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2, OptionalInt.empty())) {
      cluster.run(List.of(freshCount()));
      assertThat(COUNTS.get().poll(30, TimeUnit.SECONDS)).isEqualTo(before + 1);
    }
  }

  @Test
  void theJobsMetricsAreToldAsPrometheusTextWhereAPortIsSet() throws Exception {
    int port = LocalPort.claim(Setting.METRICS_PORT, 0);
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2, OptionalInt.of(port))) {
      cluster.run(List.of(freshCount()));
      awaitCount(1);
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics")).build();
      String text =
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
      assertThat(text).contains("flink_taskmanager_job_task_numRecordsIn");
    }
  }

  @Test
  void withoutACleanStopTheJobGoesOnFromItsNewestCheckpoint() throws Exception {
    Path checkpoint;
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2, OptionalInt.empty())) {
      cluster.run(List.of(freshCount()));
      awaitCount(50);
      checkpoint = awaitCheckpoint(cluster);
    }
    assertThat(checkpoint.toString()).contains("chk-");
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2, OptionalInt.empty())) {
      cluster.run(List.of(freshCount()));
      assertThat(COUNTS.get().poll(30, TimeUnit.SECONDS)).isGreaterThan(50);
    }
  }

  @Test
  void aJobThatCannotOpenSaysWhy() throws Exception {
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 1, OptionalInt.empty())) {
      LocalJob fails =
          new LocalJob("fails", 1, false, env -> numbers(env).keyBy(n -> 0).process(new Fails()));
      assertThatThrownBy(() -> cluster.run(List.of(fails)))
          .isInstanceOf(StartFailure.class)
          .hasMessageContaining("fails")
          .hasMessageContaining("no model there");
    }
  }

  @Test
  void jobsRunBesideEachOtherAndEachGoesOnWhereItWas() throws Exception {
    LocalJob other = counting("other", OTHER_COUNTS);
    long before;
    long otherBefore;
    OTHER_COUNTS.set(new LinkedBlockingQueue<>());
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 3, OptionalInt.empty())) {
      cluster.run(List.of(freshCount(), other));
      long seen = awaitCount(50);
      assertThat(OTHER_COUNTS.get().poll(30, TimeUnit.SECONDS)).isNotNull();
      assertThat(cluster.ended()).isNotDone();
      cluster.stopWithSavepoint();
      assertThat(cluster.ended()).succeedsWithin(Duration.ofSeconds(10));
      before = lastCount(COUNTS, seen);
      otherBefore = lastCount(OTHER_COUNTS, 1);
    }
    OTHER_COUNTS.set(new LinkedBlockingQueue<>());
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 3, OptionalInt.empty())) {
      cluster.run(List.of(freshCount(), other));
      assertThat(COUNTS.get().poll(30, TimeUnit.SECONDS)).isEqualTo(before + 1);
      assertThat(OTHER_COUNTS.get().poll(30, TimeUnit.SECONDS)).isEqualTo(otherBefore + 1);
    }
  }

  @Test
  void aJobThatIsNewStartsBesideOneThatGoesOn() throws Exception {
    long before;
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 2, OptionalInt.empty())) {
      cluster.run(List.of(freshCount()));
      long seen = awaitCount(50);
      cluster.stopWithSavepoint();
      before = lastCount(COUNTS, seen);
    }
    OTHER_COUNTS.set(new LinkedBlockingQueue<>());
    try (LocalCluster cluster = LocalCluster.start(folder, 0, 3, OptionalInt.empty())) {
      cluster.run(List.of(freshCount(), counting("other", OTHER_COUNTS)));
      assertThat(COUNTS.get().poll(30, TimeUnit.SECONDS)).isEqualTo(before + 1);
      assertThat(OTHER_COUNTS.get().poll(30, TimeUnit.SECONDS)).isEqualTo(1);
    }
  }

  private static LocalJob freshCount() {
    COUNTS.set(new LinkedBlockingQueue<>());
    return COUNT;
  }

  private static LocalJob counting(String name, AtomicReference<BlockingQueue<Long>> counts) {
    boolean first = counts == COUNTS;
    return new LocalJob(
        name,
        first ? 2 : 1,
        false,
        env -> numbers(env).keyBy(n -> 0).process(new Count(first)).uid("count").name("Count"));
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
  private static long lastCount(AtomicReference<BlockingQueue<Long>> counts, long seen) {
    long last = seen;
    for (Long c = counts.get().poll(); c != null; c = counts.get().poll()) last = c;
    return last;
  }

  private static Path awaitCheckpoint(LocalCluster cluster) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (System.nanoTime() < deadline) {
      var state = cluster.resumePoint(COUNT);
      if (state.isPresent()) return state.get();
      LockSupport.parkNanos(5_000_000);
    }
    throw new AssertionError("no checkpoint in 30 s");
  }

  static final class Count extends KeyedProcessFunction<Integer, Long, Long> {
    private static final long serialVersionUID = 1L;
    private final boolean first;
    private transient ValueState<Long> count;

    Count(boolean first) {
      this.first = first;
    }

    @Override
    public void open(OpenContext context) {
      count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @Override
    public void processElement(Long value, Context ctx, Collector<Long> out) throws Exception {
      long next = count.value() == null ? 1 : count.value() + 1;
      count.update(next);
      (first ? COUNTS : OTHER_COUNTS).get().add(next);
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
