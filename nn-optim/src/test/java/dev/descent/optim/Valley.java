package dev.descent.optim;

/// The quadratic of `golden_searches.py`.
final class Valley {
  private static final float[] CURVATURE = {1f, 2f, 0.5f, 4f, 0.25f, 1.5f};
  private static final float[] CENTER = {0.25f, 1f, -0.5f, 1.5f, 2f, -1f};

  private Valley() {}

  static double evaluate(float[] at, float[] slope) {
    double loss = 0;
    for (int i = 0; i < CURVATURE.length; i++) {
      double d = (double) at[i] - CENTER[i];
      slope[i] = (float) (CURVATURE[i] * d);
      loss += 0.5 * CURVATURE[i] * d * d;
    }
    return loss;
  }
}
