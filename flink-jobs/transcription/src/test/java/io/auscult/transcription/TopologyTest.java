package io.auscult.transcription;

import static io.auscult.transcription.Sessions.T0;
import static io.auscult.transcription.Sessions.audio;
import static io.auscult.transcription.Sessions.opened;
import static org.assertj.core.api.Assertions.assertThat;

import io.auscult.events.Decoded;
import io.auscult.events.SessionInput;
import io.auscult.events.SessionInput.Stopped;
import io.auscult.events.SessionInputCodec;
import io.auscult.events.SessionOutput;
import io.auscult.events.SessionOutput.Item;
import io.auscult.events.SessionOutputCodec;
import io.auscult.events.Show;
import io.auscult.events.Topics;
import io.auscult.flink.Letter;
import io.auscult.flink.Raw;
import io.auscult.notes.ExtractiveWriter;
import io.auscult.speech.recognition.Hypothesis;
import io.auscult.speech.recognition.Recogniser;
import io.auscult.speech.recognition.TimedWord;
import io.auscult.speech.recognition.Utterance;
import io.auscult.speech.recognition.Verdict;
import io.auscult.speech.recognition.WordTimes;
import io.auscult.speech.speakers.ClusteringRules;
import io.auscult.speech.speakers.SpeakerClustering;
import io.auscult.transcription.recognise.RecogniserFactory;
import io.auscult.transcription.segment.Endpointing;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

/** The whole line on a real MiniCluster, with edges made of lists and a recogniser by hand. */
class TopologyTest {
  private static final int SESSIONS = 12;
  private static final int UTTERANCES = 8;

  @Test
  void MS_83_everySessionGetsAllItsWordsInOrderAndOneBrokenWindowCostsOnlyItself()
      throws Exception {
    List<Letter> letters = run(script());

    Map<String, List<SessionOutput>> bySession = new HashMap<>();
    int dead = 0;
    for (Letter l : letters) {
      if (l.topic().equals(Topics.DEAD_LETTER)) dead++;
      if (!l.topic().equals(Topics.SESSION_OUTPUT)) continue;
      SessionOutput said =
          ((Decoded.Good<SessionOutput>) SessionOutputCodec.decode(l.value())).value();
      bySession.computeIfAbsent(said.session(), k -> new ArrayList<>()).add(said);
    }
    assertThat(bySession).hasSize(SESSIONS);
    bySession.forEach(
        (id, said) -> {
          List<Item> items =
              said.stream().filter(Item.class::isInstance).map(Item.class::cast).toList();
          boolean broken = id.equals(id(5));
          assertThat(items).as(id).hasSize(broken ? UTTERANCES - 1 : UTTERANCES);
          for (int i = 1; i < items.size(); i++) {
            assertThat(items.get(i).startMs()).isGreaterThan(items.get(i - 1).endMs());
          }
          assertThat(said.get(said.size() - 1)).isInstanceOf(SessionOutput.Closed.class);
          assertThat(said.stream().filter(SessionOutput.Failure.class::isInstance).count())
              .isEqualTo(broken ? 1 : 0);
        });
    assertThat(dead).as("unreadable bytes and the window that failed").isEqualTo(2);
  }

  private static List<Letter> run(List<Raw> script) throws Exception {
    Configuration conf = new Configuration();
    conf.set(PipelineOptions.GENERIC_TYPES, false);
    conf.set(PipelineOptions.OBJECT_REUSE, true);
    var env = StreamExecutionEnvironment.createLocalEnvironment(2, conf);
    // As Kafka does it: what has one key comes in order to one reader.
    var raw =
        env.fromData(script, TypeInformation.of(Raw.class))
            .uid("script")
            .partitionCustom(
                (key, readers) -> Math.floorMod(key, readers), r -> Arrays.hashCode(r.key()));
    var outputs =
        TranscriptionJob.wire(
            raw,
            Endpointing.DEFAULT,
            LoudIsSpeech.FACTORY,
            new LengthTellers(),
            ExtractiveWriter::new,
            () -> new SpeakerClustering(ClusteringRules.DEFAULT),
            true,
            3,
            8);
    List<Letter> letters = new ArrayList<>();
    try (CloseableIterator<Letter> all = outputs.atLeastOnce().executeAndCollect("topology")) {
      all.forEachRemaining(letters::add);
    }
    return letters;
  }

  /** Sessions side by side, each with utterances of its own lengths, and one unreadable record. */
  private static List<Raw> script() {
    List<Raw> script = new ArrayList<>();
    List<SessionInput> inputs = new ArrayList<>();
    // The longest session is measured on the wall clock too.
    long openedAtMs = System.currentTimeMillis();
    for (int s = 0; s < SESSIONS; s++) inputs.add(opened(id(s), Show.FINALS, openedAtMs));
    for (int u = 0; u < UTTERANCES; u++) {
      for (int s = 0; s < SESSIONS; s++) {
        // Session 5 says one thing of exactly 50 frames, which the recogniser cannot bear.
        int frames = s == 5 && u == 3 ? 50 : 10 + s + u;
        inputs.add(audio(id(s), 2L * u, frames, 2000));
        inputs.add(audio(id(s), 2L * u + 1, 20, 0));
      }
    }
    for (int s = 0; s < SESSIONS; s++) inputs.add(new Stopped(id(s), T0, "client_stop"));
    for (SessionInput i : inputs) {
      byte[] key = i.session().getBytes(StandardCharsets.UTF_8);
      script.add(new Raw(key, SessionInputCodec.encode(i), 0, script.size()));
    }
    script.add(script.size() / 2, new Raw(null, new byte[] {9, 9, 9}, 0, 4711));
    return script;
  }

  private static String id(int session) {
    return String.format("%08d-e29b-41d4-a716-446655440000", session);
  }

  /** Says how long an utterance was; fails on one length. */
  private record LengthTellers() implements RecogniserFactory {
    @Override
    public Recogniser open() {
      return new Recogniser() {
        @Override
        public Hypothesis recognise(Utterance u) {
          int voiced = 0;
          for (var span : u.voiced()) {
            if (span.start() >= u.contextSamples()) voiced += span.end() - span.start();
          }
          if (voiced / 512 == 50) throw new IllegalStateException("a broken model");
          String text = "frames " + voiced / 512;
          return new Hypothesis(
              text,
              List.of(new TimedWord(text, 0, u.pcm().length, 0.9)),
              new int[] {voiced / 512},
              0.9,
              WordTimes.ESTIMATED,
              Verdict.HEARD);
        }

        @Override
        public String model() {
          return "length-teller@0";
        }

        @Override
        public void close() {}
      };
    }
  }
}
