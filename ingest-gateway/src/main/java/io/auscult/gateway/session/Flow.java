package io.auscult.gateway.session;

import io.auscult.gateway.admission.Admission;
import io.auscult.gateway.metrics.GatewayMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a session's audio means for others: that it costs from the moment something can be heard,
 * and that it must not fill the job. Runs on the session's thread.
 */
final class Flow {
  private static final Logger LOG = LoggerFactory.getLogger(Flow.class);

  /** -54 dBFS: digital silence and the hiss of a muted line stay below, a quiet room does not. */
  private static final int AUDIBLE = 64;

  /** A click is no speech. */
  private static final int AUDIBLE_BYTES = 300 * 32;

  private static final int STEP_BYTES = 320;

  private final String session;
  private final Admission admission;
  private final GatewayMetrics metrics;
  private final Ahead ahead = new Ahead();
  private int audibleBytes;
  private boolean talks;
  private boolean held;
  private boolean saidImpatient;
  private long bulkAtMs = Long.MIN_VALUE;

  Flow(String session, Admission admission, GatewayMetrics metrics) {
    this.session = session;
    this.admission = admission;
    this.metrics = metrics;
  }

  /** The session is open, here or again. */
  void begin(int streams, long nowMs) {
    ahead.begin(streams, nowMs);
  }

  /** Canonical audio was taken. */
  void audio(int stream, byte[] pcm, long nowMs) {
    ahead.audio(stream, pcm.length);
    if (ahead.fasterThanSpeech(nowMs)) {
      bulkAtMs = nowMs;
      admission.bulk(nowMs);
    }
    if (talks) return;
    audibleBytes += audible(pcm);
    if (audibleBytes < AUDIBLE_BYTES) return;
    talks = true;
    admission.talks(session, nowMs);
  }

  /** The job says how far it is. */
  void recognised(long audioMs, long nowMs) {
    ahead.recognised(audioMs, nowMs);
  }

  /** How late a final of this session was. */
  void finalItem(long lagMs, long nowMs) {
    metrics.finalItem(lagMs);
    boolean bulk = bulkAtMs != Long.MIN_VALUE && nowMs - bulkAtMs <= Admission.BULK_LINGERS_MS;
    if (!bulk) admission.finalItem(lagMs, nowMs);
  }

  /** Whether its client is to wait for recognition now. */
  boolean holds(long nowMs) {
    Ahead.Ruling ruling = ahead.look(nowMs);
    if (ruling == Ahead.Ruling.OUT_OF_PATIENCE && !saidImpatient) {
      saidImpatient = true;
      LOG.warn("session {} runs ahead and nothing says how far recognition is", session);
    }
    boolean holds = ruling == Ahead.Ruling.HOLD;
    if (holds && !held) metrics.heldAhead();
    held = holds;
    return holds;
  }

  /** Bytes of those pieces of 10 ms in which something can be heard. */
  private static int audible(byte[] pcm) {
    int audible = 0;
    for (int from = 0; from < pcm.length; from += STEP_BYTES) {
      int to = Math.min(pcm.length, from + STEP_BYTES);
      if (isAudible(pcm, from, to)) audible += to - from;
    }
    return audible;
  }

  private static boolean isAudible(byte[] pcm, int from, int to) {
    for (int i = from; i + 1 < to; i += 2) {
      int sample = (short) ((pcm[i + 1] << 8) | (pcm[i] & 0xFF));
      if (Math.abs(sample) >= AUDIBLE) return true;
    }
    return false;
  }
}
