package dev.descent.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/// Files for the tests.
final class SafetensorsFiles {
  private SafetensorsFiles() {}

  /// Returns a copy of a resource of this package.
  static Path resource(Path folder, String name) throws IOException {
    try (InputStream in = SafetensorsFiles.class.getResourceAsStream(name)) {
      return Files.write(folder.resolve(name), Objects.requireNonNull(in).readAllBytes());
    }
  }

  /// Returns a file with the given header and so many bytes of data, 1 2 3 …
  static Path file(Path folder, String header, int data) throws IOException {
    return Files.write(folder.resolve("f.safetensors"), bytes(header, data));
  }

  static byte[] bytes(String header, int data) {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer buffer = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(json.length).put(json);
    for (int i = 1; i <= data; i++) {
      buffer.put((byte) i);
    }
    return buffer.array();
  }

  /// Returns an entry of a header.
  static String entry(String name, String type, String shape, long begin, long end) {
    return "\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
        .formatted(name, type, shape, begin, end);
  }
}
