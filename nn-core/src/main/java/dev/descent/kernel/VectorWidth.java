package dev.descent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/// The vectors that the kernels use: as wide as the processor prefers, at most 512 bit. Loads the
/// Vector API.
///
/// `-Ddescent.vector.bits=128|256|512` asks for another width, for tests: the bits are the same,
/// and a width that the processor lacks is emulated in Java, slowly.
final class VectorWidth {
  static final VectorSpecies<Float> SPECIES = species();

  /// Bytes of a vector.
  static final int BYTES = SPECIES.vectorByteSize();

  private VectorWidth() {}

  static int bits() {
    return SPECIES.vectorBitSize();
  }

  private static VectorSpecies<Float> species() {
    int bits =
        Integer.getInteger(
            "descent.vector.bits", Math.min(512, FloatVector.SPECIES_PREFERRED.vectorBitSize()));
    return VectorSpecies.of(float.class, VectorShape.forBitSize(bits));
  }
}
