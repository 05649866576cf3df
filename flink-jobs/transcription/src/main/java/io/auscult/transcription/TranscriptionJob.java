package io.auscult.transcription;

import io.auscult.events.Topics;
import io.auscult.flink.KafkaEdges;
import io.auscult.flink.Letter;
import io.auscult.flink.Raw;
import io.auscult.notes.ExtractiveWriter;
import io.auscult.settings.InvalidSetting;
import io.auscult.settings.Settings;
import io.auscult.transcription.edge.Decode;
import io.auscult.transcription.keep.ClusteringFactory;
import io.auscult.transcription.keep.Keep;
import io.auscult.transcription.keep.NoteWriterFactory;
import io.auscult.transcription.recognise.Recognise;
import io.auscult.transcription.recognise.RecogniserFactory;
import io.auscult.transcription.segment.Detector;
import io.auscult.transcription.segment.Endpointing;
import io.auscult.transcription.segment.Segment;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.wire.Inbound;
import io.auscult.transcription.wire.SealedType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.datastream.AsyncDataStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Audio of many sessions to transcripts.
 *
 * <pre>
 * session-input → decode ─keyBy session→ segment → recognise ─keyBy session→ keep ─┬→ session-output, sessions, deliveries
 *                    │                      │                                       ├→ transcripts, corrections, notes, usage (exactly once)
 *                    └──── dead letters ────┴───────────────────────────────────────┴→ dead-letter
 * </pre>
 */
public final class TranscriptionJob {
  /** Name in the Flink UI, of the consumer group and of the transactions: a promise. */
  public static final String NAME = "auscult-transcription";

  /**
   * A window that waits longer is given up, said so and kept as a dead letter. Half an hour is far
   * beyond any backlog that admission lets build up.
   */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(30);

  private TranscriptionJob() {}

  /** {@code flink run}: settings from the environment. Exit code 2 for an invalid one. */
  public static void main(String[] args) throws Exception {
    JobSettings settings;
    try {
      settings = JobSettings.forCluster(Settings.load(System.getenv()));
    } catch (InvalidSetting e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    define(env, settings);
    env.execute(NAME);
  }

  /** Edges, the line between them, sinks. */
  public static void define(StreamExecutionEnvironment env, JobSettings settings) {
    Configuration guards = new Configuration();
    // Kryo can never get into state, and a forgotten uid is an error.
    guards.set(PipelineOptions.GENERIC_TYPES, false);
    guards.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    // Records on the line are immutable by convention.
    guards.set(PipelineOptions.OBJECT_REUSE, true);
    env.configure(guards);

    DataStream<Raw> raw =
        env.fromSource(
                KafkaEdges.source(
                    settings.bootstrapServers(),
                    Topics.SESSION_INPUT,
                    NAME,
                    KafkaEdges.Isolation.READ_UNCOMMITTED),
                WatermarkStrategy.noWatermarks(),
                "session-input",
                TypeInformation.of(Raw.class))
            .uid("session-input");
    SpeechFactory speech =
        new SpeechFactory(
            settings.models(),
            settings.recogniser(),
            settings.device(),
            settings.speakers(),
            settings.speakerEncoder());
    Outputs outputs =
        wire(
            raw,
            Endpointing.DEFAULT,
            speech.detectors(),
            speech.recognisers(),
            ExtractiveWriter::new,
            speech.clusterings(),
            settings.speakers(),
            settings.recognitionThreads(),
            settings.windowsInFlight());
    outputs
        .atLeastOnce()
        .sinkTo(KafkaEdges.atLeastOnce(settings.bootstrapServers()))
        .uid("live-sink")
        .name("session-output, sessions, deliveries, dead-letter");
    outputs
        .exactlyOnce()
        .sinkTo(KafkaEdges.exactlyOnce(settings.bootstrapServers(), NAME))
        .uid("ledger-sink")
        .name("transcripts, corrections, notes, usage");
  }

  /** The straight line, without its edges. */
  static Outputs wire(
      DataStream<Raw> raw,
      Endpointing endpointing,
      Detector.Factory detectors,
      RecogniserFactory recognisers,
      NoteWriterFactory writers,
      ClusteringFactory clusterings,
      boolean tellSpeakers,
      int recognitionThreads,
      int windowsInFlight) {
    SingleOutputStreamOperator<Inbound> inbound =
        raw.process(new Decode(), Inbound.TYPE).uid(Decode.UID).name("Decode");
    SingleOutputStreamOperator<Step> steps =
        inbound
            .keyBy(Inbound::session, Types.STRING)
            .process(
                new Segment(
                    endpointing,
                    detectors,
                    tellSpeakers,
                    () -> Recognise.hasTimeToSpare(recognisers)),
                SealedType.of(Step.class))
            .uid(Segment.UID)
            .name("Segment");
    SingleOutputStreamOperator<Step> recognised =
        AsyncDataStream.unorderedWait(
                steps,
                new Recognise(recognisers, recognitionThreads),
                LONGEST_WAIT.toMillis(),
                TimeUnit.MILLISECONDS,
                windowsInFlight)
            .returns(SealedType.of(Step.class))
            .uid(Recognise.UID)
            .name("Recognise");
    // A shuffle, not a reinterpretation: after a rescale the windows under way come back on any
    // subtask, and only a shuffle brings them to their session's.
    SingleOutputStreamOperator<Letter> kept =
        recognised
            .keyBy(Step::session, Types.STRING)
            .process(new Keep(writers, clusterings), TypeInformation.of(Letter.class))
            .uid(Keep.UID)
            .name("Keep");
    return new Outputs(
        kept.union(inbound.getSideOutput(Decode.DEAD), steps.getSideOutput(Segment.DEAD)),
        kept.getSideOutput(Keep.EXACTLY_ONCE));
  }

  /** Letters by the guarantee they need. */
  record Outputs(DataStream<Letter> atLeastOnce, DataStream<Letter> exactlyOnce) {}
}
