package dev.descent.data;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Reads one IDX file.
final class IdxReading {
  private static final int CHUNK = 1 << 16;

  private final String name;
  private final InputStream in;
  private long offset;

  IdxReading(String name, InputStream in) {
    this.name = name;
    this.in = in;
  }

  Tensor read() throws IOException {
    byte[] magic = bytes(4, "a magic number of 4 bytes");
    int width = magic[0] == 0 && magic[1] == 0 ? width(magic[2]) : 0;
    if (width == 0) {
      throw new MalformedDataException(
          "%s, byte 0: must begin with 0 0 and a type (8 9 B C D E), was %02x %02x %02x"
              .formatted(name, magic[0], magic[1], magic[2]));
    }
    int[] extents = new int[magic[3] & 0xFF];
    long count = 1;
    for (int axis = 0; axis < extents.length; axis++) {
      extents[axis] = ByteBuffer.wrap(bytes(4, "the extent of axis " + axis)).getInt();
      count = extents[axis] < 0 ? -1 : count < 0 ? count : count * extents[axis];
      if (count < 0 || count > Integer.MAX_VALUE - 8) {
        throw new MalformedDataException(
            "%s, byte %d: must have extents >= 0 and at most %d numbers, was %s"
                .formatted(name, offset - 4, Integer.MAX_VALUE - 8, Arrays.toString(extents)));
      }
    }
    Shape shape = Shape.of(extents);
    Tensor tensor =
        magic[2] >= 0x0D
            ? Tensor.view(shape, floats((int) count, magic[2], width), 0)
            : Tensor.view(shape, ints((int) count, magic[2], width), 0);
    if (in.read() >= 0) {
      throw new MalformedDataException(
          "%s, byte %d: must end after %s, had more bytes".formatted(name, offset, shape));
    }
    return tensor;
  }

  private static int width(int type) {
    return switch (type) {
      case 0x08, 0x09 -> 1;
      case 0x0B -> 2;
      case 0x0C, 0x0D -> 4;
      case 0x0E -> 8;
      default -> 0;
    };
  }

  private int[] ints(int count, int type, int width) throws IOException {
    int[] values = new int[Math.min(count, CHUNK)];
    for (int from = 0, n; from < count; from += n) {
      n = Math.min(CHUNK, count - from);
      ByteBuffer bytes = ByteBuffer.wrap(bytes(n * width, count + " numbers"));
      if (from + n > values.length) {
        values = Arrays.copyOf(values, grown(values.length, count));
      }
      for (int i = 0; i < n; i++) {
        values[from + i] =
            switch (type) {
              case 0x08 -> bytes.get() & 0xFF;
              case 0x09 -> bytes.get();
              case 0x0B -> bytes.getShort();
              default -> bytes.getInt();
            };
      }
    }
    return values;
  }

  private float[] floats(int count, int type, int width) throws IOException {
    float[] values = new float[Math.min(count, CHUNK)];
    for (int from = 0, n; from < count; from += n) {
      n = Math.min(CHUNK, count - from);
      ByteBuffer bytes = ByteBuffer.wrap(bytes(n * width, count + " numbers"));
      if (from + n > values.length) {
        values = Arrays.copyOf(values, grown(values.length, count));
      }
      for (int i = 0; i < n; i++) {
        values[from + i] = type == 0x0D ? bytes.getFloat() : (float) bytes.getDouble();
      }
    }
    return values;
  }

  /// Returns twice the length, but not more than needed in the end.
  private static int grown(int length, int count) {
    return (int) Math.min(2L * length, count);
  }

  private byte[] bytes(int count, String what) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new MalformedDataException(
          "%s, byte %d: must have %s, ended after %d of %d bytes"
              .formatted(name, offset, what, bytes.length, count));
    }
    offset += count;
    return bytes;
  }
}
