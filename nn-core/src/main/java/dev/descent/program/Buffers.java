package dev.descent.program;

import dev.descent.tensor.DType;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The few buffers that values share one after the other.
///
/// A value takes the smallest free buffer that holds it, else the largest free one, which grows.
final class Buffers {
  private static final class Buffer {
    final boolean floats;
    final int index; // among those of its kind
    int size;
    int freeAfter;

    Buffer(boolean floats, int index) {
      this.floats = floats;
      this.index = index;
    }
  }

  private final List<Buffer> buffers = new ArrayList<>();

  /// Returns a place in a buffer that no other value uses.
  Place reserve(boolean floats, int size) {
    return take(add(floats), size, Integer.MAX_VALUE);
  }

  /// Returns a place in a buffer that is free from a position on, or in a new one.
  Place place(boolean floats, int size, int position, int lastUse) {
    Buffer buffer = free(floats, size, position);
    return take(buffer == null ? add(floats) : buffer, size, lastUse);
  }

  /// Returns the place of an operand that nothing reads after a position, to be written over; null
  /// if there is none.
  @Nullable Place inPlace(
      List<Value> operands,
      Map<Value, Place> places,
      Map<Value, Integer> lastUses,
      int size,
      int position,
      int lastUse) {
    for (Value operand : operands) {
      Place place = places.get(operand);
      if (place != null
          && place.kind() == Place.Kind.BUFFER
          && place.isFloats()
          && Objects.equals(lastUses.get(operand), position)) {
        Buffer buffer = buffer(place);
        if (buffer.freeAfter == position) {
          return take(buffer, size, lastUse);
        }
      }
    }
    return null;
  }

  private @Nullable Buffer free(boolean floats, int size, int position) {
    Buffer chosen = null;
    for (Buffer buffer : buffers) {
      if (buffer.floats == floats && buffer.freeAfter < position) {
        boolean better =
            chosen == null
                || (chosen.size < size
                    ? buffer.size > chosen.size
                    : buffer.size >= size && buffer.size < chosen.size);
        chosen = better ? buffer : chosen;
      }
    }
    return chosen;
  }

  private Buffer add(boolean floats) {
    Buffer buffer = new Buffer(floats, count(floats));
    buffers.add(buffer);
    return buffer;
  }

  private int count(boolean floats) {
    int count = 0;
    for (Buffer buffer : buffers) {
      count += buffer.floats == floats ? 1 : 0;
    }
    return count;
  }

  private Buffer buffer(Place place) {
    for (Buffer buffer : buffers) {
      if (buffer.index == place.index() && buffer.floats == place.isFloats()) {
        return buffer;
      }
    }
    throw new IllegalStateException("no " + place);
  }

  private static Place take(Buffer buffer, int size, int lastUse) {
    buffer.size = Math.max(buffer.size, size);
    buffer.freeAfter = lastUse;
    return new Place(Place.Kind.BUFFER, buffer.floats ? DType.F32 : DType.I32, buffer.index, 0);
  }

  float[][] newFloats() {
    float[][] arrays = new float[count(true)][];
    for (Buffer buffer : buffers) {
      if (buffer.floats) {
        arrays[buffer.index] = new float[buffer.size];
      }
    }
    return arrays;
  }

  int[][] newInts() {
    int[][] arrays = new int[count(false)][];
    for (Buffer buffer : buffers) {
      if (!buffer.floats) {
        arrays[buffer.index] = new int[buffer.size];
      }
    }
    return arrays;
  }

  long bytes() {
    long bytes = 0;
    for (Buffer buffer : buffers) {
      bytes += 4L * buffer.size;
    }
    return bytes;
  }
}
