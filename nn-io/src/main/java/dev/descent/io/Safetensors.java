package dev.descent.io;

import dev.descent.io.spi.MalformedFileException;
import dev.descent.io.spi.WeightFormat;
import dev.descent.tensor.DType;
import dev.descent.tensor.Tensor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The safetensors format: a JSON header with names, types, shapes and offsets, then the numbers.
/// It holds nothing that could be run, and what Python's `safetensors` writes is read here and the
/// other way round.
///
/// ```
/// 8 bytes   length N of the header, little-endian
/// N bytes   {"__metadata__":{…},"0.weight":{"dtype":"F32","shape":[64,10],"data_offsets":[0,2560]},…}
/// the rest  the tensors, row-major, little-endian, one behind the other
/// ```
///
/// **Writing** is a function of the contents: the same tensors and metadata, in whatever order,
/// give the same bytes, which are those of the reference implementation (F32 before I32, then by
/// name; metadata by name). See [AtomicFile] for failures. **Reading** refuses whatever the
/// specification forbids, with a [MalformedFileException]; [SafetensorsFile] reads single tensors
/// and converts types.
///
/// @see <a href="https://github.com/huggingface/safetensors">The specification</a>
public final class Safetensors implements WeightFormat {
  private static final int CHUNK = 1 << 18;

  /// Makes the format; it has no state.
  public Safetensors() {}

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public String extension() {
    return "safetensors";
  }

  @Override
  public Contents read(Path path) throws IOException {
    return read(path, false);
  }

  /// Reads a whole file, with types that are not F32 or I32 converted as
  /// [SafetensorsFile#converted] does.
  ///
  /// @throws MalformedFileException if the file is not of this format, or a type or value does not
  ///   fit
  /// @throws IOException if it cannot be read
  public Contents readConverted(Path path) throws IOException {
    return read(path, true);
  }

  /// Writes a whole file.
  ///
  /// @throws IllegalArgumentException if a tensor is called `__metadata__`, or the header would be
  ///   too long
  /// @throws IOException if it cannot be written
  @Override
  public void write(Path path, Contents contents) throws IOException {
    if (contents.tensors().containsKey(HeaderReading.METADATA)) {
      throw new IllegalArgumentException(
          "a tensor must not be called __metadata__, nobody could read it");
    }
    List<Map.Entry<String, Tensor>> tensors = new ArrayList<>(contents.tensors().entrySet());
    Comparator<String> byBytes = Comparator.comparing(HeaderWriting::utf8, Arrays::compareUnsigned);
    tensors.sort(
        Comparator.comparing((Map.Entry<String, Tensor> entry) -> entry.getValue().dtype())
            .thenComparing(Map.Entry::getKey, byBytes));
    TreeMap<String, String> metadata = new TreeMap<>(byBytes);
    metadata.putAll(contents.metadata());
    ByteBuffer header = HeaderWriting.write(tensors, metadata);
    AtomicFile.write(
        path,
        channel -> {
          AtomicFile.writeAll(channel, header.duplicate());
          ByteBuffer buffer = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
          for (Map.Entry<String, Tensor> tensor : tensors) {
            write(channel, buffer, tensor.getValue());
          }
        });
  }

  private static Contents read(Path path, boolean converted) throws IOException {
    try (SafetensorsFile file = SafetensorsFile.open(path)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (String name : file.entries().keySet()) {
        tensors.put(name, converted ? file.converted(name) : file.tensor(name));
      }
      return new Contents(tensors, file.metadata());
    }
  }

  private static void write(WritableByteChannel channel, ByteBuffer buffer, Tensor tensor)
      throws IOException {
    int size = tensor.shape().size();
    for (int from = 0, n; from < size; from += n) {
      n = Math.min(CHUNK / 4, size - from);
      buffer.clear().limit(4 * n);
      if (tensor.dtype() == DType.F32) {
        buffer.asFloatBuffer().put(tensor.floats(), tensor.offset() + from, n);
      } else {
        buffer.asIntBuffer().put(tensor.ints(), tensor.offset() + from, n);
      }
      AtomicFile.writeAll(channel, buffer);
    }
  }
}
