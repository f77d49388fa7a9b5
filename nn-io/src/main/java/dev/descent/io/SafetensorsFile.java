package dev.descent.io;

import dev.descent.io.spi.MalformedFileException;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An open safetensors file: what it holds is known, tensors are read one by one as they are asked
/// for.
///
/// The header is checked in full before anything is believed: size, limit, UTF-8, JSON, types,
/// shapes, and that the tensors cover the file without hole or overlap. A file that is being
/// replaced meanwhile stays readable as it was. For one thread.
public final class SafetensorsFile implements Closeable {
  private final Path path;
  private final FileChannel channel;
  private final Header header;
  private final Map<String, TensorEntry> entries;

  private SafetensorsFile(Path path, FileChannel channel, Header header) {
    this.path = path;
    this.channel = channel;
    this.header = header;
    Map<String, TensorEntry> byName = new LinkedHashMap<>();
    header.entries().forEach(entry -> byName.put(entry.name(), entry));
    this.entries = Collections.unmodifiableMap(byName);
  }

  /// Opens a file and checks its header.
  ///
  /// @throws MalformedFileException if it is not as the specification demands
  /// @throws IOException if it cannot be read
  public static SafetensorsFile open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      return new SafetensorsFile(path, channel, header(path, channel));
    } catch (Throwable e) {
      channel.close();
      throw e;
    }
  }

  /// Returns the tensors by name, in the order of their data.
  public Map<String, TensorEntry> entries() {
    return entries;
  }

  /// Returns free text by name.
  public Map<String, String> metadata() {
    return header.metadata();
  }

  /// Reads a tensor of F32 or I32.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  /// @throws MalformedFileException if its elements are of another type, or more than an array
  ///   holds
  /// @throws IOException if it cannot be read
  public Tensor tensor(String name) throws IOException {
    TensorEntry entry = entry(name);
    if (entry.type() != ElementType.F32 && entry.type() != ElementType.I32) {
      throw new MalformedFileException(
          path,
          name,
          position(entry),
          "elements must be F32 or I32, unless a conversion is asked for",
          entry.type().toString());
    }
    return read(entry);
  }

  /// Reads a tensor of any type that fits into F32 or I32.
  ///
  /// F64 is rounded to F32; F16 and BF16 are widened to F32. BOOL, U8, I8, I16, U16 become I32; so
  /// do U32 and I64, if every value fits.
  ///
  /// @throws IllegalArgumentException if there is none of that name
  /// @throws MalformedFileException if the type or a value does not fit, or there are more than an
  ///   array holds
  /// @throws IOException if it cannot be read
  public Tensor converted(String name) throws IOException {
    return read(entry(name));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private TensorEntry entry(String name) {
    TensorEntry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "no tensor '%s' in %s; found %s".formatted(name, path, entries.keySet()));
    }
    return entry;
  }

  private Tensor read(TensorEntry entry) throws IOException {
    if (entry.elements() > Integer.MAX_VALUE - 8
        || entry.shape().stream().anyMatch(e -> e > Integer.MAX_VALUE)) {
      throw new MalformedFileException(
          path,
          entry.name(),
          position(entry),
          "tensor must have at most %d elements to be read".formatted(Integer.MAX_VALUE - 8),
          entry.shape().toString());
    }
    Shape shape = Shape.of(entry.shape().stream().mapToInt(Long::intValue).toArray());
    Elements elements = new Elements(path, entry, position(entry));
    ByteBuffer buffer = Elements.buffer(entry.end() - entry.begin());
    long position = position(entry);
    for (long at = entry.begin(); at < entry.end(); at += buffer.limit()) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), entry.end() - at));
      fill(path, entry.name(), channel, buffer, position + (at - entry.begin()));
      elements.add(buffer.flip());
    }
    return elements.tensor(shape);
  }

  private long position(TensorEntry entry) {
    return Header.PREFIX + header.length() + entry.begin();
  }

  private static Header header(Path path, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Header.PREFIX) {
      throw new MalformedFileException(
          path, null, 0, "file must have 8 bytes for the length of its header", size + " bytes");
    }
    ByteBuffer prefix = ByteBuffer.allocate(Header.PREFIX).order(ByteOrder.LITTLE_ENDIAN);
    fill(path, null, channel, prefix, 0);
    long length = prefix.getLong(0);
    if (length < 0 || length > Header.MAX_LENGTH || length > size - Header.PREFIX) {
      throw new MalformedFileException(
          path,
          null,
          0,
          "header must have at most %d bytes and lie within the %d bytes of the file"
              .formatted(Header.MAX_LENGTH, size),
          Long.toUnsignedString(length)
              + (length < 0 || length > Header.MAX_LENGTH
                  ? ": this is no safetensors file"
                  : ": this is no safetensors file, or not all of one"));
    }
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    fill(path, null, channel, bytes, Header.PREFIX);
    return HeaderReading.read(path, bytes.array()).requireCovers(path, size);
  }

  private static void fill(
      Path path, @Nullable String tensor, FileChannel channel, ByteBuffer buffer, long position)
      throws IOException {
    while (buffer.hasRemaining()) {
      int read = channel.read(buffer, position + buffer.position());
      if (read < 0) {
        throw new MalformedFileException(
            path,
            tensor,
            position + buffer.position(),
            "file must have %d bytes, and not shrink while it is read"
                .formatted(position + buffer.limit()),
            channel.size() + " bytes");
      }
    }
  }
}
