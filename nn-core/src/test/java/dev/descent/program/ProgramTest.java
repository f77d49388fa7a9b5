package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.kernel.Fork;
import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ProgramTest {
  private final Classifier net = new Classifier();

  @Test
  void parameters_ofTracedNetwork_areInOrderOfTheirRequest() {
    assertThat(net.model.parameters())
        .containsExactly(
            Map.entry("0.weight", Shape.of(5, 6)),
            Map.entry("0.bias", Shape.of(5)),
            Map.entry("1.weight", Shape.of(3, 5)),
            Map.entry("1.bias", Shape.of(3)));
  }

  @Test
  void initialParameters_inAnotherLayout_areTheSameNumbers() {
    Layout reversed =
        Layout.of(
            Map.of(
                "1.bias",
                Shape.of(3),
                "0.bias",
                Shape.of(5),
                "1.weight",
                Shape.of(3, 5),
                "0.weight",
                Shape.of(5, 6)),
            Map.of());
    float[] other = net.model.initialParameters(reversed, 1);
    for (Layout.Slice slice : net.layout.slices()) {
      Layout.Slice there = reversed.slice(slice.path());
      assertThat(Arrays.copyOfRange(other, there.offset(), there.end()))
          .isEqualTo(Arrays.copyOfRange(net.weights, slice.offset(), slice.end()));
    }
  }

  @Test
  void training_askedTwice_isCompiledOnce() {
    assertThat(net.training()).isSameAs(net.training());
  }

  @Test
  void draws_withDropout_onlyInTraining() {
    assertThat(net.training().draws()).isTrue();
    assertThat(net.model.evaluation(net.layout, Classifier.TYPES, Team.single()).draws()).isFalse();
  }

  @Test
  void training_forgotten_isMadeAnewWithTheSamePlan() {
    Program first = net.training();
    try (Team other = Team.of(2)) {
      net.model.forget(other);
      assertThat(net.training()).isSameAs(first);
    }
    net.model.forget(Team.single());
    assertThat(net.training()).isNotSameAs(first);
    assertThat(net.training().plan()).isSameAs(first.plan());
  }

  @Test
  void run_withTheSameKey_hasTheSameDropout() {
    float first = net.training().run(net.weights, net.states, net.batch, 7);
    float[] gradient = net.training().gradient().clone();
    net.training().run(net.weights, net.states, net.batch, 8);
    assertThat(net.training().gradient()).isNotEqualTo(gradient);
    assertThat(net.training().run(net.weights, net.states, net.batch, 7)).isEqualTo(first);
    assertThat(net.training().gradient()).isEqualTo(gradient);
  }

  @Test
  void run_stepsAgainstTheGradient_lowerTheLoss() {
    float first = net.training().run(net.weights, net.states, net.batch, 0);
    float last = first;
    for (int step = 0; step < 100; step++) {
      last = net.training().run(net.weights, net.states, net.batch, 0);
      for (int i = 0; i < net.weights.length; i++) {
        net.weights[i] -= 0.2f * net.training().gradient()[i];
      }
    }
    assertThat(last).isLessThan(first / 2);
  }

  @Test
  void gradientStatistics_ofEachSlice_areItsSumOfSquaresAndLargest() {
    Program program = net.training();
    program.run(net.weights, net.states, net.batch, 0);
    for (int i = 0; i < net.layout.slices().size(); i++) {
      Layout.Slice slice = net.layout.slices().get(i);
      double sum = 0;
      float max = 0;
      for (int j = slice.offset(); j < slice.end(); j++) {
        sum += (double) program.gradient()[j] * program.gradient()[j];
        max = Math.max(max, Math.abs(program.gradient()[j]));
      }
      assertThat(program.gradientSumSquares()[i]).isCloseTo(sum, within(sum * 1e-6));
      assertThat(program.gradientMaxAbs()[i]).isEqualTo(max);
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double value) {
    return org.assertj.core.data.Offset.offset(value);
  }

  @Test
  void run_inSteadyState_inAJvmOfItsOwn_allocatesNothing() throws Exception {
    assertThat(Fork.output(ProgramAllocation.class)).isEqualTo("allocated 0");
  }

  /// A user's operation: x³.
  private record Cube() implements Operation.Custom {
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
      return List.of(inputs.getFirst().square().multiply(3.0).multiply(cotangent));
    }

    @Override
    public void compute(List<Tensor> inputs, Tensor output) {
      Tensor x = inputs.getFirst();
      for (int i = 0; i < x.shape().size(); i++) {
        float v = x.at(i);
        output.floats()[output.offset() + i] = v * v * v;
      }
    }
  }

  @Test
  void customOperation_inNetwork_runsAndDifferentiates() {
    Map<String, Type> types = Map.of("input", Type.f32(Shape.of(3)));
    Model cubes =
        Model.of(
            (scope, in) -> {
              Value w =
                  scope.parameter(
                      "w", Shape.of(3), (key, shape, v, o) -> Arrays.fill(v, o, o + 3, 2f));
              Value y = w.multiply(in.get("input"));
              return Map.of("loss", y.apply(new Cube(), List.of(y)).sum());
            },
            types);
    Layout own = Layout.of(cubes.parameters(), Map.of());
    Program program = cubes.training(own, types, Team.single());
    Batch ones = Batch.of(Map.of("input", Tensor.of(Shape.of(3), 1f, 2f, 3f)));
    assertThat(program.run(cubes.initialParameters(own, 0), new float[0], ones, 0))
        .isEqualTo(8f + 64f + 216f);
    assertThat(program.gradient()).startsWith(12f, 96f, 324f);
  }
}
