package dev.descent.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.descent.autodiff.Differentiation;
import dev.descent.oracle.GradientCheck;
import dev.descent.oracle.Oracle;
import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import dev.descent.tensor.ShapeMismatchException;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LayersTest {
  private static final long KEY = 42;

  private final Trace training = new Trace(true);
  private final Trace evaluation = new Trace(false);

  private static Value input(Trace trace, int... extents) {
    return trace.graph().input("input", Type.f32(Shape.of(extents)));
  }

  @Test
  void linear_asksForPyTorchsParameters() {
    Value y = new Linear(7).apply(training.root().child("fc"), input(training, 2, 3, 5));
    assertThat(y.shape()).isEqualTo(Shape.of(2, 3, 7));
    assertThat(training.parameters().keySet()).containsExactly("fc.weight", "fc.bias");
    assertThat(training.parameters().get("fc.weight").value().shape()).isEqualTo(Shape.of(7, 5));
    for (Trace.Parameter parameter : training.parameters().values()) {
      float[] values = new float[parameter.value().shape().size()];
      parameter.initializer().fill(KEY, parameter.value().shape(), values, 0);
      for (float value : values) {
        assertThat(Math.abs(value)).isLessThanOrEqualTo((float) (1 / Math.sqrt(5)));
      }
    }
  }

  @Test
  void linear_ofAVector_givesAVector() {
    assertThat(new Linear(2).withoutBias().apply(training.root(), input(training, 5)).shape())
        .isEqualTo(Shape.of(2));
    assertThat(training.parameters().keySet()).containsExactly("weight");
  }

  @Test
  void linear_withoutOutputsOrAxes_isRefused() {
    assertThatThrownBy(() -> new Linear(0)).hasMessage("linear outputs must be >= 1, was 0");
    assertThatThrownBy(() -> new Linear(1).apply(training.root(), input(training)))
        .isInstanceOf(ShapeMismatchException.class)
        .hasMessage("linear needs at least one axis: []");
  }

  @Test
  void sequential_numbersItsParts() {
    Sequential network =
        Sequential.of(
            new Linear(8),
            new Tanh(),
            (scope, x) -> x.multiply(scope.parameter("scale", Shape.of(8), Initializers.ones())),
            new Residual(Sequential.of(new Linear(8), new Relu())),
            new Flatten());
    Value y = network.apply(training.root(), input(training, 4, 3));
    assertThat(y.shape()).isEqualTo(Shape.of(4, 8));
    assertThat(training.parameters().keySet())
        .containsExactly("0.weight", "0.bias", "2.scale", "3.inner.0.weight", "3.inner.0.bias");
    assertThat(network).isEqualTo(Sequential.of(network.layers().toArray(Layer[]::new)));
  }

  @Test
  void tiedLinear_usesTheOtherWeightTheOtherWayRound() {
    Sequential autoencoder = Sequential.of(new Linear(2), new Tanh(), new TiedLinear("0.weight"));
    Value y = autoencoder.apply(training.root(), input(training, 4, 5));
    assertThat(y.shape()).isEqualTo(Shape.of(4, 5));
    assertThat(training.aliases()).containsExactly(Map.entry("2.weight", "0.weight"));
    assertThat(training.parameters().keySet()).containsExactly("0.weight", "0.bias", "2.bias");
  }

  @Test
  void residual_aroundALayerThatChangesTheShape_isRefused() {
    assertThatThrownBy(
            () -> new Residual(new Linear(1)).apply(training.root(), input(training, 4, 3)))
        .hasMessage("residual needs an inner layer that keeps the shape: [4, 3] became [4, 1]");
  }

  @Test
  void dropout_inTraining_dropsItsShareAndScalesTheRest() {
    Value y = new Dropout(0.25).apply(training.root().child("3"), input(training, 100, 100));
    double[] ones = new double[10000];
    java.util.Arrays.fill(ones, 3);
    double[] kept = new Oracle(Map.of(y.graph().nodes().getFirst(), ones), KEY).evaluate(y);
    long key = Keys.fold(KEY, "3.#0");
    int zeros = 0;
    for (int i = 0; i < kept.length; i++) {
      assertThat(kept[i]).isEqualTo(Keys.uniform(key, i) < 0.75 ? 4 : 0, within(1e-15));
      zeros += kept[i] == 0 ? 1 : 0;
    }
    assertThat(zeros).isBetween(2500 - 217, 2500 + 217);
  }

  @Test
  void dropout_inEvaluation_isTheInput() {
    Value x = input(evaluation, 2);
    assertThat(new Dropout(0.5).apply(evaluation.root(), x)).isSameAs(x);
  }

  @Test
  void dropout_withARateOutOfRange_isRefused() {
    assertThatThrownBy(() -> new Dropout(1.5))
        .hasMessage("dropout rate must be in [0, 1], was 1.5");
    assertThatThrownBy(() -> new Dropout(Double.NaN))
        .hasMessage("dropout rate must be in [0, 1], was NaN");
  }

  @Test
  void batchNorm_onOneRow_isRefusedInTrainingOnly() {
    assertThatThrownBy(() -> new BatchNorm1d().apply(training.root(), input(training, 1, 3)))
        .hasMessage(
            "batch normalization needs more than one value per channel in training: [1, 3]; use"
                + " larger batches or drop the last one");
    assertThat(new BatchNorm1d().apply(evaluation.root(), input(evaluation, 1, 3)).shape())
        .isEqualTo(Shape.of(1, 3));
    assertThat(evaluation.nextStates()).isEmpty();
  }

  @Test
  void batchNorm_usedTwice_continuesItsStatistics() {
    Scope scope = training.root().child("norm");
    BatchNorm1d norm = new BatchNorm1d();
    norm.apply(scope, norm.apply(scope, input(training, 4, 3)));
    Map<Value, double[]> leaves = new HashMap<>();
    leaves.put(training.graph().nodes().getFirst(), new double[12]);
    training.states().forEach((path, state) -> leaves.put(state.value(), new double[3]));
    training.parameters().forEach((path, p) -> leaves.put(p.value(), new double[] {1, 1, 1}));
    leaves.put(training.states().get("norm.num_batches_tracked").value(), new double[] {5});
    Value count = training.nextStates().get("norm.num_batches_tracked");
    assertThat(new Oracle(leaves, 0).scalar(count)).isEqualTo(7);
  }

  @Test
  void network_ofAllLayers_hasTheGradientOfDifferences() {
    Sequential network =
        Sequential.of(
            new Linear(6),
            new BatchNorm1d(),
            new Gelu(),
            new Dropout(0.3),
            new Residual(Sequential.of(new Linear(6), new Silu())),
            new Softplus(),
            new Linear(2),
            new TiedLinear("6.weight"));
    Value x = input(training, 5, 3);
    Value loss = GradientCheck.weighted(network.apply(training.root(), x), 1);
    Map<Value, double[]> numbers = new HashMap<>();
    List<Value> with = new ArrayList<>(List.of(x));
    numbers.put(x, Oracle.numbers(GradientCheck.random(x.shape(), 2, -1, 1)));
    training
        .parameters()
        .forEach((path, parameter) -> {
          Shape shape = parameter.value().shape();
          float[] values = new float[shape.size()];
          parameter.initializer().fill(Keys.fold(Keys.of(1), path), shape, values, 0);
          numbers.put(parameter.value(), Oracle.numbers(Tensor.of(shape, values)));
          with.add(parameter.value());
        });
    training
        .states()
        .forEach(
            (path, state) -> numbers.put(state.value(), new double[state.value().shape().size()]));
    GradientCheck.compare(loss, Differentiation.gradient(loss, with), numbers);
  }
}
