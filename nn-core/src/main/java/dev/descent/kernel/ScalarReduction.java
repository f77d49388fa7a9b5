package dev.descent.kernel;

/// Reductions of one leaf of at most 1024 consecutive elements: element i goes to virtual lane i
/// mod 16, lanes start at +0, and the lanes are folded by halves (8, 4, 2, 1).
///
/// The lanes are 16 locals: C2 keeps them in registers, which it does not do with an array. That is
/// what makes the file long.
final class ScalarReduction {
  private ScalarReduction() {}

  static float sum(float[] x, int from, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float s8 = 0;
    float s9 = 0;
    float s10 = 0;
    float s11 = 0;
    float s12 = 0;
    float s13 = 0;
    float s14 = 0;
    float s15 = 0;
    int i = 0;
    for (; i <= n - 16; i += 16) {
      s0 += x[from + i];
      s1 += x[from + i + 1];
      s2 += x[from + i + 2];
      s3 += x[from + i + 3];
      s4 += x[from + i + 4];
      s5 += x[from + i + 5];
      s6 += x[from + i + 6];
      s7 += x[from + i + 7];
      s8 += x[from + i + 8];
      s9 += x[from + i + 9];
      s10 += x[from + i + 10];
      s11 += x[from + i + 11];
      s12 += x[from + i + 12];
      s13 += x[from + i + 13];
      s14 += x[from + i + 14];
      s15 += x[from + i + 15];
    }
    int rest = n - i;
    if (rest > 0) {
      s0 += x[from + i];
    }
    if (rest > 1) {
      s1 += x[from + i + 1];
    }
    if (rest > 2) {
      s2 += x[from + i + 2];
    }
    if (rest > 3) {
      s3 += x[from + i + 3];
    }
    if (rest > 4) {
      s4 += x[from + i + 4];
    }
    if (rest > 5) {
      s5 += x[from + i + 5];
    }
    if (rest > 6) {
      s6 += x[from + i + 6];
    }
    if (rest > 7) {
      s7 += x[from + i + 7];
    }
    if (rest > 8) {
      s8 += x[from + i + 8];
    }
    if (rest > 9) {
      s9 += x[from + i + 9];
    }
    if (rest > 10) {
      s10 += x[from + i + 10];
    }
    if (rest > 11) {
      s11 += x[from + i + 11];
    }
    if (rest > 12) {
      s12 += x[from + i + 12];
    }
    if (rest > 13) {
      s13 += x[from + i + 13];
    }
    if (rest > 14) {
      s14 += x[from + i + 14];
    }
    s0 += s8;
    s1 += s9;
    s2 += s10;
    s3 += s11;
    s4 += s12;
    s5 += s13;
    s6 += s14;
    s7 += s15;
    s0 += s4;
    s1 += s5;
    s2 += s6;
    s3 += s7;
    s0 += s2;
    s1 += s3;
    return s0 + s1;
  }

  static float sumAbs(float[] x, int from, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float s8 = 0;
    float s9 = 0;
    float s10 = 0;
    float s11 = 0;
    float s12 = 0;
    float s13 = 0;
    float s14 = 0;
    float s15 = 0;
    int i = 0;
    for (; i <= n - 16; i += 16) {
      s0 += Math.abs(x[from + i]);
      s1 += Math.abs(x[from + i + 1]);
      s2 += Math.abs(x[from + i + 2]);
      s3 += Math.abs(x[from + i + 3]);
      s4 += Math.abs(x[from + i + 4]);
      s5 += Math.abs(x[from + i + 5]);
      s6 += Math.abs(x[from + i + 6]);
      s7 += Math.abs(x[from + i + 7]);
      s8 += Math.abs(x[from + i + 8]);
      s9 += Math.abs(x[from + i + 9]);
      s10 += Math.abs(x[from + i + 10]);
      s11 += Math.abs(x[from + i + 11]);
      s12 += Math.abs(x[from + i + 12]);
      s13 += Math.abs(x[from + i + 13]);
      s14 += Math.abs(x[from + i + 14]);
      s15 += Math.abs(x[from + i + 15]);
    }
    int rest = n - i;
    if (rest > 0) {
      s0 += Math.abs(x[from + i]);
    }
    if (rest > 1) {
      s1 += Math.abs(x[from + i + 1]);
    }
    if (rest > 2) {
      s2 += Math.abs(x[from + i + 2]);
    }
    if (rest > 3) {
      s3 += Math.abs(x[from + i + 3]);
    }
    if (rest > 4) {
      s4 += Math.abs(x[from + i + 4]);
    }
    if (rest > 5) {
      s5 += Math.abs(x[from + i + 5]);
    }
    if (rest > 6) {
      s6 += Math.abs(x[from + i + 6]);
    }
    if (rest > 7) {
      s7 += Math.abs(x[from + i + 7]);
    }
    if (rest > 8) {
      s8 += Math.abs(x[from + i + 8]);
    }
    if (rest > 9) {
      s9 += Math.abs(x[from + i + 9]);
    }
    if (rest > 10) {
      s10 += Math.abs(x[from + i + 10]);
    }
    if (rest > 11) {
      s11 += Math.abs(x[from + i + 11]);
    }
    if (rest > 12) {
      s12 += Math.abs(x[from + i + 12]);
    }
    if (rest > 13) {
      s13 += Math.abs(x[from + i + 13]);
    }
    if (rest > 14) {
      s14 += Math.abs(x[from + i + 14]);
    }
    s0 += s8;
    s1 += s9;
    s2 += s10;
    s3 += s11;
    s4 += s12;
    s5 += s13;
    s6 += s14;
    s7 += s15;
    s0 += s4;
    s1 += s5;
    s2 += s6;
    s3 += s7;
    s0 += s2;
    s1 += s3;
    return s0 + s1;
  }

