package dev.descent.io.spi;

import dev.descent.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// A file format for named tensors. Providers are found by [java.util.ServiceLoader].
public interface WeightFormat {
  /// What a file holds.
  ///
  /// @param tensors the tensors by name
  /// @param metadata free text by name
  record Contents(Map<String, Tensor> tensors, Map<String, String> metadata) {
    /// Keeps copies of the maps, in their order.
    public Contents {
      tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
      metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }
  }

  /// Returns the name of the format, in lower-case ASCII.
  String name();

  /// Returns the ending of its files' names, without the dot.
  String extension();

  /// Reads a whole file.
  ///
  /// @throws MalformedFileException if the file is not of this format, or holds types that a
  ///   [Tensor] cannot
  /// @throws IOException if it cannot be read
  Contents read(Path path) throws IOException;

  /// Writes a whole file. The same contents give the same bytes; an existing file survives every
  /// failure.
  ///
  /// @throws IOException if it cannot be written
  void write(Path path, Contents contents) throws IOException;
}
