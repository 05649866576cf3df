package io.auscult.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import io.auscult.audio.Pcm;
import io.auscult.gateway.auth.TokenMint;
import io.auscult.local.bench.corpus.Recording;
import io.auscult.local.bench.corpus.Recordings;
import io.auscult.local.bench.system.OwnSystem;
import io.auscult.local.bench.wire.Metronome;
import io.auscult.local.bench.wire.RawSession;
import io.auscult.local.client.ClientDialect;
import io.auscult.local.client.SahlDialect;
import io.auscult.local.client.ScribeDialect;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The clocks that vendors document, in real time and all at once: Scribe's countdown at the speed
 * of speech and at another, Sahl's warning of silence without audio, with silent audio, and paused.
 */
@Command(
    name = "clocks",
    description = "Scribe's countdown and Sahl's silence warning, in real time.")
final class ClocksCommand implements Callable<Integer> {
  /** Of the system under test; the whole countdown needs 60 of them. */
  private static final int LIMIT_S = 70;

  private static final int FRAME = 1600;
  private static final long NO_AUDIO_S = 45;
  private static final long SILENT_AUDIO_S = 20;
  private static final long PAUSED_S = 25;

  /** Much speech before a silence would only take longer. */
  private static final long SPEECH_AT_LEAST_MS = 4_000;

  private static final Duration END = Duration.ofSeconds(60);

  @Mixin private OwnSystemOptions own;
  @Mixin private Figures figures;

  @Option(
      names = "--ahead",
      defaultValue = "3",
      description = "times the speed of speech, of the session that runs ahead (${DEFAULT-VALUE})")
  private double ahead;

  @Override
  public Integer call() throws Exception {
    own.refuseUnless(ahead > 1 && ahead <= 20, "--ahead must be more than 1 and at most 20");
    Recording speech = Recordings.sample();
    ClocksReport report;
    ExecutorService threads = Executors.newCachedThreadPool();
    try (OwnSystem system =
        OwnSystem.start(own.plan().with("AUSCULT_DURATION_LIMIT", LIMIT_S + "s"))) {
      HttpClient http = RawSession.client();
      Future<ClocksReport.Limited> live = threads.submit(() -> countdown(http, system, speech, 1));
      Future<ClocksReport.Limited> fast =
          threads.submit(() -> countdown(http, system, speech, ahead));
      Future<SilenceWarnings.Seen> noAudio = threads.submit(() -> noAudio(http, system));
      Future<SilenceWarnings.Seen> silent = threads.submit(() -> silentAudio(http, system, speech));
      Future<SilenceWarnings.Seen> paused = threads.submit(() -> paused(http, system, speech));
      report =
          ClocksReport.of(
              own.recogniser(),
              LIMIT_S,
              ahead,
              live.get(),
              fast.get(),
              noAudio.get(),
              silent.get(),
              paused.get());
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } finally {
      threads.shutdownNow();
    }
    figures.print(report, report.table());
    return 0;
  }

  private ClocksReport.Limited countdown(
      HttpClient http, OwnSystem system, Recording speech, double speed)
      throws IOException, InterruptedException {
    ScribeDialect dialect = ScribeDialect.server();
    String token = system.token(TokenMint.Kind.SCRIBE_SERVER, "countdown-" + speed);
    short[] pcm = Recording.round(List.of(speech), 0, LIMIT_S * 2000L).pcm();
    Countdown countdown = new Countdown();
    AtomicBoolean noteLast = new AtomicBoolean();
    try (RawSession session =
        RawSession.open(
            http,
            dialect.upgrade(system.gateway(), token),
            frame -> read(frame, countdown, noteLast))) {
      long startNanos = session.send(dialect.hello().get(0));
      Metronome clock = Metronome.now(FRAME, speed);
      for (int f = 0; (f + 1) * FRAME <= pcm.length; f++) {
        clock.await(f);
        if (countdown.over() || session.ended()) break;
        session.send(audio(dialect, pcm, f));
      }
      RawSession.End end = session.awaitEnd(END);
      return new ClocksReport.Limited(
          countdown.seen(startNanos, LIMIT_S),
          noteLast.get(),
          end.code(),
          (end.atNanos() - startNanos) / 1e9);
    }
  }

