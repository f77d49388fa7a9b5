package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Gradient descent has the bits of its formula, in vectors and in plain loops.
final class DescentTest {
  @Test
  void step_everySize_hasTheBitsOfTheFormula() {
    for (int n : Samples.sizes()) {
      for (boolean wild : new boolean[] {false, true}) {
        float[] w = wild ? Samples.wild(n, n + 5) : Samples.normal(n, n + 5, 1);
        float[] g = wild ? Samples.wild(n + 1, n + 5) : Samples.normal(n + 1, n + 5, 1);
        float[] expected = w.clone();
        float largest = 0;
        for (int i = 3; i < 3 + n; i++) {
          float wi = expected[i];
          expected[i] = wi - 0.01f * wi - 0.1f * (0.5f * g[i]);
          largest = Math.max(largest, Math.abs(expected[i]));
        }
        float[] plain = w.clone();
        float[] vector = w.clone();
        float[] either = w.clone();
        float[] unseen = w.clone();
        assertSame(Descent.scalar(plain, g, 3, 3 + n, 0.1f, 0.5f, 0.01f), largest);
        assertSame(VectorDescent.step(vector, g, 3, 3 + n, 0.1f, 0.5f, 0.01f), largest);
        assertSame(Descent.step(either, g, 3, 3 + n, 0.1f, 0.5f, 0.01f), largest);
        Descent.unseen(unseen, g, 3, 3 + n, 0.1f, 0.5f, 0.01f);
        assertSame(plain, expected);
        assertSame(vector, expected);
        assertSame(either, expected);
        assertSame(unseen, expected);
      }
    }
  }

  @Test
  void step_withADecayOfMinusZero_leavesEveryZeroItsSign() {
    float[] w = {0f, -0f, 0f, -0f, 1f, -1f, 0f, -0f, -0f};
    float[] g = {0f, 0f, -0f, -0f, 0f, 0f, 0f, 0f, -0f};
    float[] expected = new float[w.length];
    for (int i = 0; i < w.length; i++) {
      expected[i] = w[i] - 0.1f * (1f * g[i]);
    }
    float[] vector = w.clone();
    float[] unseen = w.clone();
    Descent.scalar(w, g, 0, w.length, 0.1f, 1f, -0f);
    Descent.unseen(unseen, g, 0, w.length, 0.1f, 1f, -0f);
    assertSame(unseen, expected);
    VectorDescent.step(vector, g, 0, w.length, 0.1f, 1f, -0f);
    assertSame(w, expected);
    assertSame(vector, expected);
  }

  @Test
  void step_ofALongStretch_hasTheBitsOfTheFormula() {
    int n = 10_000;
    for (float scale : new float[] {1, 0.5f}) {
      for (float decay : new float[] {-0f, 0f, 0.01f}) {
        float[] w = Samples.normal(n, n + 5, 1);
        float[] g = Samples.normal(n + 1, n + 5, 1);
        for (int i = 0; i < n; i += 7) {
          w[i] = i % 2 == 0 ? -0f : 0f;
          g[i] = i % 3 == 0 ? -0f : 0f;
        }
        float[] expected = w.clone();
        float largest = 0;
        for (int i = 3; i < 3 + n; i++) {
          float wi = expected[i];
          expected[i] = wi - decay * wi - 0.1f * (scale * g[i]);
          largest = Math.max(largest, Math.abs(expected[i]));
        }
        float[] unseen = w.clone();
        Descent.unseen(unseen, g, 3, 3 + n, 0.1f, scale, decay);
        assertSame(unseen, expected);
        assertSame(Descent.step(w, g, 3, 3 + n, 0.1f, scale, decay), largest);
        assertSame(w, expected);
      }
    }
  }

  /// Vectors begin at another element there.
  @Test
  void step_ofManyElementsFromAnywhere_hasTheBitsOfTheFormula() {
    int n = VectorDescent.MANY + 37;
    for (int from = 0; from < 20; from++) {
      float[] w = Samples.normal(from, n + 20, 1);
      float[] g = Samples.normal(from + 1, n + 20, 1);
      w[from] = 1000;
      float[] expected = w.clone();
      float largest = Descent.scalar(expected, g, from, from + n, 0.1f, 0.5f, 0.01f);
      assertSame(VectorDescent.step(w, g, from, from + n, 0.1f, 0.5f, 0.01f), largest);
      assertSame(w, expected);
    }
  }

  @Test
  void step_ofALongStretch_findsANan() {
    float[] w = Samples.normal(1, 10_000, 1);
    w[9_999] = Float.NaN;
    assertThat(Descent.step(w, new float[w.length], 0, w.length, 0.1f, 1f, -0f)).isNaN();
  }

  private static void assertSame(float actual, float expected) {
    assertThat(Float.floatToIntBits(actual)).isEqualTo(Float.floatToIntBits(expected));
  }

  private static void assertSame(float[] actual, float[] expected) {
    for (int i = 0; i < expected.length; i++) {
      assertSame(actual[i], expected[i]);
    }
  }
}
