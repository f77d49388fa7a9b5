package dev.descent.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.autodiff.Differentiation;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Sigmoid;
import dev.descent.layer.Trace;
import dev.descent.oracle.Evaluator;
import dev.descent.oracle.GradientCheck;
import dev.descent.oracle.Oracle;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The weight update of a one-layer network with mean squared error, by hand.
///
/// ```
/// ŷₖ = f(netₖ)      netₖ = Σᵢ wᵢ · xₖᵢ
/// ∂/∂wᵢ (1/n) Σₖ (yₖ − ŷₖ)² = (2/n) Σₖ (ŷₖ − yₖ) · f′(netₖ) · xₖᵢ
/// wᵢ ← wᵢ − rate · ∂/∂wᵢ
/// ```
final class WeightUpdateTest {
  private static final int SAMPLES = 12;
  private static final int INPUTS = 4;
  private static final double RATE = 0.05;
  private static final double[] X =
      Oracle.numbers(GradientCheck.random(Shape.of(SAMPLES, INPUTS), 1, -1, 1));
  private static final double[] Y =
      Oracle.numbers(GradientCheck.random(Shape.of(SAMPLES), 2, 0.1, 0.9));
  private static final double[] START =
      Oracle.numbers(GradientCheck.random(Shape.of(INPUTS), 3, -0.5, 0.5));

  /// A network with one layer.
  ///
  /// @param name its name
  /// @param layer the layer
  /// @param f the activation
  /// @param slope f′ by net
  record OneLayer(String name, Layer layer, DoubleUnaryOperator f, DoubleUnaryOperator slope) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  static Stream<Arguments> networks() {
    Linear linear = new Linear(1).withoutBias();
    OneLayer identity = new OneLayer("identity", Sequential.of(linear), net -> net, net -> 1);
    OneLayer sigmoid =
        new OneLayer(
            "sigmoid",
            Sequential.of(linear, new Sigmoid()),
            WeightUpdateTest::sigmoid,
            net -> sigmoid(net) * (1 - sigmoid(net)));
    return Stream.of(identity, sigmoid)
        .flatMap(n -> Stream.of(Evaluator.values()).map(e -> Arguments.of(n, e)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("networks")
  void gradient_ofAllSamples_isTheFormulas(OneLayer network, Evaluator evaluator) {
    assertFormula(network, evaluator, IntStream.range(0, SAMPLES).toArray());
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("networks")
  void gradient_ofOneSample_isTheFormulas(OneLayer network, Evaluator evaluator) {
    for (int k = 0; k < SAMPLES; k++) {
      assertFormula(network, evaluator, k);
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("networks")
  void gradient_ofAMiniBatch_isTheAverageOfItsSamples(OneLayer network, Evaluator evaluator) {
    int[] batch = {3, 0, 7, 10};
    assertFormula(network, evaluator, batch);
    double[] average = new double[INPUTS];
    for (int k : batch) {
      double[] one = gradient(network, evaluator, START, k);
      for (int i = 0; i < INPUTS; i++) {
        average[i] += one[i] / batch.length;
      }
    }
    evaluator.assertClose("average", gradient(network, evaluator, START, batch), average);
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("networks")
  void update_againstTheGradient_lowersTheLoss(OneLayer network, Evaluator evaluator) {
    int[] all = IntStream.range(0, SAMPLES).toArray();
    for (int batch : new int[] {SAMPLES, 4, 1}) {
      double[] w = START.clone();
      for (int epoch = 0; epoch < 20; epoch++) {
        for (int from = 0; from < SAMPLES; from += batch) {
          double[] g = gradient(network, evaluator, w, Arrays.copyOfRange(all, from, from + batch));
          for (int i = 0; i < INPUTS; i++) {
            w[i] -= RATE * g[i];
          }
        }
      }
      assertThat(meanSquaredError(network, w)).isLessThan(meanSquaredError(network, START));
    }
  }

  private static void assertFormula(OneLayer network, Evaluator evaluator, int... batch) {
    double[] expected = new double[INPUTS];
    for (int k : batch) {
      double net = net(START, k);
      double factor = 2 * (network.f.applyAsDouble(net) - Y[k]) * network.slope.applyAsDouble(net);
      for (int i = 0; i < INPUTS; i++) {
        expected[i] += factor * X[k * INPUTS + i] / batch.length;
      }
    }
    double[] actual = gradient(network, evaluator, START, batch);
    double tolerance = evaluator == Evaluator.DOUBLE ? 1e-14 : 2e-6;
    for (int i = 0; i < INPUTS; i++) {
      assertThat(actual[i]).isEqualTo(expected[i], within(tolerance));
    }
  }

  private static double net(double[] w, int k) {
    double net = 0;
    for (int i = 0; i < INPUTS; i++) {
      net += w[i] * X[k * INPUTS + i];
    }
    return net;
  }

  private static double meanSquaredError(OneLayer network, double[] w) {
    double sum = 0;
    for (int k = 0; k < SAMPLES; k++) {
      double error = network.f.applyAsDouble(net(w, k)) - Y[k];
      sum += error * error / SAMPLES;
    }
    return sum;
  }

  /// The framework's gradient for the samples of a batch.
  private static double[] gradient(
      OneLayer network, Evaluator evaluator, double[] w, int... batch) {
    Trace trace = new Trace(true);
    Value input = trace.graph().input("input", Type.f32(Shape.of(batch.length, INPUTS)));
    Value target = trace.graph().input("target", Type.f32(Shape.of(batch.length, 1)));
    Value prediction = network.layer.apply(trace.root(), input);
    Value loss = new MeanSquaredError().apply(prediction, target, null);
    Value weight = Objects.requireNonNull(trace.parameters().get("0.weight")).value();
    Value gradient =
        Objects.requireNonNull(Differentiation.gradient(loss, List.of(weight)).get(weight));
    double[] x = new double[batch.length * INPUTS];
    double[] y = new double[batch.length];
    for (int k = 0; k < batch.length; k++) {
      System.arraycopy(X, batch[k] * INPUTS, x, k * INPUTS, INPUTS);
      y[k] = Y[batch[k]];
    }
    Map<Value, double[]> leaves = new HashMap<>(Map.of(input, x, target, y, weight, w));
    return evaluator.evaluate(List.of(gradient), leaves).getFirst();
  }
}
