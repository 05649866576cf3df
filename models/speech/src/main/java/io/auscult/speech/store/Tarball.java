package io.auscult.speech.store;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;

/**
 * Takes single files out of an npm package. Only entries asked for by their exact name are written,
 * to places that the caller names, and no more bytes than the caller allows: nothing that stands in
 * the archive chooses a path.
 */
final class Tarball {
  private static final int BLOCK = 512;
  private static final String TOP = "package/";

  private Tarball() {}

  /** The archive itself is at fault, not the disk. */
  static final class Malformed extends IOException {
    private static final long serialVersionUID = 1L;

    Malformed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** Where an entry goes and how large it may be. */
  record Target(Path file, long mostBytes) {}

  /**
   * Writes the wanted entries.
   *
   * @param wanted by path below {@code package/}
   * @return the names that the archive did not hold
   * @throws Malformed if the archive is not a readable one or an entry is too large
   * @throws IOException if the archive ends early or the disk refuses
   */
  static Set<String> extract(Path tgz, Map<String, Target> wanted) throws IOException {
    Set<String> missing = new HashSet<>(wanted.keySet());
    try (InputStream in =
        new BufferedInputStream(new GZIPInputStream(Files.newInputStream(tgz), 1 << 16), 1 << 16)) {
      byte[] header = new byte[BLOCK];
      while (!missing.isEmpty() && in.readNBytes(header, 0, BLOCK) == BLOCK && header[0] != 0) {
        long size = size(header);
        String name = name(header);
        String entry = name.startsWith(TOP) ? name.substring(TOP.length()) : "";
        boolean plain = header[156] == '0' || header[156] == 0;
        if (plain && missing.contains(entry)) {
          Target target = wanted.get(entry);
          if (size > target.mostBytes()) {
            throw new Malformed(
                entry + " has " + size + " bytes, more than " + target.mostBytes(), null);
          }
          copy(in, target.file(), size);
          missing.remove(entry);
        } else {
          in.skipNBytes(size);
        }
        in.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
      }
    }
    return missing;
  }

  private static void copy(InputStream in, Path file, long size) throws IOException {
    byte[] block = new byte[1 << 16];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long left = size; left > 0; ) {
        int read = in.read(block, 0, (int) Math.min(block.length, left));
        if (read < 0) {
          throw new EOFException("The archive ends inside an entry");
        }
        out.write(block, 0, read);
        left -= read;
      }
    }
  }

  private static String name(byte[] header) {
    String prefix = text(header, 345, 155);
    String name = text(header, 0, 100);
    return prefix.isEmpty() ? name : prefix + "/" + name;
  }

  private static long size(byte[] header) throws IOException {
    String octal = text(header, 124, 12).strip();
    try {
      long size = octal.isEmpty() ? 0 : Long.parseLong(octal, 8);
      if (size >= 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw new Malformed("not a tar archive", e);
    }
    throw new Malformed("not a tar archive", null);
  }

  private static String text(byte[] header, int from, int most) {
    int length = 0;
    while (length < most && header[from + length] != 0) {
      length++;
    }
    return new String(header, from, length, StandardCharsets.UTF_8);
  }
}