  static float sumExp(float[] x, int from, float max, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float s8 = 0;
    float s9 = 0;
    float s10 = 0;
    float s11 = 0;
    float s12 = 0;
    float s13 = 0;
    float s14 = 0;
    float s15 = 0;
    int i = 0;
    for (; i <= n - 16; i += 16) {
      s0 += Maths.expNegative(x[from + i] - max);
      s1 += Maths.expNegative(x[from + i + 1] - max);
      s2 += Maths.expNegative(x[from + i + 2] - max);
      s3 += Maths.expNegative(x[from + i + 3] - max);
      s4 += Maths.expNegative(x[from + i + 4] - max);
      s5 += Maths.expNegative(x[from + i + 5] - max);
      s6 += Maths.expNegative(x[from + i + 6] - max);
      s7 += Maths.expNegative(x[from + i + 7] - max);
      s8 += Maths.expNegative(x[from + i + 8] - max);
      s9 += Maths.expNegative(x[from + i + 9] - max);
      s10 += Maths.expNegative(x[from + i + 10] - max);
      s11 += Maths.expNegative(x[from + i + 11] - max);
      s12 += Maths.expNegative(x[from + i + 12] - max);
      s13 += Maths.expNegative(x[from + i + 13] - max);
      s14 += Maths.expNegative(x[from + i + 14] - max);
      s15 += Maths.expNegative(x[from + i + 15] - max);
    }
    int rest = n - i;
    if (rest > 0) {
      s0 += Maths.expNegative(x[from + i] - max);
    }
    if (rest > 1) {
      s1 += Maths.expNegative(x[from + i + 1] - max);
    }
    if (rest > 2) {
      s2 += Maths.expNegative(x[from + i + 2] - max);
    }
    if (rest > 3) {
      s3 += Maths.expNegative(x[from + i + 3] - max);
    }
    if (rest > 4) {
      s4 += Maths.expNegative(x[from + i + 4] - max);
    }
    if (rest > 5) {
      s5 += Maths.expNegative(x[from + i + 5] - max);
    }
    if (rest > 6) {
      s6 += Maths.expNegative(x[from + i + 6] - max);
    }
    if (rest > 7) {
      s7 += Maths.expNegative(x[from + i + 7] - max);
    }
    if (rest > 8) {
      s8 += Maths.expNegative(x[from + i + 8] - max);
    }
    if (rest > 9) {
      s9 += Maths.expNegative(x[from + i + 9] - max);
    }
    if (rest > 10) {
      s10 += Maths.expNegative(x[from + i + 10] - max);
    }
    if (rest > 11) {
      s11 += Maths.expNegative(x[from + i + 11] - max);
    }
    if (rest > 12) {
      s12 += Maths.expNegative(x[from + i + 12] - max);
    }
    if (rest > 13) {
      s13 += Maths.expNegative(x[from + i + 13] - max);
    }
    if (rest > 14) {
      s14 += Maths.expNegative(x[from + i + 14] - max);
    }
    s0 += s8;
    s1 += s9;
    s2 += s10;
    s3 += s11;
    s4 += s12;
    s5 += s13;
    s6 += s14;
    s7 += s15;
    s0 += s4;
    s1 += s5;
    s2 += s6;
    s3 += s7;
    s0 += s2;
    s1 += s3;
    return s0 + s1;
  }

