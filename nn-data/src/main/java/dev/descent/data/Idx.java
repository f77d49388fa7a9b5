package dev.descent.data;

import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Tensor;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipException;

/// Reads IDX files, gzipped or not: the format of MNIST and its relatives.
///
/// ```
/// 0 0  type  rank  extent…  values        big-endian; type 8 U8, 9 I8, B I16, C I32, D F32, E F64
/// ```
///
/// The file has to end where its header says. Nothing is allocated because a header says so, only
/// as data arrive.
public final class Idx {
  private Idx() {}

  /// Reads a file: whole numbers as I32, the others as F32 (F64 rounded).
  ///
  /// @throws MalformedDataException if it is not an IDX file, or has more numbers than an array
  /// @throws IOException if there is no such file, or it cannot be read
  public static Tensor read(Path file) throws IOException {
    try (InputStream in = Streams.open(file)) {
      return read(Objects.toString(file.getFileName(), file.toString()), in);
    }
  }

  /// Reads a stream to its end, as [#read(Path)] does. It is not closed.
  ///
  /// @param name what error messages call it
  /// @param in the stream
  /// @throws MalformedDataException if it is not an IDX file, or has more numbers than an array
  /// @throws IOException if it cannot be read
  public static Tensor read(String name, InputStream in) throws IOException {
    try {
      return new IdxReading(name, Streams.inflated(in)).read();
    } catch (ZipException | EOFException e) {
      throw new MalformedDataException(name + ": must be a whole gzip file: " + e.getMessage(), e);
    }
  }

  /// Reads images and their labels: "input" `F32[records, …]` with the numbers of the file (0 to
  /// 255 for images), and "target".
  ///
  /// @param name the name of the dataset
  /// @param images the file of the images
  /// @param labels the file of the labels
  /// @param classNames the names of the labels
  /// @throws MalformedDataException if one of them is not an IDX file
  /// @throws IllegalArgumentException if they do not fit each other, or a label is out of range
  /// @throws IOException if one of them cannot be read
  public static Dataset dataset(String name, Path images, Path labels, List<String> classNames)
      throws IOException {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    fields.put(Batch.INPUT, floats(read(images)));
    fields.put(Batch.TARGET, read(labels));
    return new Dataset(name, fields, List.of(), classNames, false);
  }

  private static Tensor floats(Tensor tensor) {
    if (tensor.dtype() == DType.F32) {
      return tensor;
    }
    float[] values = new float[tensor.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.ints()[tensor.offset() + i];
    }
    return Tensor.view(tensor.shape(), values, 0);
  }
}
