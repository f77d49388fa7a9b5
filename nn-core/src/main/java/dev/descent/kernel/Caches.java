package dev.descent.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the processor's caches hold, for the sizes of blocks. It never shows in the bits.
final class Caches {
  private static final int KIB = 1024;

  /// Where Linux describes the caches of the first processor, each in a folder: `index0`, ...
  private static final Path FOLDER = Path.of("/sys/devices/system/cpu/cpu0/cache");

  private static final int FOLDERS = 5;

  /// Looked up once: it decides about every product of few rows.
  private static final long SECOND = second(FOLDER);

  private Caches() {}

  /// Returns the bytes of the first cache of a core for data; 32 KiB where the system does not say.
  static long first() {
    return first(FOLDER);
  }

  /// Returns the same by what a folder says.
  static long first(Path folder) {
    return size(folder, "1", 32L * KIB);
  }

  /// Returns the bytes of the second cache of a core; 512 KiB where the system does not say.
  static long second() {
    return SECOND;
  }

  /// Returns the same by what a folder says.
  static long second(Path folder) {
    return size(folder, "2", 512L * KIB);
  }

  private static long size(Path folder, String level, long unknown) {
    for (int i = 0; i < FOLDERS; i++) {
      Path cache = folder.resolve("index" + i);
      long size = bytes(read(cache.resolve("size")));
      boolean data = !read(cache.resolve("type")).equals("Instruction");
      if (size > 0 && data && read(cache.resolve("level")).equals(level)) {
        return size;
      }
    }
    return unknown;
  }

  /// Returns the bytes that a text such as `2048K` or `1M` means, 0 if it is none.
  static long bytes(String text) {
    String number = text.replaceFirst("[KM]$", "");
    if (!number.matches("\\d{1,9}")) {
      return 0;
    }
    long unit = text.length() == number.length() ? 1 : text.endsWith("K") ? KIB : (long) KIB * KIB;
    return Long.parseLong(number) * unit;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException | SecurityException e) {
      return "";
    }
  }
}
