package dev.descent.examples;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.NonFiniteException;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.train.run.Chart;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The way of an optimizer down a [Surface].
///
/// @param name the optimizer
/// @param rate its learning rate, 0 if it has none
/// @param value where it ended, NaN if it diverged
/// @param line the points of the way, NaN where the picture does not show it
record SurfaceWalk(String name, double rate, double value, Chart.Line line) {
  static final int STEPS = 500;
  static final List<Double> RATES =
      List.of(1e-5, 1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0);

  List<String> cells() {
    return List.of(
        name,
        rate == 0 ? "" : RaceResult.rate(rate),
        Double.isNaN(value) ? "diverged" : String.format(Locale.ROOT, "%.3g", value));
  }

  /// Walks at each of some learning rates and returns the walk that ends lowest.
  static SurfaceWalk best(Contender contender, Surface surface) {
    if (!contender.hasRate()) {
      return walk(contender.name(), 0, contender.standard(), surface);
    }
    return RATES.stream()
        .map(rate -> walk(contender.name(), rate, contender.at(rate), surface))
        .min(Comparator.comparingDouble(SurfaceWalk::value)) // NaN is last
        .orElseThrow();
  }

  private static SurfaceWalk walk(
      String name, double rate, OptimizerConfig config, Surface surface) {
    Optimizer optimizer = Optimizer.builder(config).build(Map.of("point", Shape.of(2)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    float[] gradient = new float[weights.length];
    weights[0] = (float) surface.startX;
    weights[1] = (float) surface.startY;
    Gradient given = new Gradient(gradient).objective(surface);
    List<Double> xs = new ArrayList<>();
    List<Double> ys = new ArrayList<>();
    double value = surface.evaluate(weights, gradient);
    try {
      for (int step = 0; step < STEPS; step++) {
        xs.add((double) weights[0]);
        ys.add(surface.shows(weights[0], weights[1]) ? (double) weights[1] : Double.NaN);
        optimizer.step(weights, given.loss(value));
        value = surface.evaluate(weights, gradient);
      }
    } catch (NonFiniteException | IllegalStateException e) {
      value = Double.NaN;
    }
    float[] end = weights.clone();
    if (optimizer.hasEvaluationWeights() && !Double.isNaN(value)) {
      optimizer.evaluationWeights(weights, end);
      value = surface.evaluate(end, gradient);
    }
    String label = rate == 0 ? name : name + ", " + RaceResult.rate(rate);
    return new SurfaceWalk(name, rate, value, new Chart.Line(label, xs, ys));
  }
}
