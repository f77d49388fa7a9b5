package dev.descent.autodiff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.oracle.Oracle;
import dev.descent.tensor.Graph;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class DifferentiationTest {
  private final Graph graph = new Graph();
  private final Value x = graph.parameter("x", Shape.of(2));
  private final Value y = graph.parameter("y", Shape.of(2));

  @Test
  void gradient_ofAProduct_isTheOtherFactor() {
    Map<Value, Value> gradients = Differentiation.gradient(x.multiply(y).sum(), List.of(x, y));
    assertThat(gradients.keySet()).containsExactly(x, y);
    Oracle oracle = new Oracle(Map.of(x, new double[] {2, 3}, y, new double[] {5, 7}), 0);
    assertThat(oracle.evaluate(get(gradients, x))).containsExactly(5, 7);
    assertThat(oracle.evaluate(get(gradients, y))).containsExactly(2, 3);
  }

  @Test
  void gradient_ofALossWithOneElement_acceptsAnyRank() {
    Value loss = x.multiply(y).sum(true, 0);
    Value gradient = get(Differentiation.gradient(loss, List.of(x)), x);
    assertThat(gradient.shape()).isEqualTo(x.shape());
  }

  @Test
  void gradient_ofAnUnusedLeaf_isZeros() {
    Value gradient = get(Differentiation.gradient(x.sum(), List.of(y)), y);
    assertThat(new Oracle(Map.of(), 0).evaluate(gradient)).containsExactly(0, 0);
  }

  @Test
  void gradient_ofTheLossItself_isOne() {
    Value loss = x.sum();
    Value gradient = get(Differentiation.gradient(loss, List.of(loss)), loss);
    assertThat(new Oracle(Map.of(), 0).scalar(gradient)).isEqualTo(1);
  }

  @Test
  void gradient_ofAFrozenParameter_addsNoNodes() {
    Graph big = new Graph();
    Value first = big.parameter("first", Shape.of(3, 3));
    Value last = big.parameter("last", Shape.of(3, 3));
    Value input = big.input("input", Type.f32(Shape.of(2, 3)));
    Value loss = input.matmul(first).tanh().matmul(last).sum();
    int before = big.nodes().size();
    Differentiation.gradient(loss, List.of(last));
    List<String> added =
        big.nodes().subList(before, big.nodes().size()).stream()
            .map(DifferentiationTest::name)
            .toList();
    assertThat(added).doesNotContain("tanhGradient");
  }

  @Test
  void gradient_ofANodeUsedThreeTimes_addsTheLastUseFirst() {
    Value first = x.exp();
    Value second = x.tanh();
    Value third = x.square();
    Value loss = first.add(second).add(third).sum();
    Value sum = get(Differentiation.gradient(loss, List.of(x)), x);
    assertThat(name(sum)).isEqualTo("add");
    assertThat(sum.inputs().get(1).inputs()).contains(first);
    Value inner = sum.inputs().get(0);
    assertThat(name(inner)).isEqualTo("add");
    assertThat(name(inner.inputs().get(1))).isEqualTo("tanhGradient");
  }

  @Test
  void gradient_nodes_carryTheOriginOfTheirNode() {
    String outer = graph.enter("0.inner");
    Value hidden = x.tanh();
    graph.enter(outer);
    Value gradient = get(Differentiation.gradient(hidden.sum(), List.of(x)), x);
    assertThat(gradient.origin().scope()).isEqualTo("0.inner");
    assertThat(gradient.origin()).isEqualTo(hidden.origin());
  }

  @Test
  void gradient_ofATensor_isRefused() {
    assertThatThrownBy(() -> Differentiation.gradient(x, List.of(x)))
        .hasMessage("gradient needs a loss of one element, was F32[2]: take its sum or mean");
  }

  @Test
  void gradient_withRespectToIntegers_isRefused() {
    Value labels = graph.input("labels", Type.i32(Shape.of(2)));
    Value loss = x.sum();
    assertThatThrownBy(() -> Differentiation.gradient(loss, List.of(labels)))
        .hasMessage(
            "gradient is taken with respect to floats of the graph of the loss, was %2 = input"
                + " 'labels' I32[2]");
  }

  @Test
  void gradient_ofACustomOperationWithAWrongShape_namesIt() {
    Value loss = x.apply(new Wrong(), List.of(x)).sum();
    assertThatThrownBy(() -> Differentiation.gradient(loss, List.of(x)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the gradient of wrong for input 0 must be F32[2], was F32[]");
  }

  @Test
  void gradient_ofACustomOperationWithTooFewEntries_namesIt() {
    Value y = x.square();
    Value loss = x.apply(new Wrong(), List.of(x, y)).sum();
    assertThatThrownBy(() -> Differentiation.gradient(loss, List.of(x)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the gradient of wrong must have an entry for each of 2 inputs, null for one without,"
                + " was 1 entries");
  }

  @Test
  void custom_operationOfTensors_isComputedAtOnce() {
    Tensor tensor = Tensor.of(Shape.of(2), 1f, 2);
    assertThat(tensor.apply(new Wrong(), List.of(tensor)).toFloats()).containsExactly(1, 2);
  }

  /// A user's operation whose gradient has lost its shape.
  private record Wrong() implements Operation.Custom {
    @Override
    public String name() {
      return "wrong";
    }

    @Override
    public Type infer(List<Type> inputs) {
      return inputs.getFirst();
    }

    @Override
    public List<@Nullable Value> gradient(List<Value> inputs, Value output, Value cotangent) {
      List<@Nullable Value> parts = new ArrayList<>();
      parts.add(cotangent.sum());
      return parts;
    }

    @Override
    public void compute(List<Tensor> inputs, Tensor output) {
      System.arraycopy(inputs.getFirst().toFloats(), 0, output.floats(), output.offset(), 2);
    }
  }

  private static Value get(Map<Value, Value> gradients, Value of) {
    return Objects.requireNonNull(gradients.get(of));
  }

  private static String name(Value value) {
    return Objects.requireNonNull(value.operation()).name();
  }
}
