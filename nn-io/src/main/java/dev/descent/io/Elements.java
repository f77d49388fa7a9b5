package dev.descent.io;

import dev.descent.io.spi.MalformedFileException;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/// Collects the elements of a tensor from chunks of its bytes.
final class Elements {
  private static final int CHUNK = 1 << 18;

  private final Path path;
  private final TensorEntry entry;
  private final long position;
  private final float[] floats;
  private final int[] ints;
  private int next;

  Elements(Path path, TensorEntry entry, long position) throws MalformedFileException {
    this.path = path;
    this.entry = entry;
    this.position = position;
    int count = (int) entry.elements();
    boolean floating =
        switch (entry.type()) {
          case F32, F64, F16, BF16 -> true;
          case BOOL, U8, I8, I16, U16, I32, U32, I64 -> false;
          default ->
              throw new MalformedFileException(
                  path,
                  entry.name(),
                  position,
                  "elements must fit into F32 or I32",
                  entry.type().toString());
        };
    this.floats = new float[floating ? count : 0];
    this.ints = new int[floating ? 0 : count];
  }

  /// Returns a buffer for chunks, no larger than needed.
  static ByteBuffer buffer(long bytes) {
    return ByteBuffer.allocate((int) Math.min(bytes, CHUNK)).order(ByteOrder.LITTLE_ENDIAN);
  }

  void add(ByteBuffer chunk) throws MalformedFileException {
    int n = chunk.remaining() * 8 / entry.type().bits();
    switch (entry.type()) {
      case F32 -> chunk.asFloatBuffer().get(floats, next, n);
      case I32 -> chunk.asIntBuffer().get(ints, next, n);
      case F64, F16, BF16 -> {
        for (int i = 0; i < n; i++) {
          floats[next + i] = floating(chunk);
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          ints[next + i] = integer(chunk, next + i);
        }
      }
    }
    next += n;
  }

  Tensor tensor(Shape shape) {
    return entry.type().name().startsWith("F") || entry.type() == ElementType.BF16
        ? Tensor.view(shape, floats, 0)
        : Tensor.view(shape, ints, 0);
  }

  private float floating(ByteBuffer chunk) {
    return switch (entry.type()) {
      case F64 -> (float) chunk.getDouble();
      case F16 -> Float.float16ToFloat(chunk.getShort());
      default -> Float.intBitsToFloat(chunk.getShort() << 16);
    };
  }

  private int integer(ByteBuffer chunk, int index) throws MalformedFileException {
    long value =
        switch (entry.type()) {
          case BOOL, U8 -> chunk.get() & 0xFF;
          case I8 -> chunk.get();
          case I16 -> chunk.getShort();
          case U16 -> chunk.getShort() & 0xFFFF;
          case U32 -> chunk.getInt() & 0xFFFFFFFFL;
          default -> chunk.getLong();
        };
    if (value != (int) value || (entry.type() == ElementType.BOOL && value > 1)) {
      throw new MalformedFileException(
          path,
          entry.name(),
          position + (long) index * entry.type().bits() / 8,
          entry.type() == ElementType.BOOL ? "BOOL must be 0 or 1" : "integer must fit into I32",
          Long.toString(value));
    }
    return (int) value;
  }
}
