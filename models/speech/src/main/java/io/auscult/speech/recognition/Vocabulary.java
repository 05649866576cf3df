package io.auscult.speech.recognition;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The sentence pieces that token ids stand for. A file has one piece a line, in the order of the
 * ids; lines end with a line feed only, because some pieces hold a carriage return. Ids beyond the
 * file are special tokens without text.
 */
final class Vocabulary {
  static final int START = 1;
  static final int END = 2;
  private static final int FIRST_WITH_TEXT = 3;
  private static final String TRAILING = ".,?!;:-\u2026";

  private final List<String> pieces;

  Vocabulary(List<String> pieces) {
    this.pieces = List.copyOf(pieces);
  }

  static Vocabulary read(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    List<String> pieces = List.of(text.split("\n", -1));
    if (pieces.size() < 1000) {
      throw new IOException(file + " is not a vocabulary: it has " + pieces.size() + " lines");
    }
    return new Vocabulary(pieces);
  }

  /** The piece as it is written, with U+2581 for a space before it; empty for special tokens. */
  String piece(int token) {
    return token >= FIRST_WITH_TEXT && token < pieces.size() ? pieces.get(token) : "";
  }

  /** The byte that the piece stands for ({@code <0x0A>}), or -1. */
  int asByte(int token) {
    String piece = piece(token);
    return piece.length() == 6 && piece.startsWith("<0x") && piece.endsWith(">")
        ? Integer.parseInt(piece.substring(3, 5), 16)
        : -1;
  }

  /** Whether the piece is nothing but punctuation that may close a sentence. */
  boolean isPunctuation(int token) {
    String piece = piece(token);
    return !piece.isEmpty() && piece.chars().allMatch(c -> TRAILING.indexOf(c) >= 0);
  }
}
