package io.auscult.flink;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A letter says itself where it goes. */
final class LetterSchema implements KafkaRecordSerializationSchema<Letter> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Letter letter, KafkaSinkContext context, Long timestamp) {
    Integer partition = letter.partition() == Letter.BY_KEY ? null : letter.partition();
    return new ProducerRecord<>(letter.topic(), partition, letter.key(), letter.value());
  }
}
