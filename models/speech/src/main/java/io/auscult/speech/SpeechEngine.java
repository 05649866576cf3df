package io.auscult.speech;

import io.auscult.speech.onnx.Device;
import io.auscult.speech.recognition.Moonshine;
import io.auscult.speech.recognition.Recogniser;
import io.auscult.speech.store.ModelStore;
import io.auscult.speech.store.ModelUnavailable;
import io.auscult.speech.store.Progress;
import io.auscult.speech.store.RecogniserFiles;
import io.auscult.speech.vad.VoiceActivity;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of a process, loaded once for each settings and shared by all who acquired them. The
 * last one to close frees the sessions; the runtime's environment stays for the life of the
 * process.
 *
 * <p>The registry is one per class loader: a cluster must load this class from the parent class
 * path, or every job has its own copy of the models.
 */
public final class SpeechEngine implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SpeechEngine.class);
  private static final Map<EngineSettings, Loaded> LOADED = new HashMap<>();

  private final EngineSettings settings;
  private final Loaded loaded;
  private final AtomicBoolean released = new AtomicBoolean();

  private SpeechEngine(EngineSettings settings, Loaded loaded) {
    this.settings = settings;
    this.loaded = loaded;
  }

  /**
   * Which models.
   *
   * @param models prepared folder; empty: the per-user cache
   * @param recogniser {@code tiny}, {@code base} or a folder
   * @param device where it runs; voice activity detection always runs on the processor
   */
  public record EngineSettings(Optional<Path> models, String recogniser, Device device) {}

  /**
   * The engine for {@code settings}. The first call loads the models (and fetches what is missing);
   * others share them.
   *
   * @throws ModelUnavailable with a line that says what to do
   */
  public static SpeechEngine acquire(EngineSettings settings) {
    synchronized (LOADED) {
      Loaded loaded = LOADED.get(settings);
      if (loaded == null) {
        loaded = Loaded.from(settings);
        LOADED.put(settings, loaded);
      }
      loaded.users++;
      return new SpeechEngine(settings, loaded);
    }
  }

  /** The voice activity detector, for every stream and thread. */
  public VoiceActivity vad() {
    return loaded.vad;
  }

  /** The recogniser, for every stream and thread. */
  public Recogniser recogniser() {
    return loaded.recogniser;
  }

  /**
   * Gives this share back; the second call does nothing. Calls under way through this share must
   * have ended.
   */
  @Override
  public void close() {
    if (!released.compareAndSet(false, true)) {
      return;
    }
    synchronized (LOADED) {
      if (--loaded.users == 0) {
        LOADED.remove(settings);
        loaded.recogniser.close();
        loaded.vad.close();
      }
    }
  }

  private static final class Loaded {
    private final VoiceActivity vad;
    private final Recogniser recogniser;
    private int users;

    private Loaded(VoiceActivity vad, Recogniser recogniser) {
      this.vad = vad;
      this.recogniser = recogniser;
    }

    static Loaded from(EngineSettings settings) {
      Progress progress = LOG::info;
      ModelStore store = ModelStore.open(settings.models(), progress);
      RecogniserFiles files = store.recogniser(settings.recogniser());
      VoiceActivity vad = VoiceActivity.load(store.resolve(ModelStore.SILERO_VAD));
      try {
        return new Loaded(
            vad,
            Moonshine.load(files.folder(), files.vocabulary(), files.model(), settings.device()));
      } catch (RuntimeException e) {
        vad.close();
        throw e;
      }
    }
  }
}
