package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Loops without the terms that are zero have the bits of those with them.
final class ShortLoopsTest {
  private static final int SIZE = 200;
  private static final int STEPS = 5;

  /// One step of one number by the long formula: weight, gradient and slot to weight and slot.
  private interface Formula {
    float slot(float slot, float g);

    float weight(float w, float slot, float g);
  }

  @Test
  void adagrad_withoutPenaltyAndStart_hasTheBitsOfTheWholeFormula() {
    float zero = 0;
    float rate = (float) 0.01;
    float out = (float) 1e-10;
    assertBits(
        AdagradConfig.of(0.01),
        new Formula() {
          @Override
          public float slot(float s, float g) {
            float gi = 1f * g + zero * g;
            return s + zero + gi * gi;
          }

          @Override
          public float weight(float w, float s, float g) {
            float gi = 1f * g + zero * g;
            return w - rate * gi / ((float) Math.sqrt(s + zero) + out);
          }
        });
  }

  @Test
  void rmsProp_withoutPenaltyAndStart_hasTheBitsOfTheWholeFormula() {
    float zero = 0;
    float rate = (float) 0.01;
    float keep = (float) 0.99;
    float fresh = (float) (1 - 0.99);
    float out = (float) 1e-8;
    assertBits(
        RmsPropConfig.of(0.01),
        new Formula() {
          @Override
          public float slot(float v, float g) {
            float gi = 1f * g + zero * g;
            return keep * v + zero + fresh * gi * gi;
          }

          @Override
          public float weight(float w, float v, float g) {
            float gi = 1f * g + zero * g;
            return w - rate * gi / ((float) Math.sqrt(1f * v + zero) + out);
          }
        });
  }

  private static void assertBits(OptimizerConfig config, Formula formula) {
    Optimizer optimizer = Optimizer.builder(config).build(Map.of("w", Shape.of(SIZE)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    for (int i = 0; i < SIZE; i++) {
      weights[i] = i % 9 == 0 ? -0f : Keys.uniform(1, i) - 0.5f;
    }
    float[] expected = weights.clone();
    float[] slot = new float[SIZE];
    for (int step = 0; step < STEPS; step++) {
      for (int i = 0; i < SIZE; i++) {
        float g = Keys.uniform(2 + step, i) - 0.5f;
        gradient[i] = i % 11 == 0 ? -0f : i % 7 == 0 ? 0f : i % 5 == 0 ? g * 0x1p-140f : g;
        slot[i] = formula.slot(slot[i], gradient[i]);
        expected[i] = formula.weight(expected[i], slot[i], gradient[i]);
      }
      optimizer.step(weights, new Gradient(gradient).loss(0));
    }
    for (int i = 0; i < SIZE; i++) {
      assertThat(Float.floatToRawIntBits(weights[i]))
          .as("weight %d", i)
          .isEqualTo(Float.floatToRawIntBits(expected[i]));
    }
  }
}
