package io.auscult.flink;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes every record as it is: a source that throws on bad bytes would never get past them. */
final class RawSchema implements KafkaRecordDeserializationSchema<Raw> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Raw> out) {
    out.collect(new Raw(record.key(), record.value(), record.partition(), record.offset()));
  }

  @Override
  public TypeInformation<Raw> getProducedType() {
    return TypeInformation.of(Raw.class);
  }
}
