package io.auscult.transcription.wire;

import io.auscult.events.SessionInput;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/** Something a client did, and where on the input topic it lies. */
public record Inbound(SessionInput input, int partition, long offset) {
  /** For Flink; a sealed field would be a generic type to it. */
  public static final TypeInformation<Inbound> TYPE =
      Types.POJO(
          Inbound.class,
          Map.of(
              "input", SealedType.of(SessionInput.class),
              "partition", Types.INT,
              "offset", Types.LONG));

  /** Key of the stream. */
  public String session() {
    return input.session();
  }
}
