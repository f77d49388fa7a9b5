package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.autodiff.Differentiation;
import dev.descent.oracle.Oracle;
import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Compiled programs of random networks against the naive evaluation of their graphs in `double`.
///
/// A dozen operations on numbers of about 1 lose a few units of the last place each; relative to
/// the largest element of a gradient, 1e-3 leaves room for cancellation and is far from any wrong
/// operation.
final class OracleTest {
  private static final Map<String, Type> INPUTS = Map.of(Batch.INPUT, Type.f32(Shape.of(6, 5)));

  static List<Long> seeds() {
    List<Long> seeds = new ArrayList<>();
    for (long seed = 0; seed < 40; seed++) {
      seeds.add(2000 + Long.getLong("descent.test.seed", 0) + seed);
    }
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void programOfRandomNetwork_lossAndGradient_agreeWithTheOracle(long seed) {
    Network network = Networks.random(seed, 10);
    Model model = Model.of(network, INPUTS);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    float[] weights = model.initialParameters(layout, 3);
    float[] states = model.initialStates();
    Batch batch = Networks.batch(INPUTS, 2, 5);
    Program program = model.training(layout, INPUTS, Team.single());
    float loss = program.run(weights, states, batch, 0);

    Traced traced = Traced.of(network, INPUTS, true);
    Map<Value, double[]> leaves = new HashMap<>();
    List<Value> parameters = new ArrayList<>();
    traced
        .trace()
        .parameters()
        .forEach((path, parameter) -> {
          parameters.add(parameter.value());
          leaves.put(parameter.value(), slice(weights, layout.slice(path)));
        });
    traced
        .trace()
        .states()
        .forEach(
            (path, state) -> leaves.put(state.value(), slice(states, model.states().slice(path))));
    leaves.put(
        traced.trace().graph().input(Batch.INPUT, INPUTS.get(Batch.INPUT)),
        Oracle.numbers(batch.tensor(Batch.INPUT)));
    Oracle oracle = new Oracle(leaves, 0);
    Map<Value, Value> gradients = Differentiation.gradient(traced.loss(), parameters);

    assertClose("loss", new double[] {loss}, oracle.evaluate(traced.loss()));
    traced
        .trace()
        .parameters()
        .forEach((path, parameter) ->
            assertClose(
                path,
                slice(program.gradient(), layout.slice(path)),
                oracle.evaluate(gradients.get(parameter.value()))));
  }

  private static double[] slice(float[] values, Layout.Slice slice) {
    double[] numbers = new double[slice.shape().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = values[slice.offset() + i];
    }
    return numbers;
  }

  private static void assertClose(String name, double[] actual, double[] expected) {
    double largest = 1e-3;
    for (double x : expected) {
      largest = Math.max(largest, Math.abs(x));
    }
    assertThat(actual).as(name).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .as("%s[%d] = %s against %s", name, i, actual[i], expected[i])
          .isLessThanOrEqualTo(1e-3 * largest);
    }
  }
}
