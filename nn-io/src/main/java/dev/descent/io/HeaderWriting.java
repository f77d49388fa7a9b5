package dev.descent.io;

import dev.descent.tensor.DType;
import dev.descent.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Writes the JSON of a safetensors header, byte for byte as the reference implementation does: no
/// white space, metadata first (the reference leaves their order to chance, here they are sorted),
/// then the tensors in the order of their data, spaces up to a multiple of eight.
final class HeaderWriting {
  private final StringBuilder json = new StringBuilder("{");

  private HeaderWriting() {}

  /// Returns the header with its length in front.
  ///
  /// @param tensors the tensors in the order of their data
  /// @param metadata free text by name, in order
  static ByteBuffer write(List<Map.Entry<String, Tensor>> tensors, Map<String, String> metadata) {
    HeaderWriting writing = new HeaderWriting();
    if (!metadata.isEmpty()) {
      writing.metadata(metadata);
    }
    long offset = 0;
    for (Map.Entry<String, Tensor> entry : tensors) {
      offset = writing.entry(entry.getKey(), entry.getValue(), offset);
    }
    writing.json.append('}');
    byte[] bytes = utf8(writing.json.toString());
    int length = (bytes.length + 7) / 8 * 8;
    if (length > Header.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a safetensors header must have at most %d bytes, was %d"
              .formatted(Header.MAX_LENGTH, length));
    }
    byte[] padded = Arrays.copyOf(bytes, length);
    Arrays.fill(padded, bytes.length, length, (byte) ' ');
    return ByteBuffer.allocate(Header.PREFIX + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(length)
        .put(padded)
        .flip();
  }

  /// Returns a text as UTF-8.
  ///
  /// @throws IllegalArgumentException if it has a lone surrogate
  static byte[] utf8(String text) {
    try {
      ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "names and metadata must be Unicode text, had a lone surrogate: " + text, e);
    }
  }

  private void metadata(Map<String, String> metadata) {
    string(HeaderReading.METADATA);
    json.append(":{");
    String separator = "";
    for (Map.Entry<String, String> entry : metadata.entrySet()) {
      json.append(separator);
      string(entry.getKey());
      json.append(':');
      string(entry.getValue());
      separator = ",";
    }
    json.append('}');
  }

  private long entry(String name, Tensor tensor, long offset) {
    long end = offset + 4L * tensor.shape().size();
    if (json.length() > 1) {
      json.append(',');
    }
    string(name);
    json.append(":{\"dtype\":\"").append(tensor.dtype() == DType.F32 ? "F32" : "I32");
    json.append("\",\"shape\":[");
    for (int axis = 0; axis < tensor.shape().rank(); axis++) {
      json.append(axis == 0 ? "" : ",").append(tensor.shape().at(axis));
    }
    json.append("],\"data_offsets\":[").append(offset).append(',').append(end).append("]}");
    return end;
  }

  private void string(String text) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\b' -> json.append("\\b");
        case '\f' -> json.append("\\f");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    json.append('"');
  }
}
