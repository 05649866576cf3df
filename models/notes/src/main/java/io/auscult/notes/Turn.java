package io.auscult.notes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one speaker said in one go: mostly one item of the transcript, several where a sentence goes
 * on from one into the next.
 *
 * @param text of the items, joined by single spaces
 * @param pieces which part of {@code text} is whose item, in order
 */
record Turn(String speaker, Role role, String text, List<Piece> pieces) {
  /** The part of a turn that stands in the item {@code id}. */
  record Piece(String id, Span span) {}

  /** A sentence goes on after a break of this length at most, in ms. */
  private static final long LONGEST_BREAK_MS = 4_000;

  private static final Pattern DANGLING =
      Pattern.compile(
          "(?i)(?:,|-|\\b(?:a|an|the|my|your|his|her|our|their|this|of|in|on|at|to|for|with|from|by|"
              + "about|and|or|but|because|if|is|are|was|were|am|been|very|really|some|any|like|um|uh))$");

  private static final Pattern BACKCHANNEL =
      Pattern.compile(
          "(?i)^[\\s,.]*(?:(?:mm-?hmm?|uh-?huh|hm+|okay|ok|yeah|yep|yes|right|sure|all right|alright|i "
              + "see|oh|um+|uh+)[\\s,.!]*)+$");

  /** The ids of the items that a part of {@link #text} comes from, in order. */
  List<String> evidence(Span part) {
    return pieces.stream()
        .filter(p -> p.span().from() < part.to() && part.from() < p.span().to())
        .map(Piece::id)
        .distinct()
        .toList();
  }

  /** The turns of a transcript, in its order; items without words are passed over. */
  static List<Turn> of(List<Utterance> transcript) {
    Roles roles = new Roles(transcript);
    List<Turn> turns = new ArrayList<>();
    Map<String, Integer> lastOf = new HashMap<>();
    long lastEndMs = 0;
    for (Utterance u : transcript) {
      if (Wording.words(u.text()) == 0) continue;
      Integer open = lastOf.get(u.speaker());
      if (open != null
          && u.startMs() - lastEndMs <= LONGEST_BREAK_MS
          && dangles(turns.get(open).text())
          && onlyHums(turns, open + 1)) {
        turns.set(open, turns.get(open).and(u));
      } else {
        lastOf.put(u.speaker(), turns.size());
        turns.add(new Turn(u.speaker(), roles.of(u.speaker()), "", List.<Piece>of()).and(u));
      }
      lastEndMs = u.endMs();
    }
    return turns;
  }

  private Turn and(Utterance u) {
    String before = text.isEmpty() ? "" : text + " ";
    List<Piece> all = new ArrayList<>(pieces);
    all.add(new Piece(u.id(), new Span(before.length(), before.length() + u.text().length())));
    return new Turn(speaker, role, before + u.text(), List.copyOf(all));
  }

  private static boolean dangles(String text) {
    return DANGLING.matcher(text.strip()).find();
  }

  private static boolean onlyHums(List<Turn> turns, int from) {
    return turns.subList(from, turns.size()).stream()
        .allMatch(t -> BACKCHANNEL.matcher(t.text()).matches());
  }
}
