package io.auscult.speech.speakers;

import io.auscult.speech.speakers.Changes.Segment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who speaks, told utterance by utterance: a plain rule of the voices heard so far and those of the
 * next utterance. What it says of an utterance it does not take back; {@link #secondLook} says at
 * the end which turns it would label otherwise.
 */
public final class SpeakerClustering {
  private static final float HISTORY_SECONDS = 0.6f;

  /**
   * A second voice may be told from less than a further one: there is only one to mix it up with.
   */
  private static final float SECOND_SECONDS = 0.8f;

  private static final float FURTHER_SECONDS = 1.2f;

  /** A voice of which there is less is itself in doubt: what is unlike it may still be it. */
  private static final float KNOWN_SECONDS = 2;

  private static final float DOUBT = 0.10f;
  private static final float MOST_WEIGHT = 6;

  private final ClusteringRules rules;
  private final VoiceSearch search;

  public SpeakerClustering(ClusteringRules rules) {
    this.rules = rules;
    this.search = new VoiceSearch(rules);
  }

  /**
   * The turns of the next utterance, in order, without gaps.
   *
   * @param state of the session; moved on
   * @param maxSpeakers how many there can be; 0: unknown
   * @param utterance its cells in order, without gaps
   */
  public List<SpeakerTurn> label(Voices state, int maxSpeakers, List<VoiceCell> utterance) {
    if (utterance.isEmpty()) return List.of();
    if (state.dimension == 0) state.dimension = utterance.get(0).voice().length;
    int limit = limit(maxSpeakers);
    List<Segment> segments = Changes.segments(utterance, rules.changeBelow());
    for (Segment s : segments) found(state, limit, s);
    search.again(state, limit, kept(segments));
    int[] cells = LabelPath.of(utterance, state.found(), rules.changeCost());
    List<SpeakerTurn> turns = turns(state, utterance, cells);
    remember(state, segments, utterance, turns);
    return turns;
  }

  /** The turns that would have another label, knowing the whole session. */
  public List<Relabelled> secondLook(Voices state, int maxSpeakers) {
    return new SecondLook(rules).of(state, maxSpeakers);
  }

  static int limit(int maxSpeakers) {
    return maxSpeakers <= 0 ? Voices.MOST_SPEAKERS : Math.min(maxSpeakers, Voices.MOST_SPEAKERS);
  }

  /** The first segment is a voice; later ones that are unlike all voices are new ones. */
  private void found(Voices state, int limit, Segment s) {
    float[][] voices = state.found();
    if (voices.length > 0) {
      boolean second = voices.length == 1;
      if (s.seconds() < (second ? SECOND_SECONDS : FURTHER_SECONDS)) return;
      if (voices.length >= limit) return;
      int nearest = Vectors.nearest(s.voice(), voices);
      float likeness = Vectors.dot(s.voice(), voices[nearest]);
      if (state.seconds(state.names[nearest]) < KNOWN_SECONDS) likeness += DOUBT;
      if (likeness >= (second ? rules.secondBelow() : rules.furtherBelow())) return;
    }
    float[][] more = Arrays.copyOf(voices, voices.length + 1);
    more[voices.length] = s.voice();
    byte[] names = Arrays.copyOf(state.names, more.length);
    names[voices.length] = -1;
    state.found(more, names);
  }

  private static List<Segment> kept(List<Segment> segments) {
    return segments.stream().filter(s -> s.seconds() >= HISTORY_SECONDS).toList();
  }

  private static List<SpeakerTurn> turns(Voices state, List<VoiceCell> cells, int[] voices) {
    List<SpeakerTurn> turns = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= voices.length; i++) {
      if (i < voices.length && voices[i] == voices[first]) continue;
      long from = cells.get(first).from();
      long to = cells.get(i - 1).to();
      turns.add(new SpeakerTurn(from, to, name(state, voices[first]), state.nextSegment++));
      first = i;
    }
    return turns;
  }

  /** The label of a voice: the lowest that no other has, when it is heard for the first time. */
  private static int name(Voices state, int voice) {
    if (state.names[voice] >= 0) return state.names[voice];
    byte free = 0;
    while (taken(state.names, free)) free++;
    state.names[voice] = free;
    return free;
  }

  private static boolean taken(byte[] names, byte name) {
    for (byte n : names) if (n == name) return true;
    return false;
  }

  private static void remember(
      Voices state, List<Segment> segments, List<VoiceCell> cells, List<SpeakerTurn> turns) {
    for (Segment s : kept(segments)) {
      long middle = (cells.get(s.first()).from() + cells.get(s.end() - 1).to()) / 2;
      for (SpeakerTurn t : turns) {
        if (middle < t.from() || middle >= t.to()) continue;
        state.remember(s.voice(), weight(s), t.segment(), t.speaker());
      }
    }
  }

  static float weight(Segment s) {
    return Math.min(MOST_WEIGHT, s.seconds());
  }
}
