package io.auscult.transcription.segment;

import static io.auscult.transcription.Sessions.in;

import io.auscult.transcription.LoudIsSpeech;
import io.auscult.transcription.steps.Step;
import io.auscult.transcription.wire.Inbound;
import io.auscult.transcription.wire.SealedType;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Segment alone, with Flink's state and timers under it. */
final class SegmentHarness {
  private SegmentHarness() {}

  static void send(
      KeyedOneInputStreamOperatorTestHarness<String, Inbound, Step> segment,
      io.auscult.events.SessionInput input)
      throws Exception {
    segment.processElement(in(input), 0);
  }

  static List<Step.Windowed> windows(
      KeyedOneInputStreamOperatorTestHarness<String, Inbound, Step> segment) {
    return only(segment, Step.Windowed.class);
  }

  static List<Step.Warned> warnings(
      KeyedOneInputStreamOperatorTestHarness<String, Inbound, Step> segment) {
    return only(segment, Step.Warned.class);
  }

  static <T> List<T> only(
      KeyedOneInputStreamOperatorTestHarness<String, Inbound, Step> segment, Class<T> type) {
    return segment.extractOutputValues().stream().filter(type::isInstance).map(type::cast).toList();
  }

  static Step last(KeyedOneInputStreamOperatorTestHarness<String, Inbound, Step> segment) {
    List<Step> all = segment.extractOutputValues();
    return all.get(all.size() - 1);
  }

  static KeyedOneInputStreamOperatorTestHarness<String, Inbound, Step> harness() throws Exception {
    return harness(SpareTime.NONE);
  }

  static KeyedOneInputStreamOperatorTestHarness<String, Inbound, Step> harness(SpareTime spare)
      throws Exception {
    var harness =
        new KeyedOneInputStreamOperatorTestHarness<String, Inbound, Step>(
            new KeyedProcessOperator<>(
                new Segment(Endpointing.DEFAULT, LoudIsSpeech.FACTORY, true, spare)),
            Inbound::session,
            Types.STRING);
    harness.setup(SealedType.of(Step.class).createSerializer(new SerializerConfigImpl()));
    return harness;
  }
}
