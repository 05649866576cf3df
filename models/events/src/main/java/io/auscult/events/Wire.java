package io.auscult.events;

import io.auscult.events.Decoded.Fault;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Fields of a binary record: big endian integers, text and bytes behind a four-byte length. */
final class Wire {
  private Wire() {}

  /** Bytes that do not fit; caught inside the codec and turned into a value. */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1L;
    private final Fault fault;

    Malformed(Fault fault, String message) {
      super(message, null, false, false);
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }

  /** Appends fields. */
  static final class Writer {
    private final ByteArrayOutputStream out;

    Writer(int expected) {
      out = new ByteArrayOutputStream(expected);
    }

    void int32(int v) {
      out.write(v >>> 24);
      out.write(v >>> 16);
      out.write(v >>> 8);
      out.write(v);
    }

    void int64(long v) {
      int32((int) (v >>> 32));
      int32((int) v);
    }

    void flag(boolean v) {
      out.write(v ? 1 : 0);
    }

    void text(String v) {
      byte[] utf8 = v.getBytes(StandardCharsets.UTF_8);
      int32(utf8.length);
      bytes(utf8);
    }

    void bytes(byte[] v) {
      out.write(v, 0, v.length);
    }

    byte[] toBytes() {
      return out.toByteArray();
    }
  }

  /** One element of a list. */
  interface Element<T> {
    T read(Reader in) throws Malformed;
  }

  /** Takes fields; every one is named so that a refusal can say which was wrong. */
  static final class Reader {
    private final ByteBuffer in;

    Reader(ByteBuffer in) {
      this.in = in;
    }

    int remaining() {
      return in.remaining();
    }

    long int64(String field) throws Malformed {
      need(8, field);
      return in.getLong();
    }

    /** A whole number that cannot be negative. */
    int count(String field) throws Malformed {
      need(4, field);
      int v = in.getInt();
      if (v < 0) throw new Malformed(Fault.BAD_FIELD, field + " is negative");
      return v;
    }

    boolean flag(String field) throws Malformed {
      need(1, field);
      byte v = in.get();
      if (v != 0 && v != 1) throw new Malformed(Fault.BAD_FIELD, field + " is neither 0 nor 1");
      return v == 1;
    }

    String text(String field) throws Malformed {
      return new String(bytes(field), StandardCharsets.UTF_8);
    }

    byte[] bytes(String field) throws Malformed {
      int length = count(field);
      need(length, field);
      byte[] v = new byte[length];
      in.get(v);
      return v;
    }

    <T> List<T> list(String field, Element<T> element) throws Malformed {
      int size = count(field);
      // Every element has at least a four-byte length: a forged size cannot make us allocate.
      need(Math.multiplyExact((long) size, 4L), field);
      List<T> all = new ArrayList<>(size);
      for (int i = 0; i < size; i++) all.add(element.read(this));
      return all;
    }

    private void need(long bytes, String field) throws Malformed {
      if (in.remaining() < bytes) throw new Malformed(Fault.BAD_LENGTH, field + " is cut off");
    }
  }
}
