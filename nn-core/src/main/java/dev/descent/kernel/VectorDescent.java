package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.INT;
import static dev.descent.kernel.Lanes.INTS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// [Descent] in vectors, from the first element on: the vectors are those in which a handful of
/// gradients has been written, and the next step reads the weights. A vector that lies across two
/// of them would wait until both have reached the cache. Where there are many elements the first
/// vector begins with a line of the cache instead: the loop takes three quarters of the time so.
final class VectorDescent {
  /// Elements that are many.
  static final int MANY = 1 << 14;

  private VectorDescent() {}

  static float step(float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    FloatVector rates = FLOAT.cast(broadcast(FLOATS, rate));
    FloatVector scales = FLOAT.cast(broadcast(FLOATS, scale));
    FloatVector decays = FLOAT.cast(broadcast(FLOATS, decay));
    IntVector largest = INT.cast(IntVector.broadcast(INTS, 0));
    int first = from;
    if (to - from >= MANY) {
      first += Lanes.untilAligned(from);
    }
    int max = plain(w, g, from, first, rate, scale, decay);
    int i = first;
    for (; i <= to - COUNT; i += COUNT) {
      FloatVector wi = FLOAT.cast(fromArray(FLOATS, w, i));
      FloatVector next =
          wi.sub(wi.mul(decays)).sub(FLOAT.cast(fromArray(FLOATS, g, i)).mul(scales).mul(rates));
      next.intoArray(w, i);
      largest = INT.cast(next.reinterpretAsInts()).and(Integer.MAX_VALUE).max(largest);
    }
    max = Math.max(max, INT.cast(largest).reduceLanes(VectorOperators.MAX));
    max = Math.max(max, plain(w, g, i, to, rate, scale, decay));
    float magnitude = Float.intBitsToFloat(max);
    return Float.isNaN(magnitude) ? Float.NaN : magnitude;
  }

  /// Returns the bits of the largest magnitude.
  private static int plain(
      float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    int max = 0;
    for (int i = from; i < to; i++) {
      float wi = w[i];
      w[i] = wi - decay * wi - rate * (scale * g[i]);
      max = Math.max(max, Float.floatToRawIntBits(w[i]) & Integer.MAX_VALUE);
    }
    return max;
  }
}
