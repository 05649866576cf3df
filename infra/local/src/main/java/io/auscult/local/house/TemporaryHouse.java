package io.auscult.local.house;

import io.auscult.settings.InvalidSetting;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A whole system of one's own, on free ports and a temporary data folder that is gone afterwards,
 * also when the process is interrupted.
 */
public final class TemporaryHouse implements AutoCloseable {
  private final House house;
  private final Settings settings;
  private final Path folder;
  private final AtomicBoolean closed = new AtomicBoolean();

  private TemporaryHouse(House house, Settings settings, Path folder) {
    this.house = house;
    this.settings = settings;
    this.folder = folder;
  }

  /**
   * Returns when it takes work.
   *
   * @param environment the settings; ports, data folder and Kafka among them do not count
   */
  public static TemporaryHouse start(Map<String, String> environment, Consumer<String> progress)
      throws InvalidSetting, StartFailure, IOException, InterruptedException {
    Path folder = Files.createTempDirectory("auscult-");
    try {
      Settings settings = Settings.load(own(environment, folder));
      TemporaryHouse made = new TemporaryHouse(House.start(settings, progress), settings, folder);
      Runtime.getRuntime().addShutdownHook(new Thread(made::close, "tear-down"));
      return made;
    } catch (InvalidSetting | StartFailure | InterruptedException | RuntimeException e) {
      delete(folder);
      throw e;
    }
  }

  private static Map<String, String> own(Map<String, String> environment, Path folder) {
    Map<String, String> own = new HashMap<>(environment);
    own.put(Setting.DATA.variable(), folder.toString());
    own.put(Setting.PORT.variable(), "0");
    own.put(Setting.KAFKA_PORT.variable(), "0");
    own.put(Setting.FLINK_PORT.variable(), "0");
    own.remove(Setting.KAFKA.variable());
    return own;
  }

  public House house() {
    return house;
  }

  public Settings settings() {
    return settings;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    try {
      // Ends the job's open transactions; broken off they would be waited for.
      house.drain();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    house.close();
    try {
      delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(one);
    }
  }
}
