package dev.descent.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class MetricsTest {
  private static Tensor matrix(int rows, float... values) {
    return Tensor.of(Shape.of(rows, values.length / rows), values);
  }

  private static Batch labels(int... labels) {
    return Batch.of(Map.of(Batch.TARGET, Tensor.of(Shape.of(labels.length), labels)));
  }

  private static Batch targets(Tensor targets) {
    return Batch.of(Map.of(Batch.TARGET, targets));
  }

  private static Batch weighted(Tensor targets, float... weights) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    fields.put(Batch.TARGET, targets);
    fields.put(Batch.WEIGHT, Tensor.of(Shape.of(weights.length), weights));
    return Batch.of(fields);
  }

  private static double of(Metric metric, Tensor prediction, Batch batch) {
    Metric.Score score = metric.start();
    score.add(prediction, batch);
    return score.value();
  }

  @Test
  void accuracy_labels_isShareOfLargestOutputs() {
    Tensor outputs = matrix(4, 1, 2, 3, 1, 5, 4, 0, 0.5f);
    assertThat(of(Metrics.accuracy(), outputs, labels(1, 0, 1, 1))).isEqualTo(0.75);
  }

  @Test
  void accuracy_equalOutputs_firstCounts() {
    assertThat(of(Metrics.accuracy(), matrix(1, 2, 2, 2), labels(0))).isEqualTo(1);
  }

  @Test
  void accuracy_nanOutput_isWrong() {
    assertThat(of(Metrics.accuracy(), matrix(1, 2, Float.NaN), labels(0))).isEqualTo(0);
  }

  @Test
  void accuracy_negativeLabel_isLeftOut() {
    assertThat(of(Metrics.accuracy(), matrix(2, 1, 0, 1, 0), labels(-100, 0))).isEqualTo(1);
  }

  @Test
  void accuracy_oneHotTargets_meansTheLargest() {
    assertThat(of(Metrics.accuracy(), matrix(2, 3, 1, 1, 3), targets(matrix(2, 1, 0, 0.4f, 0.6f))))
        .isEqualTo(1);
  }

  @Test
  void accuracy_paddedRow_countsNothing() {
    Tensor outputs = matrix(3, 1, 0, 1, 0, 0, 1);
    Batch batch = weighted(Tensor.of(Shape.of(3), 0, 1, 0), 1, 1, 0);
    assertThat(of(Metrics.accuracy(), outputs, batch)).isEqualTo(0.5);
  }

  @Test
  void accuracy_targetsOfAnotherSize_isRefused() {
    assertThatThrownBy(() -> of(Metrics.accuracy(), matrix(2, 1, 0, 1, 0), labels(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "accuracy needs a class index for each row or a target for each output: outputs F32[2,"
                + " 2], targets I32[1]");
  }

  @Test
  void accuracy_noTarget_isRefused() {
    Batch batch = Batch.of(Map.of(Batch.INPUT, matrix(1, 1)));
    assertThatThrownBy(() -> of(Metrics.accuracy(), matrix(1, 1, 0), batch))
        .hasMessage("accuracy needs a batch field 'target'; found [input]");
  }

  @Test
  void binaryAccuracy_logits_comparesSides() {
    Batch batch = targets(matrix(4, 0, 1, 1, 0));
    assertThat(of(Metrics.binaryAccuracy(0), matrix(4, -1, 2, -0.5f, -3), batch)).isEqualTo(0.75);
  }

  @Test
  void binaryAccuracy_thresholdNan_isRefused() {
    assertThatThrownBy(() -> Metrics.binaryAccuracy(Double.NaN))
        .hasMessage("binary accuracy threshold must be finite, was NaN");
  }

  @Test
  void errors_batches_giveTheMeanOfAll() {
    Metric.Score squared = Metrics.meanSquaredError().start();
    Metric.Score absolute = Metrics.meanAbsoluteError().start();
    for (Metric.Score score : List.of(squared, absolute)) {
      score.add(matrix(2, 1, 2), targets(matrix(2, 0, 4)));
      score.add(matrix(1, 5), targets(matrix(1, 2)));
    }
    assertThat(squared.value()).isEqualTo((1 + 4 + 9) / 3.0);
    assertThat(absolute.value()).isEqualTo((1 + 2 + 3) / 3.0);
  }

  @Test
  void errors_paddedRow_countsNothing() {
    Batch batch = weighted(matrix(2, 0, 100), 1, 0);
    assertThat(of(Metrics.meanSquaredError(), matrix(2, 3, 0), batch)).isEqualTo(9);
  }

  @Test
  void errors_reset_forgets() {
    Metric.Score score = Metrics.meanSquaredError().start();
    score.add(matrix(1, 1), targets(matrix(1, 0)));
    score.reset();
    assertThat(score.value()).isNaN();
  }

  @Test
  void r2_knownColumns_isScikitLearns() {
    // sklearn.metrics.r2_score([[0.5, 1], [-1, 1], [7, -6]], [[0, 2], [-1, 2], [8, -5]])
    Tensor outputs = matrix(3, 0, 2, -1, 2, 8, -5);
    Batch batch = targets(matrix(3, 0.5f, 1, -1, 1, 7, -6));
    assertThat(of(Metrics.r2(), outputs, batch)).isCloseTo(0.9368005266622779, within(1e-12));
  }

  @Test
  void r2_cutIntoBatches_isTheSame() {
    Tensor outputs = matrix(4, 1, 2, 3, 5);
    Metric.Score score = Metrics.r2().start();
    score.add(matrix(1, 1), targets(matrix(1, 2)));
    score.add(matrix(3, 2, 3, 5), targets(matrix(3, 2, 4, 4)));
    assertThat(score.value())
        .isCloseTo(of(Metrics.r2(), outputs, targets(matrix(4, 2, 2, 4, 4))), within(1e-15));
  }

  @Test
  void r2_constantTargets_isOneOrZero() {
    Batch batch = targets(matrix(2, 3, 3));
    assertThat(of(Metrics.r2(), matrix(2, 3, 3), batch)).isEqualTo(1);
    assertThat(of(Metrics.r2(), matrix(2, 3, 4), batch)).isEqualTo(0);
  }

  @Test
  void confusionMatrix_predictions_areCounted() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("a", "b"));
    matrix.add(matrix(3, 1, 0, 0, 1, 0, 1), labels(0, 0, 1));
    assertThat(matrix.count(0, 0)).isEqualTo(1);
    assertThat(matrix.count(0, 1)).isEqualTo(1);
    assertThat(matrix.count(1, 1)).isEqualTo(1);
    assertThat(matrix.value()).isEqualTo(2 / 3.0);
  }

  @Test
  void confusionMatrix_otherNumberOfOutputs_isRefused() {
    ConfusionMatrix matrix = new ConfusionMatrix(List.of("a", "b"));
    assertThatThrownBy(() -> matrix.add(matrix(1, 1, 0, 0), labels(0)))
        .hasMessage("confusion matrix needs 2 outputs, one for each class, was F32[1, 3]");
  }
}
