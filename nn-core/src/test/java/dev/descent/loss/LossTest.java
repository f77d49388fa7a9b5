package dev.descent.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.descent.oracle.GradientCheck;
import dev.descent.oracle.Oracle;
import dev.descent.tensor.Graph;
import dev.descent.tensor.Rowwise;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class LossTest {
  private final Graph graph = new Graph();

  static List<Loss> elementwise() {
    return List.of(
        new MeanSquaredError(), new L1(), new Huber(0.3, Reduction.MEAN), new BinaryCrossEntropy());
  }

  static List<CrossEntropy> labels() {
    CrossEntropy plain = new CrossEntropy();
    return List.of(
        plain,
        plain.withLabelSmoothing(0.1),
        plain.withClassWeights(List.of(0.5, 2.0, 1.0)),
        plain.withIgnoreIndex(1).withLabelSmoothing(0.2).withClassWeights(List.of(0.5, 2.0, 1.0)));
  }

  private Value constant(int seed, int rows, int total, double low) {
    Tensor all = GradientCheck.random(Shape.of(total, 3), seed, low, 1);
    return graph.constant(all.slice(0, 0, rows));
  }

  private Value mask(float... weights) {
    return graph.constant(Tensor.of(Shape.of(weights.length), weights));
  }

  private double number(Value value) {
    return new Oracle(Map.of(), 0).scalar(value);
  }

  @ParameterizedTest
  @MethodSource("elementwise")
  void loss_ofPaddedRowsWithWeightZero_isThatOfTheRealRows(Loss loss) {
    Value expected = loss.apply(constant(1, 3, 5, -1), constant(2, 3, 5, 0), null);
    Value masked = loss.apply(constant(1, 5, 5, -1), constant(2, 5, 5, 0), mask(1, 1, 1, 0, 0));
    assertThat(number(masked)).isEqualTo(number(expected), within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void crossEntropy_ofPaddedRowsWithWeightZero_isThatOfTheRealRows(CrossEntropy loss) {
    Value three = graph.constant(Tensor.of(Shape.of(3), 2, 1, 0));
    Value five = graph.constant(Tensor.of(Shape.of(5), 2, 1, 0, 0, 2));
    Value expected = loss.apply(constant(1, 3, 5, -1), three, null);
    Value masked = loss.apply(constant(1, 5, 5, -1), five, mask(1, 1, 1, 0, 0));
    assertThat(number(masked)).isEqualTo(number(expected), within(1e-14));
  }

  @Test
  void loss_withWeights_isTheWeightedMean() {
    Value prediction = graph.constant(Tensor.of(Shape.of(2, 1), 1f, 2));
    Value target = graph.constant(Tensor.of(Shape.of(2, 1), 0f, 0));
    assertThat(number(new MeanSquaredError().apply(prediction, target, mask(3, 1))))
        .isEqualTo((3 * 1 + 1 * 4) / 4.0);
    assertThat(number(new MeanSquaredError(Reduction.SUM).apply(prediction, target, mask(3, 1))))
        .isEqualTo(7);
  }

  @Test
  void crossEntropy_ofPlainLabels_isOneKernel() {
    Value labels = graph.constant(Tensor.of(Shape.of(2), 2, 1));
    new CrossEntropy().apply(constant(1, 2, 2, -1), labels, null);
    assertThat(graph.nodes().stream().map(Value::operation))
        .filteredOn(operation -> operation instanceof Rowwise)
        .containsExactly(new Rowwise.CrossEntropy(Integer.MIN_VALUE));
    assertThat(graph.nodes()).hasSize(5);
  }

  @Test
  void targets_ofAnotherShape_areRefused() {
    Value prediction = constant(1, 2, 2, 0);
    Value target = graph.constant(Tensor.full(Shape.of(2), 0));
    assertThatThrownBy(() -> new MeanSquaredError().apply(prediction, target, null))
        .hasMessage(
            "mean squared error needs prediction and target of one shape: [2, 3] and [2]; reshape"
                + " one of them");
    assertThatThrownBy(() -> new CrossEntropy().apply(prediction, target, null))
        .hasMessage(
            "cross-entropy needs logits [rows, classes, ...] and labels [rows, ...] or"
                + " probabilities like the logits: F32[2, 3] and F32[2]");
    assertThatThrownBy(() -> new L1().apply(prediction, prediction, mask(1)))
        .hasMessage("weights of rows need one number for each row of the losses: [1] and [2, 3]");
    assertThatThrownBy(() ->
            new CrossEntropy().withClassWeights(List.of(1.0)).apply(prediction, prediction, null))
        .hasMessage("cross-entropy needs a weight for each class of [2, 3], was 1");
  }

  @Test
  void parameters_outOfRange_areRefused() {
    assertThatThrownBy(() -> new Huber(0, Reduction.MEAN))
        .hasMessage("Huber delta must be finite and > 0, was 0.0");
    assertThatThrownBy(() -> new CrossEntropy().withLabelSmoothing(-0.1))
        .hasMessage("cross-entropy labelSmoothing must be in [0, 1], was -0.1");
  }
}
