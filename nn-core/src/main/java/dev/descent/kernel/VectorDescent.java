package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/// [Descent] in vectors, from the first element on: the vectors are those in which a handful of
/// gradients has been written, and the next step reads the weights. A vector that lies across two
/// of them would wait until both have reached the cache.
final class VectorDescent {
  private VectorDescent() {}

  static float step(float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    FloatVector rates = Lanes.all(rate);
    FloatVector scales = Lanes.all(scale);
    FloatVector decays = Lanes.all(decay);
    IntVector largest = Lanes.all(0);
    int i = from;
    for (; i <= to - COUNT; i += COUNT) {
      FloatVector wi = load(w, i);
      FloatVector next = wi.sub(decays.mul(wi)).sub(rates.mul(scales.mul(load(g, i))));
      next.intoArray(w, i);
      largest = largest.max(next.reinterpretAsInts().and(Integer.MAX_VALUE));
    }
    int max = largest.reduceLanes(VectorOperators.MAX);
    for (; i < to; i++) {
      float wi = w[i];
      w[i] = wi - decay * wi - rate * (scale * g[i]);
      max = Math.max(max, Float.floatToRawIntBits(w[i]) & Integer.MAX_VALUE);
    }
    float magnitude = Float.intBitsToFloat(max);
    return Float.isNaN(magnitude) ? Float.NaN : magnitude;
  }
}
