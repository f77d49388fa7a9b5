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

  /// Elements of large arrays begin this many floats after a line of the cache, as far as one can
  /// know.
  private static final int HEADER = 4;

  private Lanes() {}

  /// Returns how many elements there are from an index to the next where a vector lies in one line
  /// of the cache, and so does every one after it: vectors across two lines are read twice.
  static int untilAligned(int from) {
    return Math.floorMod(-HEADER - from, COUNT);
  }

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
