package io.auscult.transcription.wire;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What a savepoint remembers of a {@link SealedSerializer}: the interface, its records in the order
 * of their tags, and a snapshot of each. Records may gain fields (POJO rules); a record added or
 * removed moves tags and is refused, so that a savepoint is never read wrongly.
 */
public final class SealedSerializerSnapshot<T>
    extends CompositeTypeSerializerSnapshot<T, SealedSerializer<T>> {
  private static final int VERSION = 1;

  private Class<T> sealed;
  private Class<?>[] permitted;

  /** For Flink, which reads the rest afterwards. */
  public SealedSerializerSnapshot() {}

  SealedSerializerSnapshot(SealedSerializer<T> serializer) {
    super(serializer);
    this.sealed = serializer.sealed();
    this.permitted = serializer.permitted();
  }

  @Override
  protected int getCurrentOuterSnapshotVersion() {
    return VERSION;
  }

  @Override
  protected TypeSerializer<?>[] getNestedSerializers(SealedSerializer<T> outer) {
    return outer.each();
  }

  @Override
  protected SealedSerializer<T> createOuterSerializerWithNestedSerializers(
      TypeSerializer<?>[] nested) {
    return new SealedSerializer<>(sealed, permitted, nested);
  }

  @Override
  protected void writeOuterSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(sealed.getName());
    out.writeInt(permitted.length);
    for (Class<?> p : permitted) out.writeUTF(p.getName());
  }

  @Override
  @SuppressWarnings("unchecked")
  protected void readOuterSnapshot(int version, DataInputView in, ClassLoader loader)
      throws IOException {
    sealed = (Class<T>) named(in.readUTF(), loader);
    permitted = new Class<?>[in.readInt()];
    for (int i = 0; i < permitted.length; i++) permitted[i] = named(in.readUTF(), loader);
  }

  @Override
  @SuppressWarnings("unchecked")
  protected OuterSchemaCompatibility resolveOuterSchemaCompatibility(
      TypeSerializerSnapshot<T> old) {
    SealedSerializerSnapshot<T> before = (SealedSerializerSnapshot<T>) old;
    return before.sealed == sealed && Arrays.equals(before.permitted, permitted)
        ? OuterSchemaCompatibility.COMPATIBLE_AS_IS
        : OuterSchemaCompatibility.INCOMPATIBLE;
  }

  private static Class<?> named(String name, ClassLoader loader) throws IOException {
    try {
      return Class.forName(name, false, loader);
    } catch (ClassNotFoundException e) {
      throw new IOException(name + " was in the savepoint and is gone", e);
    }
  }
}
