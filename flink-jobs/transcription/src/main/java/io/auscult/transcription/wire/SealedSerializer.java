package io.auscult.transcription.wire;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Tag byte, then the record. Records are immutable by convention, so a copy is the value. */
public final class SealedSerializer<T> extends TypeSerializer<T> {
  private static final long serialVersionUID = 1L;

  private final Class<T> sealed;
  private final Class<?>[] permitted;
  private final TypeSerializer<?>[] each;

  SealedSerializer(Class<T> sealed, Class<?>[] permitted, TypeSerializer<?>[] each) {
    this.sealed = sealed;
    this.permitted = permitted;
    this.each = each;
  }

  Class<T> sealed() {
    return sealed;
  }

  Class<?>[] permitted() {
    return permitted;
  }

  TypeSerializer<?>[] each() {
    return each;
  }

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public TypeSerializer<T> duplicate() {
    TypeSerializer<?>[] copies = new TypeSerializer<?>[each.length];
    for (int i = 0; i < each.length; i++) copies[i] = each[i].duplicate();
    return new SealedSerializer<>(sealed, permitted, copies);
  }

  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  @SuppressWarnings("unchecked")
  public void serialize(T value, DataOutputView out) throws IOException {
    int tag = Arrays.asList(permitted).indexOf(value.getClass());
    if (tag < 0) throw new IOException(value.getClass() + " is not permitted by " + sealed);
    out.writeByte(tag);
    ((TypeSerializer<T>) each[tag]).serialize(value, out);
  }

  @Override
  public T deserialize(DataInputView in) throws IOException {
    int tag = in.readByte();
    if (tag < 0 || tag >= each.length) throw new IOException("tag " + tag + " of " + sealed);
    return sealed.cast(each[tag].deserialize(in));
  }

  @Override
  public T deserialize(T reuse, DataInputView in) throws IOException {
    return deserialize(in);
  }

  @Override
  public void copy(DataInputView in, DataOutputView out) throws IOException {
    serialize(deserialize(in), out);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SealedSerializer<?> that
        && that.sealed == sealed
        && Arrays.equals(that.permitted, permitted)
        && Arrays.equals(that.each, each);
  }

  @Override
  public int hashCode() {
    return sealed.hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new SealedSerializerSnapshot<>(this);
  }
}
