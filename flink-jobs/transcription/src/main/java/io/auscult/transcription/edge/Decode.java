package io.auscult.transcription.edge;

import io.auscult.events.DeadLetter;
import io.auscult.events.Decoded;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionInputCodec;
import io.auscult.events.Topics;
import io.auscult.flink.Letter;
import io.auscult.flink.Raw;
import io.auscult.transcription.wire.Inbound;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Bytes of {@code session-input} to records; what cannot be read leaves as a dead letter. */
public final class Decode extends ProcessFunction<Raw, Inbound> {
  private static final long serialVersionUID = 1L;

  /** A promise, although there is no state: savepoints name every operator. */
  public static final String UID = "decode";

  /** What cannot be read. */
  public static final OutputTag<Letter> DEAD =
      new OutputTag<>("decode-dead", TypeInformation.of(Letter.class));

  private transient Counter refused;

  @Override
  public void open(OpenContext context) {
    refused = getRuntimeContext().getMetricGroup().counter("input_refused_total");
  }

  @Override
  public void processElement(Raw raw, Context ctx, Collector<Inbound> out) {
    if (raw.value() == null) return; // the tombstone of an erased session
    Decoded<SessionInput> decoded = SessionInputCodec.decode(raw.value());
    if (decoded instanceof Decoded.Good<SessionInput> good) {
      out.collect(new Inbound(good.value(), raw.partition(), raw.offset()));
      return;
    }
    Decoded.Bad<SessionInput> bad = (Decoded.Bad<SessionInput>) decoded;
    refused.inc();
    DeadLetter dead =
        new DeadLetter(
            Topics.SESSION_INPUT,
            raw.partition(),
            raw.offset(),
            bad.fault().name(),
            bad.detail(),
            raw.key(),
            raw.value(),
            Instant.ofEpochMilli(ctx.timerService().currentProcessingTime()).toString());
    ctx.output(DEAD, new Letter(Topics.DEAD_LETTER, Letter.BY_KEY, raw.key(), dead.encode()));
  }
}
