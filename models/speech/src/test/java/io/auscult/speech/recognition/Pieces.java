package io.auscult.speech.recognition;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A small vocabulary for tests: tokens are asked for by their piece, with {@code _} for U+2581. */
final class Pieces {
  private static final List<String> LIST =
      new ArrayList<>(
          List.of(
              "<unk>", "<s>", "</s>", "<0x0A>", "<0xC3>", "<0xA9>", "_the", "_pat", "ient", "_has",
              ",", ".", "_a", "_cough", "'", "s", "_", "?", "_caf", "_what", "..."));

  static final Vocabulary VOCABULARY =
      new Vocabulary(LIST.stream().map(piece -> piece.replace('_', '\u2581')).toList());

  private Pieces() {}

  static int[] tokens(String... pieces) {
    return Arrays.stream(pieces).mapToInt(LIST::indexOf).toArray();
  }

  static int size() {
    return LIST.size();
  }
}
