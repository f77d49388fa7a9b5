package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Products with the Hessian of networks that a user writes: own operations, and how often they are
/// traced.
final class HessianVectorOfUsersTest {
  private static final Map<String, Type> TYPES = Map.of(Batch.INPUT, Type.f32(Shape.of(3)));

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
    Batch batch = Batch.of(Map.of(Batch.INPUT, Tensor.of(Shape.of(3), 1f, 2, 3)));
    Model model = Model.of(cubes(new Cube(true)), TYPES);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    float[] weights = model.initialParameters(layout, 0);
    float[] ones = new float[layout.size()];
    Arrays.fill(ones, 1);
    float[] product = new float[layout.size()];
    Set<String> all = model.parameters().keySet();
    model
        .hessianVector(layout, TYPES, Team.single(), all)
        .multiply(weights, new float[0], batch, 0, ones, product);
    assertThat(product).startsWith(12, 96, 324);
    Model once = Model.of(cubes(new Cube(false)), TYPES);
    Program program = once.training(layout, TYPES, Team.single());
    program.run(weights, new float[0], batch, 0);
    assertThat(program.gradient()).startsWith(12, 96, 324);
    assertThatThrownBy(() -> once.hessianVector(layout, TYPES, Team.single(), all))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "a product with the Hessian needs second derivatives: cubeGradient has no gradient:"
                + " write it in 'gradient' of the operation, or keep the operation out of the loss"
                + " with stopGradient()");
    Model never = Model.of(cubes(new CubeGradient()), TYPES);
    assertThatThrownBy(() -> never.training(layout, TYPES, Team.single()))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageStartingWith("cubeGradient has no gradient: ");
    assertThat(
            never
                .training(layout, TYPES, Team.single(), Set.of())
                .run(weights, new float[0], batch, 0))
        .isEqualTo(3 * (4 + 16 + 36f));
  }

  @Test
  void hessianVector_afterItsPlan_isNotCompiledAgain() {
    AtomicInteger traces = new AtomicInteger();
    Network network = cubes(new Cube(true));
    Model model =
        Model.of(
            (scope, inputs) -> {
              traces.incrementAndGet();
              return network.apply(scope, inputs);
            },
            TYPES);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Set<String> all = model.parameters().keySet();
    Plan plan = model.hessianVectorPlan(layout, TYPES, all);
    HessianVector one = model.hessianVector(layout, TYPES, Team.single(), all);
    assertThat(traces).as("once to make the model").hasValue(2);
    assertThat(one.plan()).isSameAs(plan);
    assertThat(model.hessianVector(layout, TYPES, Team.single(), all)).isNotSameAs(one);
    assertThat(traces).hasValue(2);
  }

  @Test
  void hessianVector_ofANetworkThatThrows_saysWhatTheNetworkSays() {
    AtomicInteger traces = new AtomicInteger();
    Network network = cubes(new Cube(true));
    Model model =
        Model.of(
            (scope, inputs) -> {
              if (traces.getAndIncrement() > 0) {
                throw new UnsupportedOperationException("of the network's own");
              }
              return network.apply(scope, inputs);
            },
            TYPES);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    assertThatThrownBy(() -> model.hessianVectorPlan(layout, TYPES, Set.of("w")))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage("of the network's own");
  }
}
