package io.auscult.local.bench.speakers;

import io.auscult.local.bench.corpus.Clip;
import io.auscult.local.bench.corpus.EvalSet;
import io.auscult.local.bench.corpus.Span;
import io.auscult.local.bench.corpus.SpeechLevel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** What each speaker of a set says, to be cut into phrases of a wanted length. */
final class Phrases {
  private static final int SAMPLES_PER_MS = 16;

  /** Pauses below this belong to the phrase. */
  private static final long PAUSE_MS = 300;

  /** A reading with fewer would be said over and over. */
  private static final int FEWEST_CLIPS = 3;

  /** So many milliseconds fade in and out where a phrase is cut out of speech. */
  private static final int FADE_MS = 8;

  /** By speaker, then by reading: one room, one microphone, one day. */
  private final Map<String, Map<String, List<Spoken>>> bySpeaker = new TreeMap<>();

  private final Map<String, String> sexes = new TreeMap<>();

  private record Spoken(short[] pcm, List<Span> speech) {}

  /**
   * A piece of speech.
   *
   * @param speech where in it somebody speaks, milliseconds from its beginning
   */
  record Phrase(short[] pcm, List<Span> speech) {}

  private Phrases() {}

  /** The clips of a set that names speaker and gender of each. */
  static Phrases of(EvalSet set) throws IOException {
    Phrases phrases = new Phrases();
    for (Clip clip : set.clips()) {
      short[] pcm = clip.pcm();
      phrases.sexes.put(clip.column("speaker"), clip.column("gender"));
      phrases
          .bySpeaker
          .computeIfAbsent(clip.column("speaker"), s -> new TreeMap<>())
          .computeIfAbsent(reading(clip.name()), r -> new ArrayList<>())
          .add(new Spoken(pcm, SpeechLevel.spans(pcm)));
    }
    return phrases;
  }

  List<String> speakers() {
    return List.copyOf(bySpeaker.keySet());
  }

  List<String> speakers(String sex) {
    return speakers().stream().filter(s -> sexes.get(s).equals(sex)).toList();
  }

  /** A clip is {@code speaker-reading-number}; one that is named otherwise is a reading alone. */
  private static String reading(String path) {
    String[] parts = path.substring(path.lastIndexOf('/') + 1).split("-");
    return parts.length == 3 ? parts[1] : "";
  }

  /** A reading of which there is enough to talk with, for one who stays in one room. */
  String anyReading(String speaker, Random random) {
    List<String> readings =
        bySpeaker.get(speaker).entrySet().stream()
            .filter(r -> r.getValue().size() >= FEWEST_CLIPS)
            .map(Map.Entry::getKey)
            .toList();
    return readings.isEmpty()
        ? bySpeaker.get(speaker).keySet().iterator().next()
        : readings.get(random.nextInt(readings.size()));
  }

  /** Something that a speaker says from the beginning of a word group, so many seconds long. */
  Phrase any(String speaker, String reading, double seconds, Random random) {
    List<Spoken> clips = bySpeaker.get(speaker).get(reading);
    Spoken clip = clips.get(random.nextInt(clips.size()));
    List<Span> starts =
        clip.speech.stream().filter(s -> s.startMs() + seconds * 1000 < length(clip)).toList();
    long from =
        starts.isEmpty()
            ? clip.speech.get(0).startMs()
            : starts.get(random.nextInt(starts.size())).startMs();
    return cut(clip, from, from + Math.round(seconds * 1000));
  }

  private static Phrase cut(Spoken clip, long from, long until) {
    List<Span> speech = new ArrayList<>();
    for (Span s : clip.speech) {
      if (s.endMs() <= from || s.startMs() >= until) continue;
      long start = Math.max(s.startMs(), from) - from;
      long end = Math.min(s.endMs(), until) - from;
      Span last = speech.isEmpty() ? null : speech.get(speech.size() - 1);
      if (last != null && start - last.endMs() < PAUSE_MS) {
        speech.set(speech.size() - 1, new Span(last.startMs(), end));
      } else {
        speech.add(new Span(start, end));
      }
    }
    long to = from + speech.get(speech.size() - 1).endMs();
    short[] pcm =
        Arrays.copyOfRange(clip.pcm, (int) from * SAMPLES_PER_MS, (int) to * SAMPLES_PER_MS);
    int fade = Math.min(pcm.length / 2, FADE_MS * SAMPLES_PER_MS);
    for (int i = 0; i < fade; i++) {
      pcm[i] = (short) (pcm[i] * i / fade);
      pcm[pcm.length - 1 - i] = (short) (pcm[pcm.length - 1 - i] * i / fade);
    }
    return new Phrase(pcm, speech);
  }

  private static long length(Spoken clip) {
    return clip.pcm.length / SAMPLES_PER_MS;
  }
}
