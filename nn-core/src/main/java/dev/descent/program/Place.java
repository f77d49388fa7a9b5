package dev.descent.program;

import dev.descent.tensor.DType;
import org.jspecify.annotations.Nullable;

/// Where the numbers of a value are during a run: an array of the [Frame], and an offset in it.
///
/// @param kind which group of arrays
/// @param dtype the element type
/// @param index the array within the group, 0 where the group is one array
/// @param offset the index of the first element; an input's own offset comes on top
record Place(Kind kind, DType dtype, int index, int offset) {
  enum Kind {
    PARAMETER,
    STATE,
    GRADIENT,
    NEXT_STATE,
    INPUT,
    CONSTANT,
    BUFFER,
    SCRATCH
  }

  static Place floats(Kind kind, int index, int offset) {
    return new Place(kind, DType.F32, index, offset);
  }

  /// Returns the place so many elements further on.
  Place plus(int elements) {
    return elements == 0 ? this : new Place(kind, dtype, index, offset + elements);
  }

  /// Returns whether each thread has its own array of [Node#BLOCK] elements, for one block of a
  /// chain at a time.
  boolean isScratch() {
    return kind == Kind.SCRATCH;
  }

  boolean isFloats() {
    return dtype == DType.F32;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Place place
        && kind == place.kind
        && dtype == place.dtype
        && index == place.index
        && offset == place.offset;
  }

  @Override
  public int hashCode() {
    return (31 * index + offset) * 31 + kind.name().hashCode();
  }

  /// Returns the name that plans print, such as `buffer 2` or `gradient 8192`.
  @Override
  public String toString() {
    return switch (kind) {
      case PARAMETER -> "parameter " + offset;
      case STATE -> "state " + offset;
      case GRADIENT -> "gradient " + offset;
      case NEXT_STATE -> "next state " + offset;
      case INPUT -> "input " + index;
      case CONSTANT -> "constant " + index;
      case BUFFER -> (isFloats() ? "buffer " : "int buffer ") + index;
      case SCRATCH -> "scratch " + index;
    };
  }
}
