package io.auscult.local.bench.crowd;

import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.client.LiveClient;
import io.auscult.local.client.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * Live sessions against one system: who streams what, how, and when they begin. Sessions share
 * recordings to spare memory; those with the same one play it at different times.
 *
 * @param client of the session with this number
 * @param recordings taken in turn
 * @param staggerMs between two beginnings
 * @param patience how long a session may take to end after its last frame
 */
public record LiveCrowd(
    IntFunction<LiveClient> client,
    List<Recording> recordings,
    Pace pace,
    double staggerMs,
    Duration patience) {
  public LiveCrowd {
    recordings = List.copyOf(recordings);
  }

  /** The recording of a session. */
  public Recording recording(int session) {
    return recordings.get(session % recordings.size());
  }

  /** Plays so many sessions; returns when the last has ended. */
  public Played.All play(int sessions) throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    List<Played> all =
        Crowd.play(
            sessions,
            staggerMs,
            s -> {
              LiveClient one = client.apply(s);
              return () -> playOne(s, one);
            });
    return new Played.All(all, startNanos);
  }

  /**
   * Plays every recording once, one after the other, and tells how many ends of speech of each no
   * final holds, by its name.
   */
  public Map<String, Integer> missedOneByOne(long pauseMs)
      throws IOException, InterruptedException {
    List<Played> all = new ArrayList<>();
    for (int s = 0; s < recordings.size(); s++) {
      Played one = playOne(s, client.apply(s));
      if (one.result() == null) throw new IOException("a session alone broke: " + one.failure());
      all.add(one);
    }
    return Crowded.missed(new Played.All(all, 0), pauseMs);
  }

  private Played playOne(int session, LiveClient one) throws IOException, InterruptedException {
    Recording recording = recording(session);
    return Played.of(
        session, recording, () -> one.transcribe(recording.pcm(), pace, item -> {}, patience));
  }
}
