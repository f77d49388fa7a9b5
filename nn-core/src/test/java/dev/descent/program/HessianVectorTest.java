package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.autodiff.Differentiation;
import dev.descent.layer.BatchNorm1d;
import dev.descent.layer.Dropout;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Sigmoid;
import dev.descent.layer.Tanh;
import dev.descent.loss.CrossEntropy;
import dev.descent.oracle.Oracle;
import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.runtime.HeapTooSmallException;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Products with the Hessian against central differences of the gradient in `double`.
final class HessianVectorTest {
  private static final Map<String, Type> TYPES = Networks.labelled(8, 6);

  /// Central differences of a gradient of order 1 over 2⁻¹⁵: h² = 9.3e-10 times a derivative of
  /// order 10 at most, and 2⁻⁵³/h = 4e-12. Products in `float` lose some units of 6e-8 on the way:
  /// 1.3e-7 was the worst that was seen.
  private static final double STEP = 0x1p-15;

  private static final double BOUND = 1e-6;

  static List<Layer> networks() {
    return List.of(
        Sequential.of(new Linear(5), new Tanh(), new Linear(3)),
        Sequential.of(new Linear(4), new BatchNorm1d(), new Sigmoid(), new Linear(3)),
        Sequential.of(new Linear(7), new Tanh(), new Linear(4), new Tanh(), new Linear(3)));
  }

  private static Model model(Layer layer) {
    return Model.of(Network.supervised(layer, new CrossEntropy()), TYPES);
  }

