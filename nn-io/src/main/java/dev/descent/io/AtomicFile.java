package dev.descent.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;

/// Writes files that are there as a whole or not at all.
///
/// Everything goes to a new file beside the target, which is forced to the disk, renamed over the
/// target, and the directory is forced to the disk. Whatever fails, or kills the process, an
/// existing file stays as it was; a failure leaves nothing behind, a killed process at most a file
/// `.NAME.PID-N.tmp`.
public final class AtomicFile {
  private AtomicFile() {}

  /// Gives the content of a file.
  @FunctionalInterface
  public interface Content {
    /// Writes all of it.
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /// Writes a file.
  ///
  /// @throws IOException if it cannot be written; an existing file is as it was
  public static void write(Path path, byte[] content) throws IOException {
    write(path, channel -> writeAll(channel, ByteBuffer.wrap(content)));
  }

  /// Writes a file.
  ///
  /// @throws IOException if it cannot be written or the content fails; an existing file is as it
  ///   was
  public static void write(Path path, Content content) throws IOException {
    Path target = path.toAbsolutePath();
    Path directory = target.getParent();
    if (directory == null || Files.isDirectory(target)) {
      throw new IOException(path + " must be the name of a file, was a directory");
    }
    if (!Files.isDirectory(directory)) {
      throw new IOException(
          "%s cannot be written: its folder %s must exist, create it first"
              .formatted(path, directory));
    }
    Path temporary = create(target);
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (Throwable e) {
      deleteQuietly(temporary, e);
      throw e;
    }
    force(directory);
  }

  /// Writes all of a buffer.
  static void writeAll(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      int _ = channel.write(buffer);
    }
  }

  private static Path create(Path target) throws IOException {
    String prefix = "." + target.getFileName() + "." + ProcessHandle.current().pid() + "-";
    for (int number = 0; ; number++) {
      try {
        return Files.createFile(target.resolveSibling(prefix + number + ".tmp"));
      } catch (FileAlreadyExistsException e) {
        if (number == 9999) {
          throw e;
        }
      }
    }
  }

  private static void deleteQuietly(Path temporary, Throwable reason) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException e) {
      reason.addSuppressed(e);
    }
  }

  private static void force(Path directory) throws IOException {
    if (System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows")) {
      return; // Windows opens no directory; NTFS writes renames to its journal
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