  private static void read(RawSession.Frame frame, Countdown countdown, AtomicBoolean noteLast) {
    JsonNode json = frame.json();
    String object = json.path("object").asText();
    if (object.equals("duration_limit")) {
      countdown.heard(json.path("remaining_sec").asInt(), frame.atNanos());
    } else if (object.equals("transcript_item")) {
      noteLast.set(json.has("sections"));
    }
  }

  private SilenceWarnings.Seen noAudio(HttpClient http, OwnSystem system)
      throws IOException, InterruptedException {
    SilenceWarnings warnings = new SilenceWarnings();
    try (RawSession session = sahl(http, system, "no-audio", warnings)) {
      long startNanos = session.send(new SahlDialect().hello().get(0));
      Metronome.sleepUntil(startNanos + TimeUnit.SECONDS.toNanos(NO_AUDIO_S));
      return warnings.since(startNanos);
    }
  }

  private SilenceWarnings.Seen silentAudio(HttpClient http, OwnSystem system, Recording speech)
      throws IOException, InterruptedException {
    SilenceWarnings warnings = new SilenceWarnings();
    try (RawSession session = sahl(http, system, "silent-audio", warnings)) {
      session.send(new SahlDialect().hello().get(0));
      long endMs = endOfSpeech(speech);
      long silentNanos = speak(session, speech, endMs, (int) (endMs / 100 + SILENT_AUDIO_S * 10));
      return warnings.since(silentNanos);
    }
  }

  private SilenceWarnings.Seen paused(HttpClient http, OwnSystem system, Recording speech)
      throws IOException, InterruptedException {
    SilenceWarnings warnings = new SilenceWarnings();
    try (RawSession session = sahl(http, system, "paused", warnings)) {
      session.send(new SahlDialect().hello().get(0));
      long endMs = endOfSpeech(speech);
      speak(session, speech, endMs, (int) (endMs / 100) + 1);
      long pausedNanos = session.send("{\"object\":\"pause\"}");
      Metronome.sleepUntil(pausedNanos + TimeUnit.SECONDS.toNanos(PAUSED_S));
      return warnings.since(pausedNanos);
    }
  }

  private static RawSession sahl(
      HttpClient http, OwnSystem system, String subject, SilenceWarnings warnings)
      throws IOException, InterruptedException {
    String token = system.token(TokenMint.Kind.SAHL, subject);
    return RawSession.open(
        http,
        new SahlDialect().upgrade(system.gateway(), token),
        frame -> warnings.heard(frame.json(), frame.atNanos()));
  }

  /**
   * Speech up to {@code endMs}, then digital silence, at the speed of speech; returns when the last
   * of the speech was spoken.
   */
  private static long speak(RawSession session, Recording speech, long endMs, int frames)
      throws IOException, InterruptedException {
    short[] pcm = Arrays.copyOf(speech.first(endMs).pcm(), frames * FRAME);
    Metronome clock = Metronome.now(FRAME, 1);
    for (int f = 0; f < frames; f++) {
      clock.await(f);
      session.send(audio(new SahlDialect(), pcm, f));
    }
    return clock.startNanos() + TimeUnit.MILLISECONDS.toNanos(endMs);
  }

  private static long endOfSpeech(Recording speech) {
    return speech.ends(300).stream()
        .mapToLong(Recording.End::atMs)
        .filter(ms -> ms >= SPEECH_AT_LEAST_MS)
        .findFirst()
        .orElseThrow();
  }

  private static String audio(ClientDialect dialect, short[] pcm, int frame) {
    short[] samples = Arrays.copyOfRange(pcm, frame * FRAME, (frame + 1) * FRAME);
    return ((ClientDialect.Frame.Text) dialect.audio(Pcm.toBytes(samples))).json();
  }
}
