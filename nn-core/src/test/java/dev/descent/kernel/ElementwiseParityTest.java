package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// Scalar and vector kernels have the same bits: at every size from 0 to four vectors and one, for
/// special values and any bit patterns, in place or not, and nothing outside the range is touched.
final class ElementwiseParityTest {
  private static final int UNARY = Elementwise.POWER_INT;
  private static final int BINARY = Elementwise.SOFTPLUS_GRADIENT;

  @Test
  void vectorKernels_inTheTests_areAvailable() {
    assertThat(Fma.HARDWARE).isTrue();
    assertThat(Lanes.COUNT).isIn(4, 8, 16);
  }

  @Test
  void unary_everyOpcodeAndSize_hasTheSameBits() {
    for (int opcode = 0; opcode <= UNARY; opcode++) {
      for (int n : Samples.sizes()) {
        float[] x = Samples.wild(n + 7L * opcode, n + 5);
        float[] scalar = filled(n + 6);
        float[] vector = filled(n + 6);
        ScalarUnary.apply(opcode, 3f, 4.5f, x, 2, scalar, 3, n);
        VectorUnary.apply(opcode, 3f, 4.5f, x, 2, vector, 3, n);
        assertSame("unary " + opcode, x, scalar, vector, 1);
        VectorUnary.apply(opcode, 3f, 4.5f, x, 2, x, 2, n);
        assertThat(Samples.bits(Arrays.copyOfRange(x, 2, 2 + n)))
            .isEqualTo(Samples.bits(Arrays.copyOfRange(scalar, 3, 3 + n)));
      }
    }
  }

  @Test
  void unary_sharedIndex_hasTheSameBits() {
    for (int opcode = 0; opcode <= UNARY; opcode++) {
      float[] x = Samples.wild(opcode, 300);
      float[] scalar = filled(300);
      float[] vector = filled(300);
      ScalarUnary.apply(opcode, -2f, -0f, x, 3, scalar, 3, 290);
      VectorUnary.apply(opcode, -2f, -0f, x, 3, vector, 3, 290);
      assertSame("unary " + opcode, x, scalar, vector, 0);
    }
  }

  @Test
  void binary_everyOpcodeAndSize_hasTheSameBits() {
    for (int opcode = 0; opcode <= BINARY; opcode++) {
      for (int n : Samples.sizes()) {
        float[] a = Samples.wild(n + 7L * opcode, n + 5);
        float[] b = Samples.wild(n + 7L * opcode + 1000, n + 1);
        float[] scalar = filled(n + 6);
        float[] vector = filled(n + 6);
        ScalarBinary.apply(opcode, a, 2, b, 1, scalar, 3, n);
        VectorBinary.apply(opcode, a, 2, b, 1, vector, 3, n);
        assertSame("binary " + opcode, a, scalar, vector, 1);
        VectorBinary.apply(opcode, a, 2, b, 1, b, 1, n);
        assertThat(Samples.bits(Arrays.copyOfRange(b, 1, 1 + n)))
            .isEqualTo(Samples.bits(Arrays.copyOfRange(scalar, 3, 3 + n)));
      }
    }
  }

  @Test
  void binary_sharedIndex_hasTheSameBits() {
    for (int opcode = 0; opcode <= BINARY; opcode++) {
      float[] a = Samples.wild(opcode, 300);
      float[] b = Samples.wild(opcode + 50, 300);
      float[] scalar = filled(300);
      float[] vector = filled(300);
      ScalarBinary.apply(opcode, a, 3, b, 3, scalar, 3, 290);
      VectorBinary.apply(opcode, a, 3, b, 3, vector, 3, 290);
      assertSame("binary " + opcode, a, scalar, vector, 0);
    }
  }

  @Test
  void where_everySize_hasTheSameBits() {
    for (int n : Samples.sizes()) {
      float[] a = Samples.wild(n, n + 1);
      float[] b = Samples.wild(n + 100, n + 2);
      float[] c = Samples.wild(n + 200, n);
      float[] scalar = filled(n + 4);
      float[] vector = filled(n + 4);
      ScalarBinary.where(c, 0, a, 1, b, 2, scalar, 3, n);
      VectorBinary.where(c, 0, a, 1, b, 2, vector, 3, n);
      assertSame("where", c, scalar, vector, 3);
    }
  }

  private static float[] filled(int n) {
    float[] y = new float[n];
    Arrays.fill(y, 77f);
    return y;
  }

  private static void assertSame(
      String what, float[] x, float[] scalar, float[] vector, int shift) {
    for (int i = 0; i < scalar.length; i++) {
      if (Float.floatToIntBits(scalar[i]) != Float.floatToIntBits(vector[i])) {
        assertThat(vector[i]).as("%s at %d of x = %s", what, i, x[i - shift]).isEqualTo(scalar[i]);
        throw new AssertionError(what + ": signs of zero differ for " + x[i - shift]);
      }
    }
  }
}
