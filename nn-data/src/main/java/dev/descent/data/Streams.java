package dev.descent.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/// Streams that may be gzipped.
final class Streams {
  private Streams() {}

  /// Opens a file.
  ///
  /// @throws NoSuchFileException if there is none; the message has what was asked for and where
  /// @throws FileSystemException if it is a directory
  static InputStream open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new FileSystemException(
          file.toString(), null, "must be a file to read, was a directory: give a file in it");
    }
    try {
      return Files.newInputStream(file);
    } catch (NoSuchFileException e) {
      String why =
          "must be a file to read, was not found: check the name, relative ones begin at %s"
              .formatted(Path.of("").toAbsolutePath());
      throw (NoSuchFileException) new NoSuchFileException(file.toString(), null, why).initCause(e);
    }
  }

  /// Returns the stream's content, inflated if it begins like a gzip file.
  static InputStream inflated(InputStream in) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(in);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1F && buffered.read() == 0x8B;
    buffered.reset();
    return gzip ? new BufferedInputStream(new GZIPInputStream(buffered)) : buffered;
  }
}
