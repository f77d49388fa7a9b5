package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.kernel.Kernels;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.engine.Descending;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A network, its optimizer and its weights: one of two sides that train alike.
final class Side {
  static final Descending PLAIN = new Descending(0.1, 0, true, -1);

  private final Map<String, Type> types;
  private final Model model;
  final Optimizer optimizer;
  final float[] weights;
  private Set<String> trained = Set.of();
  Program program;
  Gradient gradient;
  float targets = 1; // a factor of them

  Side(int rows, String extents, OptimizerBuilder builder, Execution execution) {
    List<Integer> widths = Arrays.stream(extents.split(",")).map(Integer::valueOf).toList();
    types =
        Map.of(
            Batch.INPUT,
            Type.f32(Shape.of(rows, widths.getFirst())),
            Batch.TARGET,
            Type.f32(Shape.of(rows, widths.getLast())));
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < widths.size(); i++) {
      layers.add(new Linear(widths.get(i)));
      layers.add(new Tanh());
    }
    Network network = Network.supervised(new Sequential(layers), new MeanSquaredError());
    model = Model.of(network, types).withExecution(execution);
    optimizer = builder.build(model.parameters(), model.aliases());
    weights = model.initialParameters(optimizer.layout(), 1);
    program = training();
    gradient = new Gradient(program.gradient());
  }

  private Program training() {
    trained = optimizer.trained();
    Program made = model.training(optimizer.layout(), types, Team.single(), trained);
    made.useVectors();
    return made;
  }

  /// Goes over to another program if others are trained.
  void compile() {
    if (!optimizer.trained().equals(trained)) {
      program = training();
      gradient = new Gradient(program.gradient());
    }
  }

  boolean started() {
    return Kernels.VECTOR && optimizer.steps() > 0;
  }

  Batch batch(long seed) {
    return Networks.batch(types, 2, seed);
  }

  Update update(double scale) {
    return optimizer.update(weights, gradient.scale(scale));
  }

  float run(long seed, double scale, float factor, Update update) {
    Batch batch = batch(seed);
    float[] input = batch.floats(batch.indexOf(Batch.INPUT));
    for (int i = 0; i < input.length; i++) {
      input[i] *= factor;
    }
    float[] target = batch.floats(batch.indexOf(Batch.TARGET));
    for (int i = 0; i < target.length; i++) {
      target[i] *= targets;
    }
    gradient.scale(scale);
    return program.run(weights, new float[0], batch, 0, update);
  }

  void end(double loss) {
    optimizer.step(weights, gradient.loss(loss));
  }

  static void assertSame(Side actual, Side expected) {
    assertThat(bits(actual.weights)).isEqualTo(bits(expected.weights));
    assertThat(bits(actual.program.gradient())).isEqualTo(bits(expected.program.gradient()));
    OptimizerState state = actual.optimizer.state();
    assertThat(state.step()).isEqualTo(expected.optimizer.state().step());
    assertThat(state.updates()).isEqualTo(expected.optimizer.state().updates());
  }

  static int[] bits(float... values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(values[i]);
    }
    return bits;
  }
}
