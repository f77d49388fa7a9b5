package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Layout;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// [Sam] against optax.
///
/// In its transparent mode a caller steps to the climbed point and back, with a gradient for each;
/// here that is one step, which evaluates the objective at the climbed point. So the objective
/// hands out the next gradient, and sees the point that the caller of optax would have been at.
final class SamReferenceTest {
  private static final SamConfig SAM = new SamConfig().withRadius(0.05);

  @Test
  void sam_onObjectives_agreesWithOptax() {
    OptimizerConfig descent = SgdConfig.of(0.02);
    ObjectiveReplay.run("optax_sam", "opaque_quadratic", descent, b -> b.transform(SAM));
    ObjectiveReplay.run(
        "optax_sam",
        "opaque_rosenbrock",
        AdamConfig.of(0.05),
        b -> b.transform(SAM.withRadius(0.02)));
    ObjectiveReplay.run(
        "optax_sam",
        "opaque_least_squares_3",
        SgdConfig.of(0.2).withMomentum(0.5),
        b -> b.transform(SAM.withClimbs(2)));
  }

  @Test
  void sam_stepByStepOnTheQuadratic_agreesWithOptax() {
    JsonNode iterates =
        Reference.one("objectives/optax_sam.json", "transparent_quadratic").get("iterates");
    for (int step = 1; 2 * step < iterates.size(); step++) {
      double[] expected = Reference.doubles(iterates.get(2 * step));
      double[] actual =
          ObjectiveReplay.weights(
              "optax_sam",
              "transparent_quadratic",
              SgdConfig.of(0.02),
              b -> b.transform(SAM),
              step);
      for (int i = 0; i < expected.length; i++) {
        assertThat(Math.abs(actual[i] - expected[i]))
            .as("weight %d after step %d", i, step)
            .isLessThanOrEqualTo(5e-6);
      }
    }
  }

  @Test
  void sam_ofGivenGradients_agreesWithOptax() {
    follow("typical", SgdConfig.of(0.05), SAM.withRadius(0.1));
    follow("period_3", AdamConfig.of(0.02), SAM.withClimbs(2));
  }

  @Test
  void cases_areThese() {
    assertThat(Reference.cases("optimizers/optax_sam.json"))
        .containsOnlyKeys("typical", "period_3");
    assertThat(Reference.cases("objectives/optax_sam.json"))
        .containsOnlyKeys(
            "transparent_quadratic",
            "opaque_quadratic",
            "opaque_rosenbrock",
            "opaque_least_squares_3");
  }

  private static void follow(String name, OptimizerConfig descent, SamConfig sam) {
    JsonNode node = Reference.one("optimizers/optax_sam.json", name);
    JsonNode problem = Reference.problem(node);
    Optimizer optimizer =
        Optimizer.builder(descent).transform(sam).build(Reference.parameters(node), Map.of());
    Layout layout = optimizer.layout();
    float[] weights = new float[layout.size()];
    for (Layout.Slice slice : layout.slices()) {
      Reference.copy(problem.get("initial").get(slice.path()), weights, slice.offset());
    }
    Caller caller = new Caller(node, problem, layout);
    float[] gradient = new float[weights.length];
    while (caller.step + sam.climbs() < 60) {
      caller.next(gradient);
      optimizer.step(weights, new Gradient(gradient).objective(caller::evaluate));
      caller.compare(weights);
    }
    assertThat(caller.compared).as("checkpoints, those between steps included").isGreaterThan(4);
    Accuracy.note(optimizer, node, caller.step, caller.worst);
    assertThat(caller.worst)
        .as("%s: largest relative error", name)
        .isLessThanOrEqualTo(node.get("float32").get("tolerance").asDouble());
  }

  /// Who calls optax: at each of its steps there is a gradient, and a point to compare with.
  private static final class Caller {
    private final JsonNode node;
    private final JsonNode problem;
    private final Layout layout;
    private int step;
    private int compared;
    private double worst;

    Caller(JsonNode node, JsonNode problem, Layout layout) {
      this.node = node;
      this.problem = problem;
      this.layout = layout;
    }

    void next(float[] gradient) {
      for (Layout.Slice slice : layout.slices()) {
        JsonNode given = problem.get("gradients").get(slice.path()).get(step);
        Reference.copy(given, gradient, slice.offset());
      }
      step++;
    }

    double evaluate(float[] at, float[] slope) {
      compare(at);
      next(slope);
      return 0;
    }

    void compare(float[] at) {
      JsonNode expected = node.get("expected").get(Integer.toString(step));
      compared += expected == null ? 0 : 1;
      worst = Math.max(worst, Reference.error(expected, at, layout));
    }
  }
}
