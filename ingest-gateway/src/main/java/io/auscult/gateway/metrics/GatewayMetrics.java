package io.auscult.gateway.metrics;

import io.auscult.events.Tenant;
import io.auscult.gateway.admission.NoRoom;
import io.auscult.gateway.dialect.Notice;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * What the gateway counts, as Prometheus reads it. Labels are dialects, codes, organizations and
 * departments; never a subject, a session or anything said.
 */
public final class GatewayMetrics {
  /** Every tenant is a time series: more than this are summed up as {@code other}. */
  private static final int MAX_TENANTS = 500;

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Set<String> tenants = ConcurrentHashMap.newKeySet();
  private final Counter connections =
      Counter.builder()
          .name("auscult_gateway_connections_total")
          .help("Upgrades by dialect and outcome: accepted, or the reason of the refusal")
          .labelNames("dialect", "outcome")
          .register(registry);
  private final Counter frames =
      Counter.builder()
          .name("auscult_gateway_frames_total")
          .help("Messages from clients")
          .labelNames("dialect")
          .register(registry);
  private final Counter audioBytes =
      Counter.builder()
          .name("auscult_gateway_audio_bytes_total")
          .help("Audio from clients, as they sent it")
          .labelNames("dialect", "organization", "department")
          .register(registry);
  private final Counter refusedAudio =
      Counter.builder()
          .name("auscult_gateway_audio_refused_total")
          .help("Audio that is of no kind we take, by reason")
          .labelNames("reason")
          .register(registry);
  private final Counter notices =
      Counter.builder()
          .name("auscult_gateway_notices_total")
          .help("What clients were told by the gateway itself")
          .labelNames("code")
          .register(registry);
  private final Counter closes =
      Counter.builder()
          .name("auscult_gateway_closes_total")
          .help("Connections that the gateway closed, by WebSocket code; 1006: dropped")
          .labelNames("code")
          .register(registry);
  private final Counter shed =
      Counter.builder()
          .name("auscult_gateway_shed_partials_total")
          .help("Hypotheses thrown away because a client reads slowly")
          .register(registry);
  private final Counter notAdmitted =
      Counter.builder()
          .name("auscult_gateway_admission_refused_total")
          .help("New sessions refused because recognition has no room, by what said so")
          .labelNames("reason")
          .register(registry);
  private final Counter heldAhead =
      Counter.builder()
          .name("auscult_gateway_held_ahead_total")
          .help("Times that a client was held back because its audio ran ahead of recognition")
          .register(registry);
  private final Counter faults =
      Counter.builder()
          .name("auscult_gateway_faults_total")
          .help("Sessions ended by an error of our own")
          .register(registry);
  private final Counter unreadable =
      Counter.builder()
          .name("auscult_gateway_unreadable_records_total")
          .help("Kafka records that could not be understood, by topic")
          .labelNames("topic")
          .register(registry);
  private final Histogram timeToFinal =
      Histogram.builder()
          .name("auscult_gateway_time_to_final_seconds")
          .help(
              "From accepting the last voiced audio of an item to handing the final to the client")
          .classicOnly()
          .classicUpperBounds(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.75, 0.9, 1.2, 1.5, 2, 3, 5, 10, 30)
          .register(registry);
  private final Histogram recordTime =
      Histogram.builder()
          .name("auscult_gateway_record_seconds")
          .help("From accepting a record to its being durable in Kafka")
          .classicOnly()
          .classicUpperBounds(0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5, 30)
          .register(registry);

  public GatewayMetrics() {
    JvmMetrics.builder().register(registry);
  }

  /** The gauges; called once. */
  public void gauges(IntSupplier live, IntSupplier detached, LongSupplier unrecordedBytes) {
    gauge("auscult_gateway_sessions_live", "Connected sessions", live::getAsInt);
    gauge("auscult_gateway_sessions_detached", "Sessions without client", detached::getAsInt);
    gauge(
        "auscult_gateway_unrecorded_bytes",
        "Bytes accepted that Kafka has not acknowledged",
        unrecordedBytes);
  }

  /** The gauges of what admission goes by; called once. */
  public void recognition(IntSupplier busyPercent, LongSupplier waitMs, LongSupplier lagMs) {
    gauge(
        "auscult_gateway_recognition_busy_percent",
        "Of the recognition threads, with finals and drafts; average of the workers heard of",
        busyPercent::getAsInt);
    gauge(
        "auscult_gateway_recognition_wait_ms",
        "How long finals wait for a recognition thread at the slowest worker",
        waitMs);
    gauge(
        "auscult_gateway_recognition_lag_ms",
        "90th percentile of the time to final over the last 10 s, of sessions at speech speed",
        lagMs);
  }

  public void notAdmitted(NoRoom reason) {
    notAdmitted.labelValues(reason.label()).inc();
  }

  public void heldAhead() {
    heldAhead.inc();
  }

  public void accepted(String dialect) {
    connections.labelValues(dialect, "accepted").inc();
  }

  public void refused(String dialect, String reason) {
    connections.labelValues(dialect, reason).inc();
  }

  public void frame(String dialect) {
    frames.labelValues(dialect).inc();
  }

  public void audio(String dialect, Tenant tenant, int bytes) {
    String organization = tenant.organization();
    String department = tenant.department();
    String key = organization + "\n" + department;
    if (!tenants.contains(key)) {
      if (tenants.size() < MAX_TENANTS) {
        tenants.add(key);
      } else {
        organization = "other";
        department = "other";
      }
    }
    audioBytes.labelValues(dialect, organization, department).inc(bytes);
  }

  public void audioRefused(String reason) {
    refusedAudio.labelValues(reason).inc();
  }

  public void notice(Notice notice) {
    notices.labelValues(notice.code()).inc();
  }

  public void closed(int code) {
    closes.labelValues(Integer.toString(code)).inc();
  }

  public void shed() {
    shed.inc();
  }

  public void fault() {
    faults.inc();
  }

  public void unreadable(String topic) {
    unreadable.labelValues(topic).inc();
  }

  public void finalItem(long millis) {
    timeToFinal.observe(millis / 1000.0);
  }

  public void recorded(long millis) {
    recordTime.observe(millis / 1000.0);
  }

  /** Everything as Prometheus text, format 0.0.4. */
  public byte[] text() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
    try {
      PrometheusTextFormatWriter.create().write(out, registry.scrape());
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return out.toByteArray();
  }

  private void gauge(String name, String help, LongSupplier value) {
    GaugeWithCallback.builder()
        .name(name)
        .help(help)
        .callback(c -> c.call(value.getAsLong()))
        .register(registry);
  }
}
