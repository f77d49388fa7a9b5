package dev.descent.optim;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.random.Keys;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// An optimizer, its weights, and gradients that are functions of path, element and number.
final class KeyedRun {
  static final Map<String, Shape> SHAPES =
      Map.of(
          "0.weight", Shape.of(3, 2),
          "0.bias", Shape.of(3),
          "1.weight", Shape.of(2, 3),
          "1.bias", Shape.of(2));

  final Optimizer optimizer;
  final float[] weights;
  private final int window;

  /// Makes a run.
  ///
  /// @param gradients of each step
  KeyedRun(OptimizerBuilder builder, int gradients) {
    optimizer = builder.build(SHAPES, Map.of());
    window = gradients;
    weights = numbers(optimizer.layout(), -1);
  }

  private static float[] numbers(Layout layout, int seed) {
    float[] numbers = new float[layout.size()];
    for (Layout.Slice slice : layout.slices()) {
      long key = Keys.fold(Keys.of(seed), slice.path());
      for (int i = slice.offset(); i < slice.end(); i++) {
        numbers[i] = 2 * Keys.uniform(key, i - slice.offset()) - 1;
      }
    }
    return numbers;
  }

  /// Makes a step, with NaNs where paths start so: nobody may look.
  void step(int step, String frozen) {
    for (int i = step * window; i < (step + 1) * window; i++) {
      optimizer.step(weights, new Gradient(values(i, frozen)).samples(1 + i % 3));
    }
  }

  void gradients(int from, int to) {
    for (int i = from; i < to; i++) {
      optimizer.step(weights, new Gradient(values(i, "none")).samples(1 + i % 3));
    }
  }

  float[] values(int number, String frozen) {
    float[] values = numbers(optimizer.layout(), number);
    for (Layout.Slice slice : optimizer.layout().slices()) {
      if (slice.path().startsWith(frozen)) {
        Arrays.fill(values, slice.offset(), slice.end(), Float.NaN);
      }
    }
    return values;
  }

  static List<Float> part(Optimizer optimizer, float[] vector, String path) {
    Layout.Slice slice = optimizer.layout().slice(path);
    List<Float> part = new ArrayList<>();
    for (int i = slice.offset(); i < slice.end(); i++) {
      part.add(vector[i]);
    }
    return part;
  }

  /// Weights, evaluation weights, slots and update counts of the parameters whose paths start so.
  Map<String, Object> of(String prefix) {
    Map<String, Object> all = new TreeMap<>();
    float[] evaluated = new float[weights.length];
    optimizer.evaluationWeights(weights, evaluated);
    OptimizerState state = optimizer.state();
    for (String path : SHAPES.keySet()) {
      if (path.startsWith(prefix)) {
        all.put(path, part(optimizer, weights, path));
        all.put(path + " evaluated", part(optimizer, evaluated, path));
        all.put(path + " updates", state.updates().getOrDefault(path, 0L));
      }
    }
    state
        .slots()
        .forEach((name, slot) -> {
          if (name.startsWith(prefix)) {
            all.put(name, Arrays.toString(slot.toFloats()));
          }
        });
    return all;
  }
}
