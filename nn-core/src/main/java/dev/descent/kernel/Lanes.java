package dev.descent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// The vectors that the kernels outside of matrix products use: as wide as the processor prefers,
/// at most 512 bits. Loads the Vector API.
///
/// `-Ddescent.kernel.bits=128|256|512` asks for another width (a wider one than the processor has
/// is emulated, and slow): the bits of results are the same for all.
final class Lanes {
  static final VectorSpecies<Float> FLOATS = species(Integer.getInteger("descent.kernel.bits", 0));
  static final VectorSpecies<Integer> INTS = FLOATS.withLanes(int.class);

  /// Lanes in a vector: 4, 8 or 16.
  static final int COUNT = FLOATS.length();

  private Lanes() {}

  private static VectorSpecies<Float> species(int wanted) {
    int bits = wanted > 0 ? wanted : Math.min(FloatVector.SPECIES_PREFERRED.vectorBitSize(), 512);
    return switch (bits) {
      case 128 -> FloatVector.SPECIES_128;
      case 256 -> FloatVector.SPECIES_256;
      case 512 -> FloatVector.SPECIES_512;
      default ->
          throw new IllegalStateException(
              "-Ddescent.kernel.bits must be 128, 256 or 512, was " + bits);
    };
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
