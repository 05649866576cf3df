package io.auscult.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.auscult.gateway.Peer;
import io.auscult.gateway.api.ApiMessage.Example;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;

/** Frames that no client should send, made of those of a document and of a seed. */
final class Mischief {
  private static final int TEXT = 1;
  private static final int BINARY = 2;

  /** The longest message that is taken. */
  private static final int MIB = 1 << 20;

  private static final int DEEP = 10_000;

  /** Openings of what is no audio, or not any that is taken. */
  private static final List<byte[]> MAGIC =
      List.of(
          new byte[] {0x1A, 0x45, (byte) 0xDF, (byte) 0xA3},
          "OggS".getBytes(StandardCharsets.US_ASCII),
          "ID3\4".getBytes(StandardCharsets.US_ASCII),
          "fLaC".getBytes(StandardCharsets.US_ASCII),
          "\0\0\0\30ftypM4A ".getBytes(StandardCharsets.US_ASCII),
          "RIFF\0\0\0\0AVI ".getBytes(StandardCharsets.US_ASCII),
          new byte[] {(byte) 0xFF, (byte) 0xFB, (byte) 0x90, 0x64},
          new byte[] {(byte) 0xFF, (byte) 0xF1, 0x50, (byte) 0x80});

  private static final List<String> BROKEN =
      List.of(
          "",
          " ",
          "null",
          "true",
          "\"stop\"",
          "[1,2]",
          "{",
          "}",
          "{}{}",
          "{\"a\":}",
          "{'object':'stop'}",
          "{\"a\":NaN}",
          "{\"a\":01}",
          "{\"a\":1e999999999}",
          "{\"object\":\"stop\",}",
          "/* */{}",
          "\uFEFF{\"object\":\"stop\"}",
          "{\"a\":\"\n\"}",
          "{\"a\":\"\\u00\"}",
          "{\"object\":\"stop\"} x",
          "\0",
          "{\"\0\":1}",
          "GET / HTTP/1.1\r\n\r\n");

  private final Random random;
  private final List<Example> usual = new ArrayList<>();
  private final List<Example> ends = new ArrayList<>();

  Mischief(AsyncApi api, String endMessage, long seed) {
    this.random = new Random(seed);
    for (ApiMessage message : api.fromClient().values()) {
      (message.name().equals(endMessage) ? ends : usual).addAll(message.examples());
    }
  }

  /** A number below a bound, of the same seed. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  /** Sends one frame, or one in several pieces. */
  void sendBy(Peer peer) throws InterruptedException {
    int dice = random.nextInt(100);
    if (dice < 15) {
      example().sendBy(peer);
    } else if (dice < 45) {
      send(peer, TEXT, utf8(changed().toString()));
    } else if (dice < 60) {
      send(peer, TEXT, utf8(damaged(changed().toString())));
    } else if (dice < 68) {
      send(peer, TEXT, one(BROKEN).getBytes(StandardCharsets.UTF_8));
    } else if (dice < 72) {
      send(peer, TEXT, deep());
    } else if (dice < 73) {
      // The only thing that ends a connection at once, so most connections go without.
      if (random.nextInt(3) > 0) return;
      send(peer, TEXT, noUtf8());
      peer.settle(); // what is sent after it could reset the connection before its Close is read
    } else if (dice < 74) {
      send(peer, TEXT, longest());
    } else if (dice < 77) {
      send(peer, 9, bytes(random.nextInt(126)));
    } else if (dice < 79) {
      send(peer, 10, bytes(random.nextInt(126)));
    } else {
      send(peer, BINARY, sound());
    }
  }

  private Example example() {
    // A session that has ended takes no more notice of anything.
    return !ends.isEmpty() && random.nextInt(60) == 0 ? one(ends) : one(usual);
  }