  static float dot(float[] a, int ao, float[] b, int bo, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    float s8 = 0;
    float s9 = 0;
    float s10 = 0;
    float s11 = 0;
    float s12 = 0;
    float s13 = 0;
    float s14 = 0;
    float s15 = 0;
    int i = 0;
    for (; i <= n - 16; i += 16) {
      s0 = Fma.fma(a[ao + i], b[bo + i], s0);
      s1 = Fma.fma(a[ao + i + 1], b[bo + i + 1], s1);
      s2 = Fma.fma(a[ao + i + 2], b[bo + i + 2], s2);
      s3 = Fma.fma(a[ao + i + 3], b[bo + i + 3], s3);
      s4 = Fma.fma(a[ao + i + 4], b[bo + i + 4], s4);
      s5 = Fma.fma(a[ao + i + 5], b[bo + i + 5], s5);
      s6 = Fma.fma(a[ao + i + 6], b[bo + i + 6], s6);
      s7 = Fma.fma(a[ao + i + 7], b[bo + i + 7], s7);
      s8 = Fma.fma(a[ao + i + 8], b[bo + i + 8], s8);
      s9 = Fma.fma(a[ao + i + 9], b[bo + i + 9], s9);
      s10 = Fma.fma(a[ao + i + 10], b[bo + i + 10], s10);
      s11 = Fma.fma(a[ao + i + 11], b[bo + i + 11], s11);
      s12 = Fma.fma(a[ao + i + 12], b[bo + i + 12], s12);
      s13 = Fma.fma(a[ao + i + 13], b[bo + i + 13], s13);
      s14 = Fma.fma(a[ao + i + 14], b[bo + i + 14], s14);
      s15 = Fma.fma(a[ao + i + 15], b[bo + i + 15], s15);
    }
    int rest = n - i;
    if (rest > 0) {
      s0 = Fma.fma(a[ao + i], b[bo + i], s0);
    }
    if (rest > 1) {
      s1 = Fma.fma(a[ao + i + 1], b[bo + i + 1], s1);
    }
    if (rest > 2) {
      s2 = Fma.fma(a[ao + i + 2], b[bo + i + 2], s2);
    }
    if (rest > 3) {
      s3 = Fma.fma(a[ao + i + 3], b[bo + i + 3], s3);
    }
    if (rest > 4) {
      s4 = Fma.fma(a[ao + i + 4], b[bo + i + 4], s4);
    }
    if (rest > 5) {
      s5 = Fma.fma(a[ao + i + 5], b[bo + i + 5], s5);
    }
    if (rest > 6) {
      s6 = Fma.fma(a[ao + i + 6], b[bo + i + 6], s6);
    }
    if (rest > 7) {
      s7 = Fma.fma(a[ao + i + 7], b[bo + i + 7], s7);
    }
    if (rest > 8) {
      s8 = Fma.fma(a[ao + i + 8], b[bo + i + 8], s8);
    }
    if (rest > 9) {
      s9 = Fma.fma(a[ao + i + 9], b[bo + i + 9], s9);
    }
    if (rest > 10) {
      s10 = Fma.fma(a[ao + i + 10], b[bo + i + 10], s10);
    }
    if (rest > 11) {
      s11 = Fma.fma(a[ao + i + 11], b[bo + i + 11], s11);
    }
    if (rest > 12) {
      s12 = Fma.fma(a[ao + i + 12], b[bo + i + 12], s12);
    }
    if (rest > 13) {
      s13 = Fma.fma(a[ao + i + 13], b[bo + i + 13], s13);
    }
    if (rest > 14) {
      s14 = Fma.fma(a[ao + i + 14], b[bo + i + 14], s14);
    }
    s0 += s8;
    s1 += s9;
    s2 += s10;
    s3 += s11;
    s4 += s12;
    s5 += s13;
    s6 += s14;
    s7 += s15;
    s0 += s4;
    s1 += s5;
    s2 += s6;
    s3 += s7;
    s0 += s2;
    s1 += s3;
    return s0 + s1;
  }

  // The order of maxima changes no bit, and C2 vectorizes this plain loop; four accumulators by
  // hand, which it does not,
  // are ten times slower.
  static float max(float[] x, int from, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = from, to = from + n; i < to; i++) {
      max = Math.max(max, x[i]);
    }
    return max;
  }

  static float maxAbs(float[] x, int from, int n) {
    float max = 0;
    for (int i = from, to = from + n; i < to; i++) {
      max = Math.max(max, Math.abs(x[i]));
    }
    return max;
  }
}
