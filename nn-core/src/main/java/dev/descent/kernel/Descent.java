package dev.descent.kernel;

/// The update of gradient descent.
public final class Descent {
  private Descent() {}

  /// From this many elements on, numbers come from memory rather than from a cache. Plain loops are
  /// quicker than vectors there: C2 unrolls them and stores no vector across two lines.
  private static final int LONG = 8 * 1024;

  /// Elements that are looked at while they are in the L1 cache.
  private static final int PIECE = 2 * 1024;

  /// The decay where there is none.
  private static final int MINUS_ZERO = Float.floatToRawIntBits(-0f);

  /// Computes `w[i] = w[i] - decay * w[i] - rate * (scale * g[i])`, every operation rounded, over
  /// [from, to), and returns the largest |w\[i]| that this leaves: NaN if one is NaN, 0 for none.
  public static float step(
      float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    if (to - from >= LONG) {
      return byPieces(w, g, from, to, rate, scale, decay);
    }
    return Reduction.vector(Readiness.DESCENT, to - from)
        ? VectorDescent.step(w, g, from, to, rate, scale, decay)
        : scalar(w, g, from, to, rate, scale, decay);
  }

  /// Two plain loops, as C2 vectorizes neither where the maximum is taken in the other.
  static float scalar(
      float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    for (int i = from; i < to; i++) {
      float wi = w[i];
      w[i] = wi - decay * wi - rate * (scale * g[i]);
    }
    return Sums.maxAbs(w, from, to);
  }

  /// The same for a long stretch, in loops that hardly ever see a short one, which C2 would compile
  /// them for. A decay of -0 and a scale of 1 change no bit of a finite weight.
  private static float byPieces(
      float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    boolean plain = scale == 1 && Float.floatToRawIntBits(decay) == MINUS_ZERO;
    float max = 0;
    int end;
    for (int i = from; i < to; i = end) {
      end = i + Math.min(PIECE, to - i);
      if (plain) {
        plain(w, g, i, end, rate);
      } else {
        scaled(w, g, i, end, rate, scale, decay);
      }
      max = Math.max(max, Sums.maxAbs(w, i, end));
    }
    return max;
  }

  private static void plain(float[] w, float[] g, int from, int to, float rate) {
    for (int i = from; i < to; i++) {
      w[i] -= rate * g[i];
    }
  }

  private static void scaled(
      float[] w, float[] g, int from, int to, float rate, float scale, float decay) {
    for (int i = from; i < to; i++) {
      float wi = w[i];
      w[i] = wi - decay * wi - rate * (scale * g[i]);
    }
  }
}
