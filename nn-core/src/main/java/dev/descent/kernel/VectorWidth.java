package dev.descent.kernel;

import jdk.incubator.vector.FloatVector;

/// The width of the vectors that this processor prefers. Loads the Vector API.
final class VectorWidth {
  private VectorWidth() {}

  static int bits() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize();
  }
}
