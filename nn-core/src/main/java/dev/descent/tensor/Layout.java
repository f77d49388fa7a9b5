package dev.descent.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Where each named tensor of a model lies in one flat vector.
///
/// Parameters, gradients and the optimizer state that is shaped like the weights share one layout,
/// so an optimizer step is one pass over memory and a checkpoint is a sequence of slices. Slices
/// follow each other in the order of the list; the flat length is padded to a multiple of
/// [#PADDING] with elements that belong to no slice and stay 0.
///
/// @param slices the named slices, by rising offset
/// @param aliases further names of a slice (tied weights): alias path to slice path
/// @param size the length of the flat vector, padding included
public record Layout(List<Slice> slices, Map<String, String> aliases, int size) {
  /// The flat length is a multiple of this many elements.
  public static final int PADDING = 256;

  /// One named tensor inside the flat vector.
  ///
  /// @param path the name, such as `encoder.0.weight`
  /// @param shape the tensor's shape
  /// @param offset the index of its first element in the flat vector
  public record Slice(String path, Shape shape, int offset) {
    /// Returns the index after its last element.
    public int end() {
      return offset + shape.size();
    }
  }

  /// Checks that slices lie one behind the other inside the vector and that aliases, which are no
  /// slice's own name, name one.
  public Layout {
    slices = List.copyOf(slices);
    aliases = Collections.unmodifiableMap(new LinkedHashMap<>(aliases));
    int end = 0;
    for (Slice slice : slices) {
      if (slice.offset() < end) {
        throw new IllegalArgumentException(
            "slice '%s' must start at or after %d, was %d"
                .formatted(slice.path(), end, slice.offset()));
      }
      end = slice.end();
    }
    if (end > size) {
      throw new IllegalArgumentException(
          "layout size must be >= %d, the end of its last slice, was %d".formatted(end, size));
    }
    requireSlices(slices, aliases);
  }

  private static void requireSlices(List<Slice> slices, Map<String, String> aliases) {
    if (aliases.isEmpty()) {
      return;
    }
    Set<String> paths = new LinkedHashSet<>();
    for (Slice slice : slices) {
      paths.add(slice.path());
    }
    for (Map.Entry<String, String> alias : aliases.entrySet()) {
      if (!paths.contains(alias.getValue())) {
        throw new IllegalArgumentException(
            "alias '%s' must name a parameter, was '%s'; found %s"
                .formatted(alias.getKey(), alias.getValue(), paths));
      }
      if (paths.contains(alias.getKey())) {
        throw new IllegalArgumentException(
            "alias '%s' of '%s' must be a name of its own, it is that of a parameter"
                .formatted(alias.getKey(), alias.getValue()));
      }
    }
  }

  /// Returns the layout of tensors one behind the other, in the order of the map.
  public static Layout of(Map<String, Shape> shapes, Map<String, String> aliases) {
    List<Slice> slices = new ArrayList<>();
    long offset = 0;
    for (Map.Entry<String, Shape> entry : shapes.entrySet()) {
      slices.add(new Slice(entry.getKey(), entry.getValue(), (int) offset));
      offset += entry.getValue().size();
      if (offset > Integer.MAX_VALUE - PADDING) {
        throw new IllegalArgumentException(
            "a model must have at most %d parameters, '%s' passes that"
                .formatted(Integer.MAX_VALUE - PADDING, entry.getKey()));
      }
    }
    int padded = (int) ((offset + PADDING - 1) / PADDING * PADDING);
    return new Layout(slices, aliases, padded);
  }

  /// Returns the slice of a path or of one of its aliases.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the known paths
  public Slice slice(String path) {
    String name = aliases.getOrDefault(path, path);
    for (Slice slice : slices) {
      if (slice.path().equals(name)) {
        return slice;
      }
    }
    throw new IllegalArgumentException(
        "no parameter '%s'; found %s".formatted(path, slices.stream().map(Slice::path).toList()));
  }

  /// Returns the number of elements in slices, padding not counted.
  public int elements() {
    int sum = 0;
    for (Slice slice : slices) {
      sum += slice.shape().size();
    }
    return sum;
  }
}
