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
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
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

  /// A network with weights, a batch and a vector for a product.
  private static final class Point {
    final Model model;
    final Layout layout;
    final float[] weights;
    final Batch batch = Networks.batch(TYPES, 3, 5);
    final float[] vector;

    Point(Layer layer) {
      model = Model.of(Network.supervised(layer, new CrossEntropy()), TYPES);
      layout = Layout.of(model.parameters(), model.aliases());
      weights = model.initialParameters(layout, 3);
      vector = new float[layout.size()];
      for (Layout.Slice slice : layout.slices()) {
        for (int i = slice.offset(); i < slice.end(); i++) {
          vector[i] = 2 * Keys.uniform(Keys.of(4), i) - 1;
        }
      }
    }

    HessianVector hessian(Team team) {
      return model.hessianVector(layout, TYPES, team, model.parameters().keySet());
    }

    float[] product(HessianVector hessian, long key, float[] with) {
      float[] product = new float[layout.size()];
      hessian.multiply(weights, model.initialStates(), batch, key, with, product);
      return product;
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void multiply_smoothNetwork_isTheDifferenceOfGradientsInDouble(Layer layer) {
    Point point = new Point(layer);
    float[] product = point.product(point.hessian(Team.single()), 0, point.vector);
    double[] ahead = gradient(layer, point, STEP);
    double[] behind = gradient(layer, point, -STEP);
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
  private static double[] gradient(Layer layer, Point point, double share) {
    Traced traced = Traced.of(Network.supervised(layer, new CrossEntropy()), TYPES, true);
    Map<Value, double[]> leaves = new HashMap<>();
    List<Value> parameters = new ArrayList<>();
    traced
        .trace()
        .parameters()
        .forEach((path, parameter) -> {
          Layout.Slice slice = point.layout.slice(path);
          double[] numbers = new double[slice.shape().size()];
          for (int i = 0; i < numbers.length; i++) {
            int at = slice.offset() + i;
            numbers[i] = point.weights[at] + share * point.vector[at];
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
          traced.trace().graph().input(name, TYPES.get(name)),
          Oracle.numbers(point.batch.tensor(name)));
    }
    Oracle oracle = new Oracle(leaves, 0);
    Map<Value, Value> gradients = Differentiation.gradient(traced.loss(), parameters);
    double[] all = new double[point.layout.size()];
    traced
        .trace()
        .parameters()
        .forEach((path, parameter) -> {
          double[] part = oracle.evaluate(gradients.get(parameter.value()));
          System.arraycopy(part, 0, all, point.layout.slice(path).offset(), part.length);
        });
    return all;
  }

  @Test
  void multiply_partOfTheParameters_isABlockOfTheHessian() {
    Point point = new Point(networks().getFirst());
    Layout.Slice bias = point.layout.slice("2.bias");
    float[] inside = new float[point.layout.size()];
    System.arraycopy(point.vector, bias.offset(), inside, bias.offset(), 3);
    float[] whole = point.product(point.hessian(Team.single()), 0, inside);
    HessianVector part =
        point.model.hessianVector(point.layout, TYPES, Team.single(), Set.of("2.bias"));
    float[] block = point.product(part, 0, point.vector);
    float[] expected = new float[point.layout.size()];
    for (int i = bias.offset(); i < bias.end(); i++) {
      expected[i] = whole[i];
      assertThat(block[i]).isNotZero().isEqualTo(whole[i]);
    }
    assertThat(block).containsExactly(expected);
  }

  @Test
  void multiply_threadsAndDropout_sameKeySameBits() {
    Point point =
        new Point(Sequential.of(new Linear(64), new Tanh(), new Dropout(0.5), new Linear(3)));
    HessianVector alone = point.hessian(Team.single());
    float[] one = point.product(alone, 9, point.vector);
    float[] other = point.product(alone, 10, point.vector);
    float[] two;
    try (Team team = Team.of(2)) {
      two = point.product(point.hessian(team), 9, point.vector);
    }
    assertThat(bits(two)).isEqualTo(bits(one)).isNotEqualTo(bits(other));
    // The derivative of the program's gradient with the same mask: its own loss, once more.
    Program program = point.model.training(point.layout, TYPES, Team.single());
    double h = 0x1p-7;
    float[] ahead = slope(program, point, (float) h);
    float[] behind = slope(program, point, (float) -h);
    for (int i = 0; i < one.length; i++) {
      assertThat((ahead[i] - behind[i]) / (2 * h)).isCloseTo(one[i], within(1e-3));
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double bound) {
    return org.assertj.core.data.Offset.offset(bound);
  }

  private static float[] slope(Program program, Point point, float share) {
    float[] moved = point.weights.clone();
    for (int i = 0; i < moved.length; i++) {
      moved[i] += share * point.vector[i];
    }
    program.run(moved, new float[0], point.batch, 9);
    return program.gradient().clone();
  }

  @Test
  void multiply_shortVectorOrOtherBatch_isRefused() {
    Point point = new Point(new Linear(3));
    HessianVector hessian = point.hessian(Team.single());
    float[] weights = point.weights;
    assertThatThrownBy(
            () -> hessian.multiply(weights, new float[0], point.batch, 0, new float[3], weights))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a product with the Hessian needs vectors of 256 elements, was 3 and 256");
    Batch other = Networks.batch(Networks.labelled(9, 6), 3, 5);
    assertThatThrownBy(
            () -> hessian.multiply(weights, new float[0], other, 0, weights, weights.clone()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "batch must have a field 'input' F32[8, 6]; found {input=F32[9, 6], target=I32[9]}");
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
