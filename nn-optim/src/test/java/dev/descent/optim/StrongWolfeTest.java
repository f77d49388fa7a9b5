package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Searches for the strong Wolfe conditions: where they end without one, and what conjugate
/// gradients are with an exact one.
final class StrongWolfeTest {
  /// The loss is −x up to an edge, and from there on something else.
  @ParameterizedTest
  @CsvSource({"NaN, 0", "Infinity, 0", "1, 0", "-0.5, 0", "-0.9, 0", "-2, -2"})
  void search_withoutTrialsLeft_takesTheBest(double beyond, double lower) {
    for (OptimizerConfig config :
        List.of(
            new ConjugateGradientConfig().withMaxEvaluations(2),
            new LbfgsConfig().withMaxEvaluations(3 /* with that of the step */))) {
      Optimizer optimizer = Optimizer.builder(config).build(Map.of("x", Shape.of(1)), Map.of());
      float[] weights = new float[optimizer.layout().size()];
      List<Float> tried = new ArrayList<>();
      Objective edge =
          (at, into) -> {
            tried.add(at[0]);
            into[0] = -1;
            return at[0] <= 1.25 ? -at[0] : beyond;
          };
      float[] slope = new float[weights.length];
      slope[0] = -1;
      optimizer.step(weights, new Gradient(slope).loss(0).objective(edge));
      assertThat(tried.getFirst()).as("first length of %s", config).isEqualTo(1);
      assertThat(tried.get(1)).as("second length of %s", config).isGreaterThan(1.25f);
      assertThat(weights[0])
          .as("weight of %s", config)
          .isEqualTo(lower < 0 ? tried.get(1) : tried.getFirst());
    }
  }

  @ParameterizedTest
  @EnumSource(ConjugateGradientConfig.Formula.class)
  void conjugateGradient_quadraticAndExactSearch_isTheLinearMethod(
      ConjugateGradientConfig.Formula formula) {
    JsonNode problem =
        Reference.object("optimizers/_objectives.json").get("objectives").get("quadratic");
    double[] matrix = Reference.doubles(problem.get("matrix"));
    double[] x = Reference.doubles(problem.get("start"));
    double[] center = Reference.doubles(problem.get("center"));
    int n = x.length;
    double[] r = new double[n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        r[i] -= matrix[i * n + j] * (x[j] - center[j]);
      }
    }
    double[] d = r.clone();
    ConjugateGradientConfig config =
        new ConjugateGradientConfig(
            1, ConjugateGradientConfig.Search.STRONG_WOLFE, formula, 30, 1e-4, 1e-4, 1e-7);
    for (int k = 1; k <= 4; k++) {
      double[] ad = new double[n];
      double dad = 0;
      double rr = 0;
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          ad[i] += matrix[i * n + j] * d[j];
        }
        dad += d[i] * ad[i];
        rr += r[i] * r[i];
      }
      double next = 0;
      for (int i = 0; i < n; i++) {
        x[i] += rr / dad * d[i];
        r[i] -= rr / dad * ad[i];
        next += r[i] * r[i];
      }
      for (int i = 0; i < n; i++) {
        d[i] = r[i] + next / rr * d[i];
      }
      double[] ours = ObjectiveReplay.weights("optax_linesearch", "zoom_quadratic", config, k);
      for (int i = 0; i < n; i++) {
        assertThat(Math.abs(ours[i] - x[i])).as("step %d, weight %d", k, i).isLessThan(2e-3);
      }
    }
  }
}
