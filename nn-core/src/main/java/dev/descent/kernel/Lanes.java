package dev.descent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Vectors of floats and of ints, as wide as [VectorWidth] says: what the kernels outside of matrix
/// products use.
///
/// A load, a broadcast and a change of type have the type `FloatVector` or `IntVector`; what their
/// methods are for a width, C2 looks up in a profile that vectors of all widths share. Where two
/// widths have run it makes an object of a vector, in every turn of a loop, for good. So vectors
/// are cast to the class of their width ([#FLOAT], [#INT]) before a method is called on them: those
/// that come from such a method, and those that have changed in a loop. Arguments need no cast. The
/// cast stands where the vector is made: a method of ours that did both would be a call, with an
/// object, where C2 has no profile of who calls it.
public final class Lanes {
  public static final VectorSpecies<Float> FLOATS = VectorWidth.SPECIES;
  public static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /// The class of vectors of [#FLOATS].
  public static final Class<? extends FloatVector> FLOAT = FloatVector.zero(FLOATS).getClass();

  /// The class of vectors of [#INTS].
  public static final Class<? extends IntVector> INT = IntVector.zero(INTS).getClass();

  /// Lanes in a vector: 4, 8 or 16.
  public static final int COUNT = FLOATS.length();

  /// Elements of large arrays begin this many floats after a line of the cache, as far as one can
  /// know.
  private static final int HEADER = 4;

  private Lanes() {}

  /// Returns how many elements there are from an index to the next where a vector lies in one line
  /// of the cache, and so does every one after it: a vector across two lines is read twice.
  static int untilAligned(int from) {
    return Math.floorMod(-HEADER - from, COUNT);
  }

  /// Returns a constant vector of equal elements; no kernel calls it.
  static FloatVector all(float value) {
    return FLOAT.cast(FloatVector.broadcast(FLOATS, value));
  }

  /// Returns a constant vector of equal elements; no kernel calls it.
  static IntVector all(int value) {
    return INT.cast(IntVector.broadcast(INTS, value));
  }
}
