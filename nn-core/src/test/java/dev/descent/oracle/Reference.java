package dev.descent.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.descent.tensor.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/// Values that other implementations computed in `double`: JSON, and tensors in safetensors files.
public final class Reference {
  /// Numbers with a shape.
  ///
  /// @param shape the shape
  /// @param values the numbers, row-major, integers too
  @SuppressWarnings("ArrayRecordComponent") // a carrier that nobody compares
  public record Numbers(Shape shape, double[] values) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private Reference() {}

  /// Returns a JSON file below the folder of references.
  public static JsonNode json(String path) {
    try {
      return JSON.readTree(bytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Returns the tensors of a safetensors file below the folder of references.
  public static Map<String, Numbers> tensors(String path) {
    ByteBuffer file = ByteBuffer.wrap(bytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[Math.toIntExact(file.getLong())];
    file.get(header);
    int data = file.position();
    Map<String, Numbers> tensors = new LinkedHashMap<>();
    try {
      JsonNode entries = JSON.readTree(header);
      for (Map.Entry<String, JsonNode> entry : entries.properties()) {
        if (!entry.getKey().equals("__metadata__")) {
          tensors.put(entry.getKey(), numbers(entry.getValue(), file, data));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return tensors;
  }

  private static Numbers numbers(JsonNode entry, ByteBuffer file, int data) {
    Shape shape = shape(entry.get("shape"));
    int from = data + entry.get("data_offsets").get(0).intValue();
    boolean floats = entry.get("dtype").textValue().equals("F64");
    double[] values = new double[shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = floats ? file.getDouble(from + 8 * i) : file.getLong(from + 8 * i);
    }
    return new Numbers(shape, values);
  }

  /// Returns the shape that a JSON array gives.
  public static Shape shape(JsonNode extents) {
    int[] all = new int[extents.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = extents.get(i).intValue();
    }
    return Shape.of(all);
  }

  /// Returns the numbers of a JSON array; strings stand for NaN and infinities.
  public static double[] values(JsonNode array) {
    double[] all = new double[array.size()];
    for (int i = 0; i < all.length; i++) {
      JsonNode entry = array.get(i);
      all[i] = entry.isTextual() ? Double.parseDouble(entry.textValue()) : entry.doubleValue();
    }
    return all;
  }

  private static byte[] bytes(String path) {
    try (InputStream in = Reference.class.getResourceAsStream("/reference/" + path)) {
      return Objects.requireNonNull(in, path).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
