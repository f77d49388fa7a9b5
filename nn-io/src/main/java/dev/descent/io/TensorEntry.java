package dev.descent.io;

import java.util.List;

/// What the header of a file says about one tensor.
///
/// @param name the name
/// @param type the type of its elements
/// @param shape its extents, outermost first
/// @param begin the index of its first byte, counted from the end of the header
/// @param end the index after its last byte
public record TensorEntry(String name, ElementType type, List<Long> shape, long begin, long end) {
  /// Keeps a copy of the list.
  public TensorEntry {
    shape = List.copyOf(shape);
  }

  /// Returns the number of elements.
  ///
  /// @throws ArithmeticException if it is more than a `long` holds
  public long elements() {
    long product = 1;
    for (long extent : shape) {
      product = Math.multiplyExact(product, extent);
    }
    return product;
  }

  /// Returns the number of bytes that its type and shape need.
  ///
  /// @throws ArithmeticException if it is more than a `long` holds, or no whole number of bytes
  long bytes() {
    long bits = Math.multiplyExact(elements(), (long) type.bits());
    if (bits % 8 != 0) {
      throw new ArithmeticException("no whole number of bytes");
    }
    return bits / 8;
  }
}
