package io.auscult.transcription.keep;

import io.auscult.notes.Role;
import io.auscult.notes.RoleGuess;
import io.auscult.speech.speakers.Relabelled;
import io.auscult.speech.speakers.SpeakerClustering;
import io.auscult.speech.speakers.SpeakerTurn;
import io.auscult.speech.speakers.VoiceCell;
import io.auscult.speech.speakers.Voices;
import io.auscult.transcription.keep.Attribution.Part;
import io.auscult.transcription.steps.Step;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.state.ValueState;

/** Who speaks in a session: by their voices, and by what they say whether it is the provider. */
final class Speakers {
  /** An item whose words were not told to a turn of a voice. */
  private static final int NO_SEGMENT = -1;

  private final ValueState<Voices> voices;
  private final SpeakerClustering clustering;

  /**
   * @param voices of the session whose step is handled
   */
  Speakers(ValueState<Voices> voices, SpeakerClustering clustering) {
    this.voices = voices;
    this.clustering = clustering;
  }

  /** Who said which words of an utterance; the session's voices have heard it then. */
  List<Part> parts(Ledger l, Step.Heard heard) throws Exception {
    if (!isAnonymous(l, heard) || heard.voices().isEmpty()) return List.of(guessed(l, heard));
    Voices known = voices.value() == null ? new Voices() : voices.value();
    List<VoiceCell> cells =
        heard.voices().stream().map(v -> new VoiceCell(v.from(), v.to(), v.embedding())).toList();
    List<SpeakerTurn> turns = clustering.label(known, l.opened.maxSpeakers(), cells);
    voices.update(known);
    List<Part> parts = Attribution.parts(heard, turns);
    l.lastSpeaker.put(heard.stream(), parts.get(parts.size() - 1).speaker());
    return parts;
  }

  /** All of an utterance under the best guess where no voice tells: whoever spoke last. */
  static Part guessed(Ledger l, Step.Heard heard) {
    int last = l.lastSpeaker.getOrDefault(heard.stream(), 0);
    return Attribution.whole(heard, last, NO_SEGMENT);
  }

  /** What was said counts for who is the provider. */
  static void said(Ledger l, Step.Heard heard, Part part) {
    if (isAnonymous(l, heard)) new RoleGuess(l.roles).heard(label(part.speaker()), part.text());
  }

  /** The name of the stream's speaker, or the label of whose voice it was. */
  static String name(Ledger l, Step.Heard heard, Part part) {
    String named = l.opened.streams().get(heard.stream()).speaker();
    return named.isEmpty() ? label(part.speaker()) : named;
  }

  /** Empty until what was said leaves no doubt, and where the stream's speaker has a name. */
  static String role(Ledger l, Step.Heard heard, Part part) {
    if (!isAnonymous(l, heard)) return "";
    String told = l.roles.told.getOrDefault(label(part.speaker()), Role.UNKNOWN.name());
    return told.equals(Role.UNKNOWN.name()) ? "" : told.toLowerCase(Locale.ROOT);
  }

  /** New labels of items by their ids. */
  Map<String, String> secondLook(Ledger l, List<Kept> all) throws Exception {
    if (voices.value() == null) return Map.of();
    Map<Integer, Integer> bySegment = new HashMap<>();
    for (Relabelled r : clustering.secondLook(voices.value(), l.opened.maxSpeakers())) {
      bySegment.put(r.segment(), r.after());
    }
    Map<String, String> byItem = new LinkedHashMap<>();
    for (Kept kept : all) {
      Integer after = bySegment.get(kept.segment());
      if (after == null || kept.item().speaker().equals(label(after))) continue;
      byItem.put(kept.item().id(), label(after));
    }
    return byItem;
  }

  void clear() {
    voices.clear();
  }

  /** Whether the stream's speakers are to be told by their voices. */
  private static boolean isAnonymous(Ledger l, Step.Heard heard) {
    return l.opened.streams().get(heard.stream()).speaker().isEmpty();
  }

  private static String label(int speaker) {
    return "SPEAKER_" + speaker;
  }
}
