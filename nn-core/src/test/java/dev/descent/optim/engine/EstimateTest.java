package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The estimated diagonal of a Hessian that is not diagonal, and normal noise: a rule that writes
/// both where they can be seen.
final class EstimateTest {
  private static final int SIZE = 5;
  private static final int STEPS = 4000;

  @Test
  void hessianDiagonal_onAverage_isTheDiagonal() {
    Optimizer optimizer = optimizer();
    float[] weights = new float[optimizer.layout().size()];
    Gradient gradient = new Gradient(weights.clone()).objective(new Coupled());
    double[] sum = new double[SIZE];
    for (int step = 0; step < STEPS; step++) {
      optimizer.step(weights, gradient);
      float[] seen = optimizer.state().slots().get("a/diagonal").toFloats();
      for (int i = 0; i < SIZE; i++) {
        assertThat(Math.abs(seen[i] - (i + 1))).as("sum of four of ±1/2").isIn(0f, 1f, 2f);
        sum[i] += seen[i];
      }
    }
    for (int i = 0; i < SIZE; i++) {
      // each estimate has variance 4 · (1/2)², the mean of 4000 a standard deviation of 0.016
      assertThat(sum[i] / STEPS).as("element %d", i).isCloseTo(i + 1, within(0.08));
    }
  }

  @Test
  void normal_isStandard_andAnotherForEachParameterAndUpdate() {
    Optimizer optimizer = optimizer();
    float[] weights = new float[optimizer.layout().size()];
    Gradient gradient = new Gradient(weights.clone()).objective(new Coupled());
    double sum = 0;
    double squares = 0;
    double shared = 0;
    float before = 0;
    double next = 0;
    for (int step = 0; step < STEPS; step++) {
      optimizer.step(weights, gradient);
      float a = optimizer.state().slots().get("a/noise").toFloats()[0];
      float b = optimizer.state().slots().get("b/noise").toFloats()[0];
      sum += a;
      squares += a * a;
      shared += a * b;
      next += a * before;
      before = a;
    }
    // standard deviations 0.016, 0.022, 0.016, 0.016
    assertThat(sum / STEPS).isCloseTo(0, within(0.08));
    assertThat(squares / STEPS).isCloseTo(1, within(0.11));
    assertThat(shared / STEPS).isCloseTo(0, within(0.08));
    assertThat(next / STEPS).isCloseTo(0, within(0.08));
  }

  private static Optimizer optimizer() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("a", Shape.of(SIZE));
    shapes.put("b", Shape.of(SIZE));
    return Optimizer.builder(new Seen()).build(shapes, Map.of());
  }

  /// 1, 2, ... on the diagonal of each parameter, ½ beside it; parameters do not meet.
  private static final class Coupled implements Objective {
    @Override
    public double evaluate(float[] weights, float[] gradient) {
      return 0;
    }

    @Override
    public void hessianVector(float[] weights, float[] vector, float[] product) {
      for (int from = 0; from <= SIZE; from += SIZE) {
        for (int i = 0; i < SIZE; i++) {
          product[from + i] = (i + 1) * vector[from + i];
          for (int j = 0; j < SIZE; j++) {
            product[from + i] += j == i ? 0 : 0.5f * vector[from + j];
          }
        }
      }
    }
  }

  /// Moves nothing.
  public record Seen() implements OptimizerConfig {
    @Override
    public HyperParameters hyperParameters() {
      return HyperParameters.of("seen", "Keeps what it is given");
    }

    @Override
    public Rule<?> rule() {
      return new Law();
    }
  }

  private static final class Law implements Rule.Elementwise<Seen> {
    private static final Slot DIAGONAL = Slot.zeros("diagonal");
    private static final Slot NOISE = Slot.zeros("noise");

    @Override
    public List<Slot> slots(Seen config, Shape parameter) {
      return List.of(DIAGONAL, NOISE);
    }

    @Override
    public Set<Need> needs(Seen config) {
      return Set.of(Need.HESSIAN_VECTOR);
    }

    @Override
    public void begin(Seen config, Step step) {
      step.hessianDiagonal(1, DIAGONAL);
    }

    @Override
    public void update(Seen config, Block block) {
      block.normal(2, block.slot(NOISE));
    }
  }
}