  private void send(Peer peer, int opcode, byte[] payload) {
    if (opcode > 8 || payload.length < 2 || random.nextInt(8) > 0) {
      peer.send(opcode, true, payload);
      return;
    }
    int cut = random.nextInt(payload.length);
    peer.send(opcode, false, Arrays.copyOf(payload, cut));
    if (random.nextBoolean()) peer.send(9, true, bytes(4));
    peer.send(0, true, Arrays.copyOfRange(payload, cut, payload.length));
  }

  /** An example with one to three things in it changed. */
  private JsonNode changed() {
    Example example = example();
    ObjectNode json =
        example.payload() instanceof ObjectNode o
            ? o.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    for (int i = 0; i <= random.nextInt(3); i++) change(json);
    return json;
  }

  private void change(ObjectNode json) {
    List<String> names = new ArrayList<>();
    json.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || random.nextInt(6) == 0) {
      json.set(random.nextBoolean() ? "unknown" : text(20), strange(0));
      return;
    }
    String name = one(names);
    JsonNode old = json.get(name);
    if (old instanceof ObjectNode inner && random.nextBoolean()) {
      change(inner);
    } else if (old instanceof ArrayNode all && !all.isEmpty() && random.nextBoolean()) {
      int at = random.nextInt(all.size());
      if (all.get(at) instanceof ObjectNode inner && random.nextBoolean()) {
        change(inner);
      } else {
        all.set(at, strange(0));
      }
    } else if (random.nextInt(8) == 0) {
      json.remove(name);
    } else if (old.isTextual() && random.nextInt(3) == 0) {
      // Where audio stands: audio that is none, or good.
      json.put(name, Base64.getEncoder().encodeToString(sound()));
    } else {
      json.set(name, strange(0));
    }
  }

  private JsonNode strange(int depth) {
    JsonNodeFactory make = JsonNodeFactory.instance;
    return switch (random.nextInt(depth > 3 ? 9 : 13)) {
      case 0 -> make.nullNode();
      case 1 -> make.booleanNode(random.nextBoolean());
      case 2 -> make.numberNode(random.nextInt());
      case 3 -> make.numberNode(random.nextLong());
      case 4 -> make.numberNode(BigInteger.TEN.pow(random.nextInt(150)).negate());
      case 5 -> make.numberNode(Math.scalb(random.nextGaussian(), random.nextInt(2_000) - 1_000));
      case 6 -> make.textNode("");
      case 7, 8 -> make.textNode(text(random.nextInt(10) == 0 ? 50_000 : 40));
      case 9 -> make.objectNode();
      case 10 -> make.arrayNode();
      case 11 -> make.objectNode().set(text(5), strange(depth + 1));
      default -> {
        ArrayNode all = make.arrayNode();
        for (int i = random.nextInt(30); i > 0; i--) all.add(strange(depth + 2));
        yield all;
      }
    };
  }

  /** Half a surrogate pair has no UTF-8, but JSON can say it all the same. */
  private static byte[] utf8(String json) {
    StringBuilder all = new StringBuilder();
    for (char c : json.toCharArray()) {
      if (Character.isSurrogate(c)) {
        all.append(String.format("\\u%04x", (int) c));
      } else {
        all.append(c);
      }
    }
    return all.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Text of what text should not hold: control characters, halves of pairs, anything. */
  private String text(int most) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      text.append(
          switch (random.nextInt(8)) {
            case 0 -> '\0';
            case 1 -> (char) (0xD800 + random.nextInt(0x800));
            case 2 -> (char) random.nextInt(0x20);
            case 3 -> (char) random.nextInt(0x10000);
            default -> (char) (0x20 + random.nextInt(0x5F));
          });
    }
    return text.toString();
  }

  private String damaged(String good) {
    if (good.isEmpty()) return good;
    int at = random.nextInt(good.length());
    return switch (random.nextInt(4)) {
      case 0 -> good.substring(0, at);
      case 1 -> good.substring(at);
      case 2 -> good.substring(0, at) + text(3) + good.substring(at + 1);
      default -> good + good.substring(0, at);
    };
  }

  private byte[] damaged(byte[] good) {
    if (good.length == 0) return good;
    byte[] bad = good.clone();
    int at = random.nextInt(bad.length);
    return switch (random.nextInt(4)) {
      case 0 -> Arrays.copyOf(bad, at);
      case 1 -> Arrays.copyOfRange(bad, at, bad.length);
      case 2 -> {
        for (int i = random.nextInt(5); i >= 0; i--) {
          bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
        }
        yield bad;
      }
      default -> {
        byte[] twice = Arrays.copyOf(bad, bad.length + at);
        System.arraycopy(good, 0, twice, bad.length, at);
        yield twice;
      }
    };
  }

  private byte[] deep() {
    String open = random.nextBoolean() ? "[" : "{\"object\":";
    String text = open.repeat(DEEP) + "1";
    if (random.nextBoolean()) text += (open.equals("[") ? "]" : "}").repeat(DEEP);
    if (random.nextBoolean()) text = "{\"object\":\"audio_chunk\",\"payload\":" + text + "}";
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] noUtf8() {
    byte[] text = "{\"object\":\"€\",\"messageType\":\"é\"}".getBytes(StandardCharsets.UTF_8);
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(text, 12); // within the euro sign
      case 1 -> bytes(1 + random.nextInt(100));
      default -> {
        // Half a surrogate pair as three bytes, which only looks like UTF-8.
        text[11] = (byte) 0xED;
        text[12] = (byte) 0xA0;
        text[13] = (byte) 0x80;
        yield text;
      }
    };
  }

  /** As long as may be: a known field, the text of an audio chunk, or nothing but spaces. */
  private byte[] longest() {
    String head =
        one(
            List.of(
                "{\"object\":\"",
                "{\"messageType\":\"",
                "{\"object\":\"audio_chunk\",\"payload\":\""));
    byte[] bytes = new byte[MIB];
    Arrays.fill(bytes, (byte) one(List.of('A', ' ', '"', '\\')).charValue());
    byte[] start = head.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(start, 0, bytes, 0, start.length);
    bytes[MIB - 2] = '"';
    bytes[MIB - 1] = '}';
    return bytes;
  }

  private byte[] sound() {
    return switch (random.nextInt(6)) {
      case 0 -> bytes(random.nextInt(4));
      case 1 -> bytes(random.nextInt(40_000));
      case 2 -> joined(one(MAGIC), bytes(random.nextInt(2_000)));
      case 3 -> new byte[random.nextInt(400_000)];
      case 4 -> damaged(wav());
      default -> wav();
    };
  }

  /** A WAV header whose numbers may be any. */
  private byte[] wav() {
    ByteBuffer wav = ByteBuffer.allocate(44 + random.nextInt(3_000)).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII))
        .putInt(number())
        .put("WAVE".getBytes(StandardCharsets.US_ASCII));
    wav.put("fmt ".getBytes(StandardCharsets.US_ASCII))
        .putInt(random.nextInt(3) == 0 ? number() : 16);
    wav.putShort((short) one(List.of(1, 1, 3, 6, 7, 0xFFFE, 85, 0)).intValue());
    wav.putShort((short) one(List.of(1, 1, 2, 0, 6, 0xFFFF)).intValue());
    wav.putInt(one(List.of(16_000, 8_000, 44_100, 192_000, 0, 1, -1, Integer.MIN_VALUE)));
    wav.putInt(number()).putShort((short) number());
    wav.putShort((short) one(List.of(16, 16, 8, 24, 32, 0, 7, 0xFFFF)).intValue());
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(number());
    wav.put(bytes(wav.remaining()));
    return wav.array();
  }

  private int number() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> -1;
      case 2 -> random.nextInt();
      default -> random.nextInt(5_000);
    };
  }

  private byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] joined(byte[] a, byte[] b) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(a);
    all.writeBytes(b);
    return all.toByteArray();
  }

  private <T> T one(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
