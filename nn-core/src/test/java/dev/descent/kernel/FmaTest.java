package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.random.Keys;
import org.junit.jupiter.api.Test;

final class FmaTest {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    1.5f,
    -3f,
    0x1.fffffep-1f,
    0x1.000002p0f,
    0x1p-12f,
    -0x1p12f,
    0x1p24f,
    0x1p-24f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    0x1.fffffcp-127f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  @Test
  void software_specialValues_hasTheBitsOfMathFma() {
    for (float a : SPECIAL) {
      for (float b : SPECIAL) {
        for (float c : SPECIAL) {
          expectSame(a, b, c);
        }
      }
    }
  }

  @Test
  void software_anyBits_hasTheBitsOfMathFma() {
    long key = Keys.of(7);
    for (int i = 0; i < 20_000; i++) {
      expectSame(
          Float.intBitsToFloat(Keys.bits(key, 3L * i)),
          Float.intBitsToFloat(Keys.bits(key, 3L * i + 1)),
          Float.intBitsToFloat(Keys.bits(key, 3L * i + 2)));
    }
  }

  @Test
  void software_addendNearTheProductOrFarAway_hasTheBitsOfMathFma() {
    long key = Keys.of(8);
    for (int i = 0; i < 20_000; i++) {
      float a = Keys.uniform(key, 4L * i) + 0.5f;
      float b = (Keys.uniform(key, 4L * i + 1) + 0.5f) * (i % 2 == 0 ? 1 : 0x1p-130f);
      float product = a * b;
      int distance = (Keys.bits(key, 4L * i + 2) & 3) - 1;
      float c = Float.intBitsToFloat(Float.floatToRawIntBits(-product) + distance);
      expectSame(a, b, c);
      expectSame(a, b, c * 0x1p24f);
      expectSame(a, b, Math.scalb(1f, (Keys.bits(key, 4L * i + 3) & 63) - 40));
    }
  }

  @Test
  void fma_onThisProcessor_hasTheBitsOfMathFma() {
    assertThat(Fma.fma(0x1.000002p0f, 0x1.000002p0f, -1f))
        .isEqualTo(Math.fma(0x1.000002p0f, 0x1.000002p0f, -1f));
  }

  private static void expectSame(float a, float b, float c) {
    int expected = Float.floatToIntBits(Math.fma(a, b, c));
    int actual = Float.floatToIntBits(Fma.software(a, b, c));
    if (expected != actual) {
      throw new AssertionError(
          "fma(%a, %a, %a): expected %08x, was %08x".formatted(a, b, c, expected, actual));
    }
  }
}
