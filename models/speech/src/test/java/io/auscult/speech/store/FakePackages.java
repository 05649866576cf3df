package io.auscult.speech.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * A catalogue of two small models in one package, its archive, and stand-ins for npm that are shell
 * scripts.
 */
final class FakePackages {
  static final byte[] FIRST = "first model".repeat(200).getBytes(StandardCharsets.UTF_8);
  static final byte[] SECOND = "second model".repeat(300).getBytes(StandardCharsets.UTF_8);
  static final byte[] PIECES = "a\nb\r\nc\n".repeat(400).getBytes(StandardCharsets.UTF_8);

  private FakePackages() {}

  static Catalogue catalogue() {
    return new Catalogue(
        List.of(
            new PinnedModel(
                "large",
                "@some/models",
                "1.0.0",
                "MIT",
                List.of(
                    plain("one.onnx", "dist/one.onnx", FIRST),
                    plain("two.onnx", "dist/two.onnx", SECOND))),
            new PinnedModel(
                "words",
                "@some/models",
                "1.0.0",
                "MIT",
                List.of(
                    new PinnedFile(
                        "words.txt",
                        "words.js",
                        PinnedFile.Form.BASE64_IN_SCRIPT,
                        PIECES.length,
                        Hashes.of(PIECES))))));
  }

  private static PinnedFile plain(String name, String source, byte[] content) {
    return new PinnedFile(name, source, PinnedFile.Form.PLAIN, content.length, Hashes.of(content));
  }

  static Map<String, byte[]> goodEntries() {
    String decoy = Base64.getEncoder().encodeToString(new byte[3000]);
    String script =
        "const merges = \""
            + decoy
            + "\";\nconst words = \""
            + Base64.getEncoder().encodeToString(PIECES)
            + "\";\n";
    return Map.of(
        "package/dist/one.onnx",
        FIRST,
        "package/dist/two.onnx",
        SECOND,
        "package/words.js",
        script.getBytes(StandardCharsets.UTF_8),
        "package/index.js",
        "throw new Error('never run')".getBytes(StandardCharsets.UTF_8));
  }

  static Path archive(Path file, Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      byte[] header = new byte[512];
      byte[] name = entry.getKey().getBytes(StandardCharsets.UTF_8);
      System.arraycopy(name, 0, header, 0, name.length);
      byte[] size =
          String.format("%011o", entry.getValue().length).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(size, 0, header, 124, size.length);
      header[156] = '0';
      tar.write(header);
      tar.write(entry.getValue());
      tar.write(new byte[(512 - entry.getValue().length % 512) % 512]);
    }
    tar.write(new byte[1024]);
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      tar.writeTo(out);
    }
    return file;
  }

  /**
   * An npm that notes each call in {@code calls} beside it and then does what {@code body} says.
   */
  static Npm npm(Path folder, String body) throws IOException {
    Path script = folder.resolve("npm");
    Files.writeString(script, "#!/bin/sh\necho \"$@\" >> '" + calls(folder) + "'\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new Npm(List.of("/bin/sh", script.toString()), Duration.ofMinutes(1));
  }

  static Npm npmThatPacks(Path folder, Map<String, byte[]> entries) throws IOException {
    Path archive = archive(folder.resolve("some-models-1.0.0.tgz"), entries);
    return npm(folder, "cp '" + archive + "' .");
  }

  static Path calls(Path folder) {
    return folder.resolve("calls");
  }
}
