package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CubeRootTest {
  @Test
  void cubeRoot_isWithinOneUnitInTheLastPlace() {
    float worst = 0;
    for (int bits = 0x0080_0000; bits < 0x7f80_0000; bits += 9973) {
      float x = Float.intBitsToFloat(bits);
      double exact = StrictMath.cbrt((double) x);
      worst = Math.max(worst, (float) (Math.abs(CubeRoot.of(x) - exact) / Math.ulp((float) exact)));
    }
    assertThat(worst).isLessThan(1f);
  }

  @Test
  void cubeRoot_ofNothing_isNearlyNothing() {
    assertThat(CubeRoot.of(0)).isBetween(0f, 1e-12f);
    assertThat(CubeRoot.of(Float.MIN_VALUE)).isBetween(0f, 1e-12f);
  }

  @Test
  void cubeRoot_ofCubes_isExact() {
    for (int i = 1; i < 200; i++) {
      assertThat(CubeRoot.of((float) i * i * i)).isEqualTo((float) i);
    }
  }
}
