package io.auscult.transcription.wire;

import java.util.Arrays;
import java.util.Comparator;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * Type information of a sealed interface whose permitted records Flink can serialise as POJOs: one
 * tag byte, then the record. Flink alone would fall back to Kryo, which {@code
 * pipeline.generic-types=false} forbids.
 *
 * @param <T> the sealed interface
 */
public final class SealedType<T> extends TypeInformation<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> sealed;
  private final Class<?>[] permitted;

  private SealedType(Class<T> sealed) {
    this.sealed = sealed;
    this.permitted = sealed.getPermittedSubclasses().clone();
    // By name, so that the tag of a record does not hang on the order of declarations.
    Arrays.sort(permitted, Comparator.comparing(Class::getName));
  }

  /** Type information of a sealed interface. */
  public static <T> SealedType<T> of(Class<T> sealed) {
    if (!sealed.isSealed()) throw new IllegalArgumentException(sealed + " is not sealed");
    return new SealedType<>(sealed);
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    TypeSerializer<?>[] each = new TypeSerializer<?>[permitted.length];
    for (int i = 0; i < permitted.length; i++) {
      each[i] = TypeInformation.of(permitted[i]).createSerializer(config);
    }
    return new SealedSerializer<>(sealed, permitted, each);
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return sealed;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public String toString() {
    return "SealedType<" + sealed.getSimpleName() + ">";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedType<?> that && that.sealed == sealed;
  }

  @Override
  public int hashCode() {
    return sealed.hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SealedType;
  }
}
