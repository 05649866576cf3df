package io.auscult.speech.store;

import io.auscult.speech.store.ModelStatus.State;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The folder of one model and what is known of its files. The text {@code verified} in it has, for
 * each file that was hashed and found right, the hash, the size and the time of the last change: as
 * long as these hold the file is not read again.
 */
final class ModelFolder {
  private static final String NOTE = "verified";

  private final PinnedModel model;
  private final Path path;

  /** The folder of {@code model} below the root of a store. */
  ModelFolder(PinnedModel model, Path root) {
    this.model = model;
    this.path = root.resolve(model.name()).resolve(model.version());
  }

  PinnedModel model() {
    return model;
  }

  Path path() {
    return path;
  }

  /**
   * Whether every file is the pinned one. Reads only files that changed since they were last found
   * right.
   *
   * @param remember note what was found right
   */
  boolean ready(boolean remember) throws IOException {
    Map<PinnedFile, State> states = glance();
    if (states.containsValue(State.MISSING) || states.containsValue(State.DAMAGED)) {
      return false;
    }
    if (!states.containsValue(State.UNVERIFIED)) {
      return true;
    }
    boolean right = hashed().values().stream().allMatch(State.VERIFIED::equals);
    if (right && remember) {
      note(model, path);
    }
    return right;
  }

  /** The state of each file, by presence, size and time. */
  Map<PinnedFile, State> glance() throws IOException {
    Set<String> noted = noted();
    Map<PinnedFile, State> states = new LinkedHashMap<>();
    for (PinnedFile file : model.files()) {
      Path at = path.resolve(file.name());
      State state;
      if (!Files.isRegularFile(at)) {
        state = State.MISSING;
      } else if (Files.size(at) != file.bytes()) {
        state = State.DAMAGED;
      } else {
        state = noted.contains(line(file, at)) ? State.VERIFIED : State.UNVERIFIED;
      }
      states.put(file, state);
    }
    return states;
  }

  /** The state of each file, by its content. */
  Map<PinnedFile, State> hashed() throws IOException {
    Map<PinnedFile, State> states = glance();
    for (Map.Entry<PinnedFile, State> entry : states.entrySet()) {
      if (entry.getValue() == State.VERIFIED || entry.getValue() == State.UNVERIFIED) {
        PinnedFile file = entry.getKey();
        boolean right = Hashes.of(path.resolve(file.name())).equals(file.sha256());
        entry.setValue(right ? State.VERIFIED : State.DAMAGED);
      }
    }
    return states;
  }

  /** Notes that the files of {@code model} in {@code folder} were hashed and found right. */
  static void note(PinnedModel model, Path folder) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (PinnedFile file : model.files()) {
      lines.append(line(file, folder.resolve(file.name()))).append('\n');
    }
    Path fresh = Files.createTempFile(folder, NOTE, ".new");
    Files.writeString(fresh, lines, StandardCharsets.UTF_8);
    Files.move(fresh, folder.resolve(NOTE), StandardCopyOption.ATOMIC_MOVE);
  }

  private Set<String> noted() throws IOException {
    try {
      return Set.copyOf(Files.readAllLines(path.resolve(NOTE), StandardCharsets.UTF_8));
    } catch (NoSuchFileException e) {
      return Set.of();
    }
  }

  private static String line(PinnedFile file, Path at) throws IOException {
    return String.join(
        " ",
        file.sha256(),
        Long.toString(Files.size(at)),
        Long.toString(Files.getLastModifiedTime(at).toMillis()),
        file.name());
  }
}
