package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.Objective;
import dev.descent.random.Keys;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// A small model, reproducible numbers for it, and equality of bits.
final class Fixture {
  /// Two layers and a scalar without axes.
  static final Map<String, Shape> SMALL = new LinkedHashMap<>();

  static {
    SMALL.put("0.weight", Shape.of(6, 5));
    SMALL.put("0.bias", Shape.of(6));
    SMALL.put("1.weight", Shape.of(3, 6));
    SMALL.put("1.bias", Shape.of(3));
    SMALL.put("gain", Shape.scalar());
  }

  private Fixture() {}

  static Optimizer small(OptimizerBuilder builder) {
    return builder.build(SMALL, Map.of());
  }

  /// Fills each slice with numbers in [-2, 2) keyed by its path, so that layouts do not matter.
  static float[] numbers(Layout layout, long seed) {
    float[] vector = new float[layout.size()];
    for (Layout.Slice slice : layout.slices()) {
      long key = Keys.fold(Keys.of(seed), slice.path());
      for (int i = 0; i < slice.shape().size(); i++) {
        vector[slice.offset() + i] = 4 * Keys.uniform(key, i) - 2;
      }
    }
    return vector;
  }

  /// Σ aᵢ·wᵢ²/2 with aᵢ from 1 to 3, and its derivatives.
  static Objective bowl() {
    return new Objective() {
      @Override
      public double evaluate(float[] weights, float[] gradient) {
        double loss = 0;
        for (int i = 0; i < weights.length; i++) {
          float a = 1 + i % 3;
          gradient[i] = a * weights[i];
          loss += a * (double) weights[i] * weights[i] / 2;
        }
        return loss;
      }

      @Override
      public void hessianVector(float[] weights, float[] vector, float[] product) {
        for (int i = 0; i < weights.length; i++) {
          product[i] = (1 + i % 3) * vector[i];
        }
      }
    };
  }

  /// Makes steps down the bowl.
  static void descend(Optimizer optimizer, float[] weights, int steps) {
    float[] values = new float[weights.length];
    Gradient gradient = new Gradient(values).objective(bowl());
    for (int i = 0; i < steps; i++) {
      optimizer.step(weights, gradient.loss(bowl().evaluate(weights, values)));
    }
  }

  /// Makes steps on gradients that do not depend on the weights, numbered as the optimizer's steps.
  static void walk(Optimizer optimizer, float[] weights, int steps) {
    for (int i = 0; i < steps; i++) {
      float[] values = numbers(optimizer.layout(), 100 + optimizer.steps());
      optimizer.step(weights, new Gradient(values).loss(1).objective(bowl()));
    }
  }

  static float[] slice(Optimizer optimizer, String path, float[] vector) {
    Layout.Slice slice = optimizer.layout().slice(path);
    return Arrays.copyOfRange(vector, slice.offset(), slice.end());
  }

  static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }

  static void assertSameBits(float[] actual, float[] expected) {
    assertThat(bits(actual)).isEqualTo(bits(expected));
  }

  static void assertSameState(OptimizerState actual, OptimizerState expected) {
    assertThat(actual.step()).isEqualTo(expected.step());
    assertThat(actual.updates()).isEqualTo(expected.updates());
    assertThat(actual.scalars()).isEqualTo(expected.scalars());
    assertThat(actual.slots().keySet()).isEqualTo(expected.slots().keySet());
    expected
        .slots()
        .forEach((name, tensor) ->
            assertThat(bits(actual.slots().get(name).toFloats()))
                .as(name)
                .isEqualTo(bits(tensor.toFloats())));
  }
}
