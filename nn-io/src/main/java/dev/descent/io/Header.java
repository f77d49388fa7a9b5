package dev.descent.io;

import dev.descent.io.spi.MalformedFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The header of a safetensors file.
///
/// @param length its number of bytes, without the eight in front of it
/// @param entries the tensors
/// @param metadata free text by name
record Header(long length, List<TensorEntry> entries, Map<String, String> metadata) {
  /// The longest header, in bytes.
  static final int MAX_LENGTH = 100_000_000;

  /// The bytes in front of the header, which hold its length.
  static final int PREFIX = 8;

  Header {
    List<TensorEntry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
    entries = List.copyOf(sorted);
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  /// Checks that each tensor is as long as its type and shape say, and that they cover the rest of
  /// the file: without a hole, an overlap or anything behind.
  Header requireCovers(Path path, long fileSize) throws MalformedFileException {
    long data = PREFIX + length;
    long end = 0;
    for (TensorEntry entry : entries) {
      if (entry.begin() != end || entry.end() < entry.begin()) {
        throw new MalformedFileException(
            path,
            entry.name(),
            data + Math.min(entry.begin(), Long.MAX_VALUE - data),
            "data_offsets must begin at %d, the end of the tensor before it, and not end before"
                .formatted(end),
            "[%d, %d]".formatted(entry.begin(), entry.end()));
      }
      requireSize(path, data, entry);
      end = entry.end();
    }
    if (end != fileSize - data) {
      throw new MalformedFileException(
          path,
          entries.isEmpty() ? null : entries.getLast().name(),
          data,
          "file must have %d bytes of data, which its tensors need".formatted(end),
          Long.toString(fileSize - data));
    }
    return this;
  }

  private static void requireSize(Path path, long data, TensorEntry entry)
      throws MalformedFileException {
    String needed;
    try {
      long bytes = entry.bytes();
      if (bytes == entry.end() - entry.begin()) {
        return;
      }
      needed = bytes + " bytes";
    } catch (ArithmeticException e) {
      needed = "a number of bytes that is whole and below 2^63";
    }
    throw new MalformedFileException(
        path,
        entry.name(),
        data + Math.min(entry.begin(), Long.MAX_VALUE - data),
        "%s %s must have %s".formatted(entry.type(), entry.shape(), needed),
        Long.toString(entry.end() - entry.begin()));
  }
}
