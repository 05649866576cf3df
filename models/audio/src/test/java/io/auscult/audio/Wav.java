package io.auscult.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/** WAV files for the tests, good and bad ones, byte by byte. */
record Wav(int code, int channels, int rate, int bits, byte[] data, Shape shape) {
  /** What is unusual about the header. */
  enum Shape {
    PLAIN,
    STREAMING_ZERO,
    STREAMING_MAX,
    EXTENSIBLE,
    LIST_AND_FACT,
    ODD_CHUNK,
    ODD_CHUNK_UNPADDED,
    TRAILING_LIST
  }

  static Wav of(int rate, short[] samples) {
    return new Wav(WavCode.PCM, 1, rate, 16, Pcm.toBytes(samples), Shape.PLAIN);
  }

  Wav as(Shape other) {
    return new Wav(code, channels, rate, bits, data, other);
  }

  byte[] header() {
    byte[] file = bytes();
    int trailing = shape == Shape.TRAILING_LIST ? list().length : 0;
    int padding = data.length % 2;
    return Arrays.copyOf(file, file.length - data.length - padding - trailing);
  }

  byte[] bytes() {
    byte[] chunks =
        switch (shape) {
          case LIST_AND_FACT -> join(list(), format(false), chunk("fact", new byte[] {1, 2, 3, 4}));
          case EXTENSIBLE -> format(true);
          case ODD_CHUNK -> join(chunk("JUNK", new byte[7]), format(false));
          case ODD_CHUNK_UNPADDED ->
              join(Arrays.copyOf(chunk("JUNK", new byte[7]), 15), format(false));
          default -> format(false);
        };
    long size =
        switch (shape) {
          case STREAMING_ZERO -> 0;
          case STREAMING_MAX -> 0xFFFF_FFFFL;
          default -> data.length;
        };
    byte[] tail = shape == Shape.TRAILING_LIST ? list() : new byte[0];
    ByteBuffer dataHead = little(8).put(ascii("data")).putInt((int) size);
    byte[] body =
        join(ascii("WAVE"), chunks, dataHead.array(), data, new byte[data.length % 2], tail);
    int riffSize = size == data.length ? body.length : (int) size;
    return join(little(8).put(ascii("RIFF")).putInt(riffSize).array(), body);
  }

  private byte[] format(boolean extensible) {
    int frame = channels * bits / 8;
    ByteBuffer body = little(extensible ? 40 : 16);
    body.putShort((short) (extensible ? WavCode.EXTENSIBLE : code)).putShort((short) channels);
    body.putInt(rate).putInt(rate * frame).putShort((short) frame).putShort((short) bits);
    if (extensible) {
      body.putShort((short) 22).putShort((short) bits).putInt(4).putShort((short) code);
      body.put(HexFormat.of().parseHex("000000001000800000aa00389b71"));
    }
    return chunk("fmt ", body.array());
  }

  /** 21 bytes and one of padding. */
  private static byte[] list() {
    return chunk("LIST", ascii("INFOISFTxx Lavf60.16."));
  }

  static byte[] chunk(String id, byte[] body) {
    byte[] head = little(8).put(ascii(id)).putInt(body.length).array();
    return join(head, body, new byte[body.length % 2]);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) all.writeBytes(part);
    return all.toByteArray();
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
