package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// A reference case run by an optimizer of ours: training weights, evaluation weights and, where
/// weights hardly move, the numbers behind them.
final class Replay {
  private final JsonNode node;
  private final JsonNode problem;
  private final Map<String, Shape> shapes;
  private final Map<String, String> scalars;
  private final double scalarTolerance;
  private int last = Integer.MAX_VALUE;
  private double worst;

  private Replay(JsonNode node, Map<String, String> scalars, double scalarTolerance) {
    this.node = node;
    this.scalars = scalars;
    this.scalarTolerance = scalarTolerance;
    problem = Reference.problem(node);
    shapes = Reference.parameters(node);
  }

  /// Runs a case of `reference/optimizers` and compares at each checkpoint.
  static void run(JsonNode node, OptimizerConfig config) {
    run(node, config, builder -> builder, Map.of(), 0);
  }

  /// As [#run(JsonNode, OptimizerConfig)], up to a step.
  static void runUntil(int last, JsonNode node, OptimizerConfig config) {
    Replay replay = new Replay(node, Map.of(), 0);
    replay.last = last;
    replay.go(Optimizer.builder(config).build(replay.shapes, Map.of()));
  }

  /// As [#run(JsonNode, OptimizerConfig)].
  ///
  /// @param more adds groups and schedules
  /// @param scalars names of the case's scalar state, and ours for them
  /// @param scalarTolerance relative; a distance that is a few units in the last place of the
  ///   weights is known no better than to a few percent
  static void run(
      JsonNode node,
      OptimizerConfig config,
      UnaryOperator<OptimizerBuilder> more,
      Map<String, String> scalars,
      double scalarTolerance) {
    Replay replay = new Replay(node, scalars, scalarTolerance);
    replay.go(more.apply(Optimizer.builder(config)).build(replay.shapes, Map.of()));
  }

  private void go(Optimizer optimizer) {
    Layout layout = optimizer.layout();
    float[] weights = new float[layout.size()];
    float[] gradient = new float[layout.size()];
    for (Layout.Slice slice : layout.slices()) {
      Reference.copy(problem.get("initial").get(slice.path()), weights, slice.offset());
    }
    TreeSet<Integer> checkpoints = new TreeSet<>();
    node.get("expected").fieldNames().forEachRemaining(n -> checkpoints.add(Integer.valueOf(n)));
    int end = Math.min(last, checkpoints.last());
    for (int step = 1; step <= end; step++) {
      for (Layout.Slice slice : layout.slices()) {
        Reference.copy(
            problem.get("gradients").get(slice.path()).get(step - 1), gradient, slice.offset());
      }
      optimizer.step(weights, new Gradient(gradient));
      if (checkpoints.contains(step)) {
        check("expected", step, layout, weights);
        if (node.has("expected_eval")) {
          float[] out = new float[weights.length];
          optimizer.evaluationWeights(weights, out);
          check("expected_eval", step, layout, out);
        }
        checkScalars(step, optimizer);
      }
    }
    Accuracy.note(optimizer, node, end, worst);
  }

  private void check(String what, int step, Layout layout, float[] weights) {
    JsonNode expected = node.get(what).get(Integer.toString(step));
    double tolerance = node.get("float32").get("tolerance").asDouble();
    for (Layout.Slice slice : layout.slices()) {
      double error = Reference.error(expected.get(slice.path()), weights, slice.offset());
      worst = Math.max(worst, error);
      assertThat(error)
          .as("%s %s after step %d: %s", node.get("name"), what, step, slice.path())
          .isLessThanOrEqualTo(tolerance);
    }
  }

  private void checkScalars(int step, Optimizer optimizer) {
    scalars.forEach((theirs, ours) -> {
      double expected = node.get("scalar_state").get(Integer.toString(step)).get(theirs).asDouble();
      double actual = optimizer.state().scalars().get(ours);
      assertThat(Math.abs(actual - expected))
          .as(
              "%s after step %d: %s, was %s for %s",
              node.get("name"), step, theirs, actual, expected)
          .isLessThanOrEqualTo(scalarTolerance * Math.abs(expected));
    });
  }
}
