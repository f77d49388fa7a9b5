package dev.descent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of floats and of ints, as wide as [VectorWidth] says: what the kernels outside of matrix
/// products use.
public final class Lanes {
  public static final VectorSpecies<Float> FLOATS = VectorWidth.SPECIES;
  public static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /// Lanes in a vector: 4, 8 or 16.
  public static final int COUNT = FLOATS.length();

  private Lanes() {}

  /// Returns as many elements from `x[from]` on as a vector holds.
  static FloatVector load(float[] x, int from) {
    return FloatVector.fromArray(FLOATS, x, from);
  }

  /// Returns a vector of equal elements.
  static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  /// Returns a vector of equal elements.
  static IntVector all(int value) {
    return IntVector.broadcast(INTS, value);
  }
}