  private static float[] vector(Layout layout, long seed) {
    float[] vector = new float[layout.size()];
    for (Layout.Slice slice : layout.slices()) {
      for (int i = slice.offset(); i < slice.end(); i++) {
        vector[i] = 2 * Keys.uniform(Keys.of(seed), i) - 1;
      }
    }
    return vector;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void multiply_smoothNetwork_isTheDifferenceOfGradientsInDouble(Layer layer) {
    Model model = model(layer);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    float[] weights = model.initialParameters(layout, 3);
    Batch batch = Networks.batch(TYPES, 3, 5);
    float[] vector = vector(layout, 4);
    float[] product = new float[layout.size()];
    model
        .hessianVector(layout, TYPES, Team.single(), model.parameters().keySet())
        .multiply(weights, model.initialStates(), batch, 0, vector, product);
    double[] ahead = gradient(layer, layout, batch, weights, vector, STEP);
    double[] behind = gradient(layer, layout, batch, weights, vector, -STEP);
    double largest = 0;
    double worst = 0;
    for (int i = 0; i < product.length; i++) {
      double expected = (ahead[i] - behind[i]) / (2 * STEP);
      largest = Math.max(largest, Math.abs(expected));
      worst = Math.max(worst, Math.abs(product[i] - expected));
    }
    assertThat(largest).isGreaterThan(0.01);
    assertThat(worst / largest).isLessThan(BOUND);
  }

  /// The gradient at weights + share · vector.
  private static double[] gradient(
      Layer layer, Layout layout, Batch batch, float[] weights, float[] vector, double share) {
    Traced traced = Traced.of(Network.supervised(layer, new CrossEntropy()), TYPES, true);
    Map<Value, double[]> leaves = new HashMap<>();
    List<Value> parameters = new ArrayList<>();
    traced
        .trace()
        .parameters()
        .forEach((path, parameter) -> {
          Layout.Slice slice = layout.slice(path);
          double[] numbers = new double[slice.shape().size()];
          for (int i = 0; i < numbers.length; i++) {
            int at = slice.offset() + i;
            numbers[i] = weights[at] + share * vector[at];
          }
          parameters.add(parameter.value());
          leaves.put(parameter.value(), numbers);
        });
    traced
        .trace()
        .states()
        .forEach(
            (path, state) -> leaves.put(state.value(), new double[state.value().shape().size()]));
    for (String name : TYPES.keySet()) {
      leaves.put(
          traced.trace().graph().input(name, TYPES.get(name)), Oracle.numbers(batch.tensor(name)));
    }
    Oracle oracle = new Oracle(leaves, 0);
    Map<Value, Value> gradients = Differentiation.gradient(traced.loss(), parameters);
    double[] all = new double[layout.size()];
    traced
        .trace()
        .parameters()
        .forEach((path, parameter) -> {
          double[] part = oracle.evaluate(gradients.get(parameter.value()));
          System.arraycopy(part, 0, all, layout.slice(path).offset(), part.length);
        });
    return all;
  }

  @Test
  void multiply_partOfTheParameters_isABlockOfTheHessian() {
    Model model = model(networks().getFirst());
    Layout layout = Layout.of(model.parameters(), model.aliases());
    float[] weights = model.initialParameters(layout, 3);
    Batch batch = Networks.batch(TYPES, 3, 5);
    float[] vector = vector(layout, 4);
    Layout.Slice bias = layout.slice("2.bias");
    float[] inside = new float[layout.size()];
    System.arraycopy(vector, bias.offset(), inside, bias.offset(), 3);
    float[] whole = new float[layout.size()];
    model
        .hessianVector(layout, TYPES, Team.single(), model.parameters().keySet())
        .multiply(weights, model.initialStates(), batch, 0, inside, whole);
    float[] block = new float[layout.size()];
    model
        .hessianVector(layout, TYPES, Team.single(), Set.of("2.bias"))
        .multiply(weights, model.initialStates(), batch, 0, vector, block);
    float[] expected = new float[layout.size()];
    for (int i = bias.offset(); i < bias.end(); i++) {
      expected[i] = whole[i];
      assertThat(block[i]).isNotZero().isEqualTo(whole[i]);
    }
    assertThat(block).containsExactly(expected);
  }

  @Test
  void multiply_threadsAndDropout_sameKeySameBits() {
    Model model = model(Sequential.of(new Linear(64), new Tanh(), new Dropout(0.5), new Linear(3)));
    Layout layout = Layout.of(model.parameters(), model.aliases());
    float[] weights = model.initialParameters(layout, 3);
    Batch batch = Networks.batch(TYPES, 3, 5);
    float[] vector = vector(layout, 4);
    float[] one = new float[layout.size()];
    float[] two = new float[layout.size()];
    float[] other = new float[layout.size()];
    Set<String> trained = model.parameters().keySet();
    HessianVector alone = model.hessianVector(layout, TYPES, Team.single(), trained);
    alone.multiply(weights, new float[0], batch, 9, vector, one);
    alone.multiply(weights, new float[0], batch, 10, vector, other);
    try (Team team = Team.of(2)) {
      HessianVector shared = model.hessianVector(layout, TYPES, team, trained);
      shared.multiply(weights, new float[0], batch, 9, vector, two);
    }
    assertThat(bits(two)).isEqualTo(bits(one)).isNotEqualTo(bits(other));
    // The derivative of the program's gradient with the same mask: its own loss, once more.
    Program program = model.training(layout, TYPES, Team.single());
    double h = 0x1p-7;
    float[] ahead = slope(program, weights, vector, (float) h, batch);
    float[] behind = slope(program, weights, vector, (float) -h, batch);
    for (int i = 0; i < one.length; i++) {
      assertThat((ahead[i] - behind[i]) / (2 * h)).isCloseTo(one[i], within(1e-3));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double bound) {
    return org.assertj.core.data.Offset.offset(bound);
  }

  private static float[] slope(
      Program program, float[] weights, float[] vector, float share, Batch batch) {
    float[] moved = weights.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += share * vector[i];
    }
    program.run(moved, new float[0], batch, 9);
    return program.gradient().clone();
  }

  @Test
  void multiply_shortVectorOrOtherBatch_isRefused() {
    Model model = model(new Linear(3));
    Layout layout = Layout.of(model.parameters(), model.aliases());
    HessianVector hessian =
        model.hessianVector(layout, TYPES, Team.single(), model.parameters().keySet());
    float[] weights = new float[layout.size()];
    Batch batch = Networks.batch(TYPES, 3, 5);
    assertThatThrownBy(
            () -> hessian.multiply(weights, new float[0], batch, 0, new float[3], weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a product with the Hessian needs vectors of 256 elements, was 3 and 256");
    Batch other = Networks.batch(Networks.labelled(9, 6), 3, 5);
    assertThatThrownBy(
            () -> hessian.multiply(weights, new float[0], other, 0, weights, weights.clone()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "batch must have a field 'input' F32[8, 6]; found {input=F32[9, 6], target=I32[9]}");
  }

  /// A user's operation: x³. Its gradient is an operation that has none, or is written out.
  private record Cube(boolean whole) implements Operation.Custom {
    @Override
    public String name() {
      return "cube";
    }

    @Override
    public Type infer(List<Type> inputs) {
      return inputs.getFirst();
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      Value x = inputs.getFirst();
      Value slope = whole ? x.square().multiply(3) : x.apply(new CubeGradient(), List.of(x));
      return List.of(cotangent.multiply(slope));
    }

    @Override
    public void compute(List<Tensor> inputs, Tensor output) {
      Tensor x = inputs.getFirst();
      for (int i = 0; i < x.shape().size(); i++) {
        output.floats()[output.offset() + i] = x.at(i) * x.at(i) * x.at(i);
      }
    }
  }

  /// 3x².
  private record CubeGradient() implements Operation.Custom {
    @Override
    public String name() {
      return "cubeGradient";
    }

    @Override
    public Type infer(List<Type> inputs) {
      return inputs.getFirst();
    }

    @Override
    public void compute(List<Tensor> inputs, Tensor output) {
      Tensor x = inputs.getFirst();
      for (int i = 0; i < x.shape().size(); i++) {
        output.floats()[output.offset() + i] = 3 * x.at(i) * x.at(i);
      }
    }
  }

  private static Network cubes(Operation.Custom cube) {
    return (scope, inputs) -> {
      Value w =
          scope.parameter("w", Shape.of(3), (key, shape, v, o) -> Arrays.fill(v, o, o + 3, 2f));
      Value y = w.multiply(inputs.get(Batch.INPUT));
      return Map.of(Network.LOSS, y.apply(cube, List.of(y)).sum());
    };
  }

  /// The loss is Σ (w·x)³, its Hessian the diagonal 6·w·x³.
  @Test
  void multiply_customOperation_needsAGradientOfItsGradient() {
    Map<String, Type> types = Map.of(Batch.INPUT, Type.f32(Shape.of(3)));
    Batch batch = Batch.of(Map.of(Batch.INPUT, Tensor.of(Shape.of(3), 1f, 2, 3)));
    Model model = Model.of(cubes(new Cube(true)), types);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    float[] weights = model.initialParameters(layout, 0);
    float[] ones = new float[layout.size()];
    Arrays.fill(ones, 1);
    float[] product = new float[layout.size()];
    Set<String> all = model.parameters().keySet();
    model
        .hessianVector(layout, types, Team.single(), all)
        .multiply(weights, new float[0], batch, 0, ones, product);
    assertThat(product).startsWith(12, 96, 324);
    Model once = Model.of(cubes(new Cube(false)), types);
    Program program = once.training(layout, types, Team.single());
    program.run(weights, new float[0], batch, 0);
    assertThat(program.gradient()).startsWith(12, 96, 324);
    assertThatThrownBy(() -> once.hessianVector(layout, types, Team.single(), all))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "a product with the Hessian needs second derivatives: cubeGradient has no gradient:"
                + " write it in 'gradient' of the operation, or keep the operation out of the loss"
                + " with stopGradient()");
    Model never = Model.of(cubes(new CubeGradient()), types);
    assertThatThrownBy(() -> never.training(layout, types, Team.single()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("cubeGradient has no gradient: ");
    assertThat(
            never
                .training(layout, types, Team.single(), Set.of())
                .run(weights, new float[0], batch, 0))
        .isEqualTo(3 * (4 + 16 + 36f));
  }

  @Test
  void hessianVector_afterItsPlan_isNotCompiledAgain() {
    AtomicInteger traces = new AtomicInteger();
    Network network = cubes(new Cube(true));
    Map<String, Type> types = Map.of(Batch.INPUT, Type.f32(Shape.of(3)));
    Model model =
        Model.of(
            (scope, inputs) -> {
              traces.incrementAndGet();
              return network.apply(scope, inputs);
            },
            types);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Set<String> all = model.parameters().keySet();
    Plan plan = model.hessianVectorPlan(layout, types, all);
    HessianVector one = model.hessianVector(layout, types, Team.single(), all);
    assertThat(traces).as("once to make the model").hasValue(2);
    assertThat(one.plan()).isSameAs(plan);
    assertThat(model.hessianVector(layout, types, Team.single(), all)).isNotSameAs(one);
    assertThat(traces).hasValue(2);
  }

  @Test
  void hessianVector_ofANetworkThatThrows_saysWhatTheNetworkSays() {
    AtomicInteger traces = new AtomicInteger();
    Network network = cubes(new Cube(true));
    Map<String, Type> types = Map.of(Batch.INPUT, Type.f32(Shape.of(3)));
    Model model =
        Model.of(
            (scope, inputs) -> {
              if (traces.getAndIncrement() > 0) {
                throw new UnsupportedOperationException("of the network's own");
              }
              return network.apply(scope, inputs);
            },
            types);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    assertThatThrownBy(() -> model.hessianVectorPlan(layout, types, Set.of("w")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("of the network's own");
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToIntBits(values[i])).toArray();
  }

  /// A million rows times 2000 columns times 16 layers are more than 100 GiB of results.
  @Test
  void hessianVector_withMoreThanTheHeap_isRefusedByItsName() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      layers.add(new Linear(2000));
      layers.add(new Tanh());
    }
    layers.add(new Linear(3));
    Map<String, Type> types = Networks.labelled(1 << 20, 6);
    Model model = Model.of(Network.supervised(new Sequential(layers), new CrossEntropy()), types);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    assertThatThrownBy(
            () -> model.hessianVector(layout, types, Team.single(), model.parameters().keySet()))
        .isInstanceOf(HeapTooSmallException.class)
        .hasMessageStartingWith("product with the Hessian must fit into the heap of ");
  }
}
