package dev.descent.train;

import dev.descent.optim.EmaConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.SwaConfig;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/// Running statistics averaged as weights are: by the same wrapper, around an optimizer that stands
/// still.
final class StatisticsAverage {
  private final Layout layout; // of the states
  private final Optimizer optimizer;
  private final float[] moved; // as the optimizer lays them out
  private final float[] averaged;
  private final Gradient none;

  StatisticsAverage(Layout layout, OptimizerConfig config) {
    this.layout = layout;
    Map<String, Shape> shapes = new LinkedHashMap<>();
    layout.slices().forEach(slice -> shapes.put(slice.path(), slice.shape()));
    optimizer = Optimizer.builder(average(config)).build(shapes, Map.of());
    moved = new float[optimizer.layout().size()];
    averaged = new float[moved.length];
    none = new Gradient(new float[moved.length]);
  }

  private static OptimizerConfig average(OptimizerConfig config) {
    return switch (config) {
      case EmaConfig ema -> ema.withBase(SgdConfig.of(0));
      case SwaConfig swa -> swa.withBase(SgdConfig.of(0));
      default ->
          average(
              config
                  .inner()
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "running statistics can be averaged where the optimizer is ema or swa, was %s: recompute or keep them"
                              .formatted(config.hyperParameters().name()))));
    };
  }

  /// Takes the statistics after a step into account.
  void add(float[] states) {
    for (Layout.Slice slice : layout.slices()) {
      int to = optimizer.layout().slice(slice.path()).offset();
      System.arraycopy(states, slice.offset(), moved, to, slice.end() - slice.offset());
    }
    optimizer.step(moved, none);
  }

  /// Writes the averages.
  void read(float[] states) {
    optimizer.evaluationWeights(moved, averaged);
    for (Layout.Slice slice : layout.slices()) {
      int from = optimizer.layout().slice(slice.path()).offset();
      System.arraycopy(averaged, from, states, slice.offset(), slice.end() - slice.offset());
    }
  }
}
