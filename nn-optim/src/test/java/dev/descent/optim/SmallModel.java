package dev.descent.optim;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/// Three parameters, and gradients for them that are exact in `float`.
final class SmallModel {
  /// In this order, whereas each JVM gives that of `Map.of` another one.
  private static final Map<String, Shape> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put("0.weight", Shape.of(3, 2));
    SHAPES.put("0.bias", Shape.of(3));
    SHAPES.put("1.weight", Shape.of(2, 3));
  }

  private SmallModel() {}

  static Optimizer build(OptimizerBuilder builder) {
    return builder.build(SHAPES, Map.of());
  }

  static OptimizerBuilder.Estimate estimate(OptimizerBuilder builder) {
    return builder.estimate(SHAPES, Map.of());
  }

  /// Returns the weights at the start.
  static float[] start(Optimizer optimizer) {
    float[] weights = new float[optimizer.layout().size()];
    for (Layout.Slice slice : optimizer.layout().slices()) {
      for (int i = slice.offset(); i < slice.end(); i++) {
        weights[i] = 0.5f - 0.125f * (i - slice.offset());
      }
    }
    return weights;
  }

  /// Returns the gradient of a step.
  static float[] gradient(Optimizer optimizer, int step) {
    float[] gradient = new float[optimizer.layout().size()];
    for (Layout.Slice slice : optimizer.layout().slices()) {
      for (int i = slice.offset(); i < slice.end(); i++) {
        gradient[i] = (i - slice.offset() + 1) * (step % 3 == 0 ? 0.5f : -0.25f);
      }
    }
    return gradient;
  }

  /// Makes steps with gradients of one to four samples.
  static void run(Optimizer optimizer, float[] weights, int from, int to) {
    for (int step = from; step < to; step++) {
      optimizer.step(weights, new Gradient(gradient(optimizer, step)).samples(1 + step % 4));
    }
  }
}
