package dev.descent.testkit;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.random.Keys;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/// An optimizer under way on a noisy quadratic: ½ a (w − c)² + e w for each weight, where a and c
/// are functions of the parameter's path and the element, and the noise e of these and the step.
final class Course {
  /// Parameters of four, two, one and no axis, and one without elements.
  static final Map<String, Shape> SHAPES = shapes();

  /// Parameters that threads share out: more than 65536 elements in several stretches.
  static final Map<String, Shape> LARGE = large();

  final Optimizer optimizer;
  final Layout layout;
  float[] weights;
  final float[] values;
  final Gradient gradient;
  final Objective objective;
  private final int period; // elements that far apart are alike
  private final float[] curvature;
  private final float[] center;
  private final float[] noise;
  private double noiseSize = 0.25;
  private long steps;

  Course(OptimizerBuilder builder, Map<String, Shape> shapes, Map<String, String> aliases) {
    this(builder, shapes, aliases, Integer.MAX_VALUE);
  }

  /// Starts a course in which elements that lie a multiple of `period` apart are alike.
  Course(
      OptimizerBuilder builder,
      Map<String, Shape> shapes,
      Map<String, String> aliases,
      int period) {
    this.period = period;
    optimizer = builder.build(shapes, aliases);
    layout = optimizer.layout();
    weights = new float[layout.size()];
    values = new float[layout.size()];
    curvature = new float[layout.size()];
    center = new float[layout.size()];
    noise = new float[layout.size()];
    objective =
        new Objective() {
          @Override
          public double evaluate(float[] at, float[] into) {
            return Course.this.evaluate(at, into);
          }

          @Override
          public void hessianVector(float[] at, float[] vector, float[] product) {
            for (int i = 0; i < product.length; i++) {
              product[i] = curvature[i] * vector[i];
            }
          }
        };
    gradient = new Gradient(values).objective(objective);
    for (Layout.Slice slice : layout.slices()) {
      long key = Keys.fold(Keys.of(7), slice.path());
      for (int i = 0; i < slice.shape().size(); i++) {
        curvature[slice.offset() + i] = 0.5f + Keys.uniform(Keys.fold(key, 1), i % period);
        center[slice.offset() + i] = (float) Keys.normal(Keys.fold(key, 2), i % period);
        weights[slice.offset() + i] = (float) Keys.normal(Keys.fold(key, 3), i % period);
      }
    }
  }

  static Course of(OptimizerBuilder builder) {
    return new Course(builder, SHAPES, Map.of());
  }

  /// Starts an optimizer with a config; a transform gets one that descends.
  static OptimizerBuilder builder(OptimizerConfig config) {
    return Declared.transform(config)
        ? Optimizer.builder(new PlainDescentConfig()).transform(config)
        : Optimizer.builder(config);
  }

  /// As [#builder(OptimizerConfig)], with a schedule of one of its components.
  static OptimizerBuilder builder(OptimizerConfig config, String component, Schedule schedule) {
    return Declared.transform(config)
        ? builder(config).schedule(config.hyperParameters().name(), component, schedule)
        : builder(config).schedule(component, schedule);
  }

  /// Leaves out the noise from now on.
  Course quiet() {
    noiseSize = 0;
    return this;
  }

  /// Starts at the numbers of another course: as a second run of the same model would.
  Course from(Course other) {
    weights = other.weights.clone();
    steps = other.steps;
    return this;
  }

  /// Lets steps go by in which nothing is updated.
  void skip(int count) {
    steps += count;
  }

  /// Computes the gradient of the next step; returns the loss.
  double prepare() {
    for (Layout.Slice slice : layout.slices()) {
      long key = Keys.fold(Keys.fold(Keys.of(8), slice.path()), steps);
      for (int i = 0; i < slice.shape().size(); i++) {
        noise[slice.offset() + i] = (float) (noiseSize * Keys.normal(key, i % period));
      }
    }
    double loss = evaluate(weights, values);
    gradient.loss(loss);
    return loss;
  }

