package dev.descent.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The Java sources of all modules.
final class Sources {
  private static final Path ROOT = root(Path.of("").toAbsolutePath());

  private Sources() {}

  /// Returns what ships.
  static List<Path> main() {
    return below("src/main/java");
  }

  /// Returns the tests, this package left out: it names what it forbids.
  static List<Path> tests() {
    return below("src/test/java").stream()
        .filter(file -> !file.toString().contains("/dev/descent/architecture/"))
        .toList();
  }

  static Path relative(Path file) {
    return ROOT.relativize(file);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> below(String folder) {
    try (Stream<Path> files = Files.find(ROOT, 16, (file, attributes) -> isSource(file, folder))) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isSource(Path file, String folder) {
    String name = file.toString();
    return name.endsWith(".java")
        && name.contains("/" + folder + "/")
        && !name.contains("/target/");
  }

  private static Path root(Path folder) {
    Path parent = folder.getParent();
    return Files.isDirectory(folder.resolve(".mvn")) || parent == null ? folder : root(parent);
  }
}
