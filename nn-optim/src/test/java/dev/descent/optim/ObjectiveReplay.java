package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.util.Map;
import java.util.function.UnaryOperator;

/// A case of `reference/objectives` run by an optimizer of ours: iterates on Rosenbrock's function,
/// an ill-conditioned quadratic or a least-squares problem.
///
/// Iterates are compared as far as a float32 run of the source follows its float64 run; what comes
/// later depends on rounding, and only the loss is.
final class ObjectiveReplay {
  private final JsonNode node;
  private final JsonNode problem;
  private final Objective objective;
  private final double[] start;
  private UnaryOperator<OptimizerBuilder> more = builder -> builder;
  private double[] last = {};
  private double worst;

  private ObjectiveReplay(JsonNode node) {
    this.node = node;
    problem =
        Reference.object("optimizers/_objectives.json")
            .get("objectives")
            .get(node.get("objective").asText());
    start = Reference.doubles(problem.get("start"));
    objective =
        switch (node.get("objective").asText()) {
          case "rosenbrock" -> this::rosenbrock;
          case "quadratic" -> this::quadratic;
          default -> this::leastSquares;
        };
  }

  /// Runs a case; returns the last loss.
  static double run(String file, String name, OptimizerConfig config) {
    return run(file, name, config, builder -> builder);
  }

  /// Runs a case with more than an optimizer; returns the last loss.
  static double run(
      String file, String name, OptimizerConfig config, UnaryOperator<OptimizerBuilder> more) {
    ObjectiveReplay replay =
        new ObjectiveReplay(Reference.one("objectives/" + file + ".json", name));
    replay.more = more;
    return replay.go(config);
  }

  /// Runs an optimizer on the problem of a case for some steps; returns the last loss.
  static double loss(String file, String name, OptimizerConfig config, int steps) {
    ObjectiveReplay replay =
        new ObjectiveReplay(Reference.one("objectives/" + file + ".json", name));
    return replay.walk(config, steps, false);
  }

  /// Runs an optimizer on the problem of a case for some steps; returns the weights.
  static double[] weights(String file, String name, OptimizerConfig config, int steps) {
    return weights(file, name, config, builder -> builder, steps);
  }

  /// Runs more than an optimizer on the problem of a case for some steps; returns the weights.
  static double[] weights(
      String file,
      String name,
      OptimizerConfig config,
      UnaryOperator<OptimizerBuilder> more,
      int steps) {
    ObjectiveReplay replay =
        new ObjectiveReplay(Reference.one("objectives/" + file + ".json", name));
    replay.more = more;
    replay.walk(config, steps, false);
    return replay.last;
  }

  private double go(OptimizerConfig config) {
    return walk(config, node.get("iterates").size() - 1, true);
  }

  private double walk(OptimizerConfig config, int steps, boolean compare) {
    Optimizer optimizer =
        more.apply(Optimizer.builder(config)).build(Map.of("x", Shape.of(start.length)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    for (int i = 0; i < start.length; i++) {
      weights[i] = (float) start[i];
    }
    float[] values = new float[weights.length];
    Gradient gradient = new Gradient(values).objective(new Given());
    double loss = objective.evaluate(weights, values);
    for (int step = 1; step <= steps; step++) {
      optimizer.step(weights, gradient.loss(loss));
      loss = objective.evaluate(weights, values);
      if (compare) {
        check(step, weights, loss);
      }
    }
    if (compare) {
      int followed = node.get("float32").get("entries_within_1e-4").asInt() - 1;
      Accuracy.note(optimizer, node, Math.min(followed, steps), worst, tolerance());
    }
    last = new double[start.length];
    for (int i = 0; i < last.length; i++) {
      last[i] = weights[i];
    }
    return loss;
  }

  private final class Given implements Objective {
    @Override
    public double evaluate(float[] at, float[] slope) {
      return objective.evaluate(at, slope);
    }

    @Override
    public void hessianVector(float[] at, float[] vector, float[] product) {
      diagonal(at, vector, product);
    }
  }

  private void check(int step, float[] weights, double loss) {
    JsonNode float32 = node.get("float32");
    int followed = float32.get("entries_within_1e-4").asInt();
    if (step < followed) {
      double[] expected = Reference.doubles(node.get("iterates").get(step));
      double largest = 1e-3;
      double error = 0;
      for (int i = 0; i < expected.length; i++) {
        largest = Math.max(largest, Math.abs(expected[i]));
        error = Math.max(error, Math.abs(expected[i] - weights[i]));
      }
      worst = Math.max(worst, error / largest);
      assertThat(error / largest)
          .as("%s: iterate %d", node.get("name"), step)
          .isLessThanOrEqualTo(tolerance());
    }
    if (step == node.get("iterates").size() - 1) {
      double first = node.get("losses").get(0).asDouble();
      double last = node.get("losses").get(step).asDouble();
      assertThat(loss).as("%s: last loss", node.get("name")).isLessThan(10 * last + 1e-4 * first);
    }
  }

  /// Returns ten times what the source shows in float32 where that follows to the end, else 1e-3.
  private double tolerance() {
    JsonNode float32 = node.get("float32");
    boolean all = float32.get("entries_within_1e-4").asInt() == node.get("iterates").size();
    double known = Math.max(10 * float32.get("max_relative").asDouble(), 5e-6);
    return all ? Math.min(known, 1e-3) : 1e-3;
  }

  /// Writes the exact diagonal of the Hessian times a vector, as an estimate of it would have it.
  private void diagonal(float[] at, float[] vector, float[] product) {
    if (node.get("objective").asText().equals("rosenbrock")) {
      double a = problem.get("a").asDouble();
      product[0] = (float) (12 * a * at[0] * at[0] - 4 * a * at[1] + 2) * vector[0];
      product[1] = (float) (2 * a) * vector[1];
      return;
    }
    double[] matrix = Reference.doubles(problem.get("matrix"));
    for (int i = 0; i < start.length; i++) {
      product[i] = (float) matrix[i * start.length + i] * vector[i];
    }
  }

  private double rosenbrock(float[] at, float[] slope) {
    double a = problem.get("a").asDouble();
    double x = at[0];
    double bend = at[1] - x * x;
    slope[0] = (float) (-4 * a * bend * x - 2 * (1 - x));
    slope[1] = (float) (2 * a * bend);
    return a * bend * bend + (1 - x) * (1 - x);
  }

  private double quadratic(float[] at, float[] slope) {
    double[] matrix = Reference.doubles(problem.get("matrix"));
    double[] center = Reference.doubles(problem.get("center"));
    int n = center.length;
    double loss = 0;
    for (int i = 0; i < n; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += matrix[i * n + j] * (at[j] - center[j]);
      }
      slope[i] = (float) sum;
      loss += 0.5 * sum * (at[i] - center[i]);
    }
    return loss;
  }

  private double leastSquares(float[] at, float[] slope) {
    double[] design = Reference.doubles(problem.get("design"));
    double[] target = Reference.doubles(problem.get("target"));
    int rows = problem.get("rows").asInt();
    int columns = problem.get("columns").asInt();
    double[] sums = new double[columns];
    double loss = 0;
    for (int r = 0; r < rows; r++) {
      double error = -target[r];
      for (int c = 0; c < columns; c++) {
        error += design[r * columns + c] * at[c];
      }
      loss += error * error / (2 * rows);
      for (int c = 0; c < columns; c++) {
        sums[c] += design[r * columns + c] * error / rows;
      }
    }
    for (int c = 0; c < columns; c++) {
      slope[c] = (float) sums[c];
    }
    return loss;
  }
}
