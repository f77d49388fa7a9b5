package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Optimizers with line searches against torch and optax.
final class LineSearchReferenceTest {
  private static final GradientDescentConfig ZOOM =
      new GradientDescentConfig().withSearch(GradientDescentConfig.Search.ZOOM);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strong_wolfe_rosenbrock",
        "strong_wolfe_rosenbrock_5",
        "strong_wolfe_quadratic",
        "strong_wolfe_quadratic_default",
        "strong_wolfe_least_squares",
        "fixed_step_quadratic",
        "fixed_step_quadratic_4",
        "fixed_step_least_squares",
        "fixed_step_rosenbrock"
      })
  void lbfgs_agreesWithTorch(String name) {
    JsonNode c = Reference.one("objectives/torch_lbfgs.json", name).get("config");
    int iterations = c.get("max_iter").asInt();
    ObjectiveReplay.run(
        "torch_lbfgs",
        name,
        LbfgsConfig.torch(c.get("lr").asDouble())
            .withHistory(c.get("history_size").asInt())
            .withMaxIterations(iterations)
            .withMaxEvaluations(c.get("max_eval").asInt(Math.max(1, iterations * 5 / 4)))
            .withSearch(
                c.get("line_search_fn").isNull()
                    ? LbfgsConfig.Search.NONE
                    : LbfgsConfig.Search.STRONG_WOLFE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zoom_rosenbrock", "zoom_quadratic", "zoom_least_squares"})
  void lbfgs_withZoom_agreesWithOptax(String name) {
    JsonNode c = Reference.one("objectives/optax_lbfgs.json", name).get("config");
    LbfgsConfig config = LbfgsConfig.optax().withHistory(c.get("memory_size").asInt());
    boolean scaled = c.get("scale_init_precond").asBoolean();
    ObjectiveReplay.run(
        "optax_lbfgs", name, scaled ? config : config.withFirst(LbfgsConfig.First.IDENTITY));
  }

  @Test
  void lbfgs_withBacktracking_agreesWithOptax() {
    ObjectiveReplay.run(
        "optax_lbfgs",
        "backtracking_rosenbrock",
        LbfgsConfig.optax()
            .withSearch(LbfgsConfig.Search.BACKTRACKING)
            .withMaxEvaluations(22 /* its 20 steps, the length that they shorten, and f(0) */));
  }

  @ParameterizedTest
  @ValueSource(strings = {"no_linesearch_quadratic", "no_linesearch_least_squares"})
  void lbfgs_withoutSearch_agreesWithOptax(String name) {
    JsonNode c = Reference.one("objectives/optax_lbfgs.json", name).get("config");
    ObjectiveReplay.run(
        "optax_lbfgs",
        name,
        new LbfgsConfig(
            c.get("learning_rate").asDouble(),
            c.get("memory_size").asInt(),
            1,
            1,
            LbfgsConfig.Search.NONE,
            LbfgsConfig.First.EUCLIDEAN,
            1e-4,
            0.9,
            0.8,
            0,
            0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"backtracking_quadratic", "backtracking_rosenbrock"})
  void gradientDescent_agreesWithOptax(String name) {
    JsonNode c = search(name);
    ObjectiveReplay.run(
        "optax_linesearch",
        name,
        GradientDescentConfig.of(c.get("max_learning_rate").asDouble())
            .withMaxEvaluations(c.get("max_backtracking_steps").asInt() + 1)
            .withArmijo(c.get("slope_rtol").asDouble())
            .withShrink(c.get("decrease_factor").asDouble())
            .withGrow(c.get("increase_factor").asDouble()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "backtracking_adam_least_squares",
        "backtracking_quadratic",
        "backtracking_rosenbrock"
      })
  void lineSearch_aroundAnyOptimizer_agreesWithOptax(String name) {
    JsonNode args =
        Reference.one("objectives/optax_linesearch.json", name).get("config").get("args");
    double rate = args.get(0).get("learning_rate").asDouble();
    boolean adam = args.get(0).get("function").asText().equals("optax.adam");
    JsonNode c = search(name);
    ObjectiveReplay.run(
        "optax_linesearch",
        name,
        LineSearchConfig.of(adam ? AdamConfig.optax(rate) : SgdConfig.of(rate))
            .withLongest(c.get("max_learning_rate").asDouble())
            .withMaxEvaluations(c.get("max_backtracking_steps").asInt() + 1)
            .withArmijo(c.get("slope_rtol").asDouble())
            .withShrink(c.get("decrease_factor").asDouble())
            .withGrow(c.get("increase_factor").asDouble())
            .withTolerance(c.get("rtol").asDouble()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"zoom_quadratic", "zoom_rosenbrock"})
  void gradientDescent_withZoom_agreesWithOptax(String name) {
    JsonNode c = search(name);
    boolean keep = c.get("initial_guess_strategy").asText().equals("keep");
    ObjectiveReplay.run(
        "optax_linesearch",
        name,
        ZOOM.withGuess(keep ? GradientDescentConfig.Guess.LAST : GradientDescentConfig.Guess.RATE)
            .withMaxEvaluations(c.get("max_linesearch_steps").asInt())
            .withArmijo(c.get("slope_rtol").asDouble())
            .withCurvature(c.get("curv_rtol").asDouble()));
  }

  private static JsonNode search(String name) {
    return Reference.one("objectives/optax_linesearch.json", name).get("config").get("args").get(1);
  }

  @Test
  void quasiNewtonAndConjugateGradients_endLowerThanGradientDescent() {
    for (String name : new String[] {"zoom_quadratic", "zoom_rosenbrock"}) {
      JsonNode losses = Reference.one("objectives/optax_linesearch.json", name).get("losses");
      double theirs = losses.get(losses.size() - 1).asDouble();
      assertThat(ObjectiveReplay.loss("optax_linesearch", name, new LbfgsConfig(), 25))
          .isLessThan(theirs);
      assertThat(ObjectiveReplay.loss("optax_linesearch", name, new ConjugateGradientConfig(), 25))
          .isLessThan(theirs);
    }
  }

  /// A first step into where the loss is no number is taken back, as often as it needs, also where
  /// all lengths that a step may try are too long.
  @ParameterizedTest
  @CsvSource({"NaN, 0.1", "Infinity, 0.1", "-Infinity, 0.1", "NaN, 1e-3"})
  void searches_whereTheLossIsNoNumber_backOff(double nothing, double radius) {
    for (OptimizerConfig config :
        List.of(
            new LbfgsConfig(),
            LbfgsConfig.optax(),
            LbfgsConfig.optax().withSearch(LbfgsConfig.Search.BACKTRACKING),
            new ConjugateGradientConfig(),
            new ConjugateGradientConfig().withSearch(ConjugateGradientConfig.Search.ZOOM),
            new GradientDescentConfig(),
            LineSearchConfig.of(SgdConfig.of(1)),
            ZOOM,
            ZOOM.withGuess(GradientDescentConfig.Guess.RATE))) {
      Optimizer optimizer = Optimizer.builder(config).build(Map.of("x", Shape.of(2)), Map.of());
      float[] weights = new float[optimizer.layout().size()];
      weights[0] = (float) (radius / 2);
      weights[1] = (float) (radius / 4);
      float[] values = new float[weights.length];
      double steep = 1 / (radius * radius);
      boolean[] left = new boolean[1];
      // a barrier near the start, and no number beyond it
      Objective edge =
          (at, into) -> {
            double room = 1 - steep * ((double) at[0] * at[0] + (double) at[1] * at[1]);
            if (!(room > 0)) {
              left[0] = true;
              into[0] = Float.NaN;
              into[1] = Float.NaN;
              return nothing;
            }
            into[0] = (float) (0.2 * steep * at[0] / room - 8);
            into[1] = (float) (0.2 * steep * at[1] / room + 4);
            return -0.1 * StrictMath.log(room) - 8.0 * at[0] + 4.0 * at[1];
          };
      double last = edge.evaluate(weights, values);
      for (int step = 0; step < 60; step++) {
        optimizer.step(weights, new Gradient(values).loss(last).objective(edge));
        last = edge.evaluate(weights, values);
        assertThat(last).as("loss of %s after step %d", config, step + 1).isFinite();
      }
      assertThat(left[0]).as("%s has been beyond the edge", config).isTrue();
      assertThat(Math.hypot(values[0], values[1])).as("slope of %s", config).isLessThan(0.5);
    }
  }

  /// Also where a step may try few lengths, and the next one begins longer than the last.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16})
  void searches_withoutSuccess_beginShorterEachTime(int evaluations) {
    int halvings = Math.min(evaluations, 4); // 8 times 4 of them are not yet so many as begin anew
    for (OptimizerConfig config :
        List.of(
            new GradientDescentConfig().withMaxEvaluations(evaluations),
            new GradientDescentConfig().withMaxEvaluations(evaluations).withGrow(40),
            LineSearchConfig.of(SgdConfig.of(1)).withMaxEvaluations(evaluations),
            new LineSearchConfig().withMaxEvaluations(evaluations).withGrow(40),
            ZOOM.withMaxEvaluations(halvings),
            ZOOM.withMaxEvaluations(halvings).withGuess(GradientDescentConfig.Guess.RATE),
            LbfgsConfig.optax().withMaxEvaluations(halvings + 1),
            new LbfgsConfig().withMaxEvaluations(halvings + 1),
            new ConjugateGradientConfig().withMaxEvaluations(halvings),
            new ConjugateGradientConfig()
                .withSearch(ConjugateGradientConfig.Search.ZOOM)
                .withMaxEvaluations(halvings),
            LbfgsConfig.optax()
                .withSearch(LbfgsConfig.Search.BACKTRACKING)
                .withMaxEvaluations(evaluations + 1))) {
      Optimizer optimizer = Optimizer.builder(config).build(Map.of("x", Shape.of(1)), Map.of());
      float[] weights = new float[optimizer.layout().size()];
      float[] slope = new float[weights.length];
      slope[0] = 1;
      double[] farthest = new double[1];
      Objective nothing =
          (at, into) -> {
            farthest[0] = Math.max(farthest[0], Math.abs(at[0]));
            return Double.NaN;
          };
      double before = Double.POSITIVE_INFINITY;
      for (int step = 0; step < 8; step++) {
        farthest[0] = 0;
        optimizer.step(weights, new Gradient(slope).loss(1).objective(nothing));
        assertThat(farthest[0]).as("length of %s", config).isPositive().isLessThan(before);
        before = farthest[0];
      }
      assertThat(weights[0]).isZero();
    }
  }
}
