package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

/// The functions of [VectorMaths] over arrays, for [VectorFunctions]. Each loop is called apart and
/// is short enough for C2 to write it out in one piece; see docs/adr/0071.
final class FunctionLoops {
  private FunctionLoops() {}

  static void exp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.exp(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void log(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.log(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void tanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.tanh(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void sigmoid(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.sigmoid(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void erfc(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.erfc(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void geluTanh(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.geluTanh(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void silu(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.silu(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void expOfMinusMagnitude(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.expOfMinusMagnitude(FLOAT.cast(fromArray(FLOATS, x, xo + i)))
          .intoArray(y, yo + i);
    }
  }

  static void gauss(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.gauss(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void geluTanhExp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.geluTanhExp(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void siluExp(float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.siluExp(FLOAT.cast(fromArray(FLOATS, x, xo + i))).intoArray(y, yo + i);
    }
  }

  static void elu(float p, float[] x, int xo, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.elu(FLOAT.cast(fromArray(FLOATS, x, xo + i)), FLOAT.cast(broadcast(FLOATS, p)))
          .intoArray(y, yo + i);
    }
  }

  static void softplusSlope(float[] x, int xo, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, g, go + i))
          .mul(VectorMaths.sigmoid(FLOAT.cast(fromArray(FLOATS, x, xo + i))))
          .intoArray(y, yo + i);
    }
  }

  static void erf(float[] x, int xo, float[] e, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.erf(FLOAT.cast(fromArray(FLOATS, x, xo + i)), FLOAT.cast(fromArray(FLOATS, e, i)))
          .intoArray(y, yo + i);
    }
  }

  static void gelu(float[] x, int xo, float[] e, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.gelu(
              FLOAT.cast(fromArray(FLOATS, x, xo + i)), FLOAT.cast(fromArray(FLOATS, e, i)))
          .intoArray(y, yo + i);
    }
  }

  static void softplus(float[] x, int xo, float[] e, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      VectorMaths.softplus(
              FLOAT.cast(fromArray(FLOATS, x, xo + i)), FLOAT.cast(fromArray(FLOATS, e, i)))
          .intoArray(y, yo + i);
    }
  }

  static void geluSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, g, go + i))
          .mul(
              VectorMaths.geluSlope(
                  FLOAT.cast(fromArray(FLOATS, x, xo + i)), FLOAT.cast(fromArray(FLOATS, e, i))))
          .intoArray(y, yo + i);
    }
  }

  static void geluTanhSlope(
      float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, g, go + i))
          .mul(
              VectorMaths.geluTanhSlope(
                  FLOAT.cast(fromArray(FLOATS, x, xo + i)), FLOAT.cast(fromArray(FLOATS, e, i))))
          .intoArray(y, yo + i);
    }
  }

  static void siluSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n) {
    for (int i = 0; i < n; i += COUNT) {
      FLOAT
          .cast(fromArray(FLOATS, g, go + i))
          .mul(
              VectorMaths.siluSlope(
                  FLOAT.cast(fromArray(FLOATS, x, xo + i)), FLOAT.cast(fromArray(FLOATS, e, i))))
          .intoArray(y, yo + i);
    }
  }

  /// The loops above, each called apart.
  interface Calls {
    void exp(float[] x, int xo, float[] y, int yo, int n);

    void log(float[] x, int xo, float[] y, int yo, int n);

    void tanh(float[] x, int xo, float[] y, int yo, int n);

    void sigmoid(float[] x, int xo, float[] y, int yo, int n);

    void erfc(float[] x, int xo, float[] y, int yo, int n);

    void geluTanh(float[] x, int xo, float[] y, int yo, int n);

    void silu(float[] x, int xo, float[] y, int yo, int n);

    void expOfMinusMagnitude(float[] x, int xo, float[] y, int yo, int n);

    void gauss(float[] x, int xo, float[] y, int yo, int n);

    void geluTanhExp(float[] x, int xo, float[] y, int yo, int n);

    void siluExp(float[] x, int xo, float[] y, int yo, int n);

    void elu(float p, float[] x, int xo, float[] y, int yo, int n);

    void softplusSlope(float[] x, int xo, float[] g, int go, float[] y, int yo, int n);

    void erf(float[] x, int xo, float[] e, float[] y, int yo, int n);

    void gelu(float[] x, int xo, float[] e, float[] y, int yo, int n);

    void softplus(float[] x, int xo, float[] e, float[] y, int yo, int n);

    void geluSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n);

    void geluTanhSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n);

    void siluSlope(float[] x, int xo, float[] e, float[] g, int go, float[] y, int yo, int n);
  }
}
