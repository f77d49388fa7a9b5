package dev.descent.kernel;

/// The update of gradient descent.
public final class Descent {
  private Descent() {}

  /// Computes `w[i] = w[i] - decay * w[i] - rate * (scale * g[i])`, every operation rounded, over
  /// [from, to), and returns the largest |w\[i]| that this leaves: NaN if one is NaN, 0 for none.
  public static float step(
      float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    return Reduction.vector(Readiness.DESCENT, to - from)
        ? VectorDescent.step(w, g, from, to, rate, scale, decay)
        : scalar(w, g, from, to, rate, scale, decay);
  }

  /// The same without a look at what it leaves, for many finite weights. Loops of their own, as C2
  /// vectorizes them for as many elements as they have seen; in vectors they are no faster.
  public static void unseen(
      float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    if (Float.floatToRawIntBits(decay) == Integer.MIN_VALUE) { // -0 changes no bit of a weight
      for (int i = from; i < to; i++) {
        w[i] -= rate * (scale * g[i]);
      }
      return;
    }
    for (int i = from; i < to; i++) {
      float wi = w[i];
      w[i] = wi - decay * wi - rate * (scale * g[i]);
    }
  }

  /// Two loops, as C2 vectorizes neither where the maximum is taken in the other.
  static float scalar(
      float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    for (int i = from; i < to; i++) {
      float wi = w[i];
      w[i] = wi - decay * wi - rate * (scale * g[i]);
    }
    return Sums.maxAbs(w, from, to);
  }
}