  /// Makes a number of steps; returns the loss before the last.
  double run(int count) {
    double loss = Double.NaN;
    for (int i = 0; i < count; i++) {
      loss = prepare();
      optimizer.step(weights, gradient);
      steps++;
    }
    return loss;
  }

  /// Returns a parameter's weights.
  float[] of(String path) {
    Layout.Slice slice = layout.slice(path);
    return Arrays.copyOfRange(weights, slice.offset(), slice.end());
  }

  /// Returns every parameter's weights, by path: the bits, one NaN for all.
  Map<String, String> bits() {
    Map<String, String> bits = new LinkedHashMap<>();
    layout.slices().stream()
        .map(Layout.Slice::path)
        .sorted()
        .forEach(path -> bits.put(path, hex(of(path))));
    return bits;
  }

  /// Returns everything that later steps depend on, and the evaluation weights, by name: bits, or
  /// for many numbers a digest of them.
  Map<String, String> everything() {
    Map<String, String> all = new TreeMap<>();
    float[] evaluated = new float[weights.length];
    optimizer.evaluationWeights(weights, evaluated);
    for (Layout.Slice slice : layout.slices()) {
      all.put("weights of " + slice.path(), text(weights, slice.offset(), slice.end()));
      all.put("evaluation of " + slice.path(), text(evaluated, slice.offset(), slice.end()));
    }
    OptimizerState state = optimizer.state();
    state
        .slots()
        .forEach((name, slot) -> {
          int from = slot.offset();
          all.put("slot " + name, text(slot.floats(), from, from + slot.shape().size()));
        });
    state.scalars().forEach((name, value) -> all.put("scalar " + name, Double.toHexString(value)));
    state.updates().forEach((path, count) -> all.put("updates of " + path, count.toString()));
    all.put("steps", Long.toString(state.step()));
    return all;
  }

  /// Runs a model with small parameters, then one with large ones; returns everything of both.
  static Map<String, String> smallAndLarge(OptimizerConfig config) {
    Map<String, String> all = new TreeMap<>();
    Course small = of(builder(config));
    small.run(6);
    small.everything().forEach((name, text) -> all.put("small: " + name, text));
    Course large = new Course(builder(config), LARGE, Map.of());
    large.run(2);
    large.everything().forEach((name, text) -> all.put("large: " + name, text));
    return all;
  }

  private static String text(float[] numbers, int from, int to) {
    if (to - from <= 32) {
      return hex(Arrays.copyOfRange(numbers, from, to));
    }
    long digest = 0;
    for (int i = from; i < to; i++) {
      digest = Keys.fold(digest, Float.floatToIntBits(numbers[i]));
    }
    return "digest " + Long.toHexString(digest);
  }

  /// Returns the bits of numbers in hexadecimal, one NaN for all.
  static String hex(float[] numbers) {
    StringBuilder text = new StringBuilder();
    for (float number : numbers) {
      text.append(Integer.toHexString(Float.floatToIntBits(number))).append(' ');
    }
    return text.toString();
  }

  private double evaluate(float[] at, float[] into) {
    double loss = 0;
    for (Layout.Slice slice : layout.slices()) {
      for (int i = slice.offset(); i < slice.end(); i++) {
        float d = at[i] - center[i];
        into[i] = curvature[i] * d + noise[i];
        loss += 0.5 * curvature[i] * d * d + noise[i] * at[i];
      }
    }
    return loss;
  }

  private static Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("convolution.weight", Shape.of(4, 3, 2, 2));
    shapes.put("linear.weight", Shape.of(6, 5));
    shapes.put("linear.bias", Shape.of(6));
    shapes.put("temperature", Shape.scalar());
    shapes.put("nothing", Shape.of(0, 3));
    return shapes;
  }

  private static Map<String, Shape> large() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("matrix", Shape.of(150, 333));
    shapes.put("vector", Shape.of(70_001));
    shapes.put("few", Shape.of(7));
    return shapes;
  }
}
