package io.auscult.local.house;

import io.auscult.gateway.Secrets;
import io.auscult.settings.Application;
import io.auscult.settings.Setting;
import io.auscult.settings.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/**
 * The secrets of an installation: from the settings, else made once and kept in the data folder,
 * readable by its owner only.
 *
 * @param jwtSecret signs and checks HS256 tokens; at least 32 bytes
 * @param adminToken what {@code /admin/…} asks for
 * @param applications of Invox; where the settings name none, one called {@code demo} with a key
 *     and a secret of this installation's own
 */
public record KeptSecrets(String jwtSecret, String adminToken, List<Application> applications) {
  private static final int BYTES = 32;
  private static final String DEMO = "demo";
  private static final List<String> EVERY_PERMISSION = List.of("REAL-TIME-TRANSCRIBE");

  public KeptSecrets {
    applications = List.copyOf(applications);
  }

  /**
   * Two processes that ask at once, {@code up} and {@code token}, get the same secrets.
   *
   * @throws StartFailure where they cannot be read or written
   */
  public static KeptSecrets of(Settings settings, Path dataFolder) throws StartFailure {
    Path folder = dataFolder.resolve("secrets");
    try {
      return new KeptSecrets(
          orKept(settings, Setting.JWT_HS256_SECRET, folder.resolve("jwt-hs256")),
          orKept(settings, Setting.ADMIN_TOKEN, folder.resolve("admin-token")),
          settings.applications().isEmpty() ? List.of(demo(folder)) : settings.applications());
    } catch (IOException e) {
      throw new StartFailure(
          "the secrets in " + folder + " cannot be read or made: " + StartFailure.reason(e), e);
    }
  }

  Secrets forGateway() {
    return new Secrets(jwtSecret, adminToken);
  }

  private static String orKept(Settings settings, Setting setting, Path file) throws IOException {
    var given = settings.text(setting);
    return given.isPresent() ? given.get() : kept(file);
  }

  private static Application demo(Path folder) throws IOException {
    return new Application(
        DEMO,
        kept(folder.resolve("demo-application-key")),
        kept(folder.resolve("demo-application-secret")),
        EVERY_PERMISSION,
        Application.DEFAULT_SESSION_LIMIT,
        DEMO);
  }

  private static String kept(Path file) throws IOException {
    if (!Files.exists(file)) make(file);
    return Files.readString(file).strip();
  }

  private static void make(Path file) throws IOException {
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    var readable =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    if (!Files.isDirectory(file.getParent())) {
      Files.createDirectories(file.getParent(), ownerOnly);
    }
    byte[] secret = new byte[BYTES];
    new SecureRandom().nextBytes(secret);
    Path written = Files.createTempFile(file.getParent(), "new", ".tmp", readable);
    try {
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
      Files.write(written, text.getBytes(StandardCharsets.UTF_8));
      // A link appears whole or not at all, and never in the place of another's.
      Files.createLink(file, written);
    } catch (FileAlreadyExistsException e) {
      // Another process made it in this moment: that one counts, and is read next.
    } finally {
      Files.deleteIfExists(written);
    }
  }

  @Override
  public String toString() {
    return "KeptSecrets[…]";
  }
}
