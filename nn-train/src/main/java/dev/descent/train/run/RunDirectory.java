package dev.descent.train.run;

import dev.descent.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.stream.Stream;

/// The folder of one run. Each file appears whole or not at all, see [AtomicFile].
public final class RunDirectory {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private final Path path;
  private final boolean made;

  private RunDirectory(Path path, boolean made) {
    this.path = path;
    this.made = made;
  }

  /// Opens a folder for a run, and makes it if there is none. That it can be written to is tried at
  /// once, before hours of training.
  ///
  /// @param path the folder
  /// @param overwrite whether files of an earlier run may be replaced; other files in the folder
  ///   stay
  /// @throws RunExistsException if there is something in it and `overwrite` is not set
  /// @throws IOException if it cannot be made or written to
  public static RunDirectory open(Path path, boolean overwrite) throws IOException {
    boolean made = !Files.exists(path);
    try {
      Files.createDirectories(path);
      if (!overwrite && !isEmpty(path)) {
        throw new RunExistsException(path);
      }
      Files.delete(Files.createTempFile(path, ".write", ".tmp"));
    } catch (FileSystemException e) {
      throw new IOException(
          "run directory %s must be a folder that can be written to, was %s"
              .formatted(path, reason(e)),
          e);
    }
    return new RunDirectory(path, made);
  }

  /// Makes a new folder `parent/name-DATE-TIME`, with a number behind it if there is one of that
  /// name already.
  ///
  /// @throws IOException if it cannot be made or written to
  public static RunDirectory fresh(Path parent, String name, LocalDateTime now) throws IOException {
    try {
      Files.createDirectories(parent);
    } catch (FileSystemException e) {
      throw new IOException(
          "run directory %s must be a folder that can be written to, was %s"
              .formatted(parent, reason(e)),
          e);
    }
    String stamped = name + "-" + STAMP.format(now);
    for (int number = 1; ; number++) {
      Path path = parent.resolve(number == 1 ? stamped : stamped + "-" + number);
      try {
        Files.createDirectory(path);
      } catch (FileAlreadyExistsException e) {
        continue;
      } catch (FileSystemException e) {
        throw new IOException(
            "run directory %s must be a folder that can be written to, was %s"
                .formatted(path, reason(e)),
            e);
      }
      return new RunDirectory(path, true);
    }
  }

  /// Returns the folder.
  public Path path() {
    return path;
  }

  /// Returns the path of a file in the folder.
  public Path file(String name) {
    return path.resolve(name);
  }

  /// Writes a text file in UTF-8.
  public void write(String name, String text) throws IOException {
    write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /// Writes a file.
  public void write(String name, byte[] bytes) throws IOException {
    AtomicFile.write(file(name), bytes);
  }

  /// Removes the folder if this run made it and nothing was written.
  public void discardIfEmpty() throws IOException {
    if (made && isEmpty(path)) {
      Files.delete(path);
    }
  }

  private static boolean isEmpty(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.findAny().isEmpty();
    }
  }

  private static String reason(FileSystemException e) {
    if (e instanceof AccessDeniedException) {
      return "refused: access denied to " + e.getFile();
    }
    if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return e.getFile() + ", which is a file";
    }
    String reason = e.getReason();
    return reason == null ? e.toString() : "refused: " + reason;
  }
}
