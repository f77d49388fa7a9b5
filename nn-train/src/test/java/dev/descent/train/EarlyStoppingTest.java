package dev.descent.train;

import static dev.descent.train.Points.trainer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.SgdConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

final class EarlyStoppingTest {
  @Test
  void earlyStopping_noImprovement_givesTheBestWeights() {
    Dataset data = Points.of(60, 1);
    // A rate of 0 never improves: the first epoch is the best, and patience runs out 3 epochs
    // later.
    TrainingResult result =
        trainer(data, 50)
            .optimizer(SgdConfig.of(0))
            .validation(Pipeline.of(Points.of(30, 2)))
            .earlyStopping(EarlyStopping.onLoss(3))
            .train();
    assertThat(result.stoppedEarly()).isTrue();
    assertThat(result.history()).hasSize(4);
    assertThat(result.bestEpoch()).isEqualTo(1);
  }

  @Test
  void earlyStopping_best_isTheEpochThatWasReported() {
    Dataset held = Points.of(30, 2);
    TrainingResult result =
        trainer(Points.of(60, 1), 30)
            .optimizer(AdamConfig.of(0.3))
            .validation(Pipeline.of(held))
            .earlyStopping(EarlyStopping.onLoss(5))
            .train();
    double best =
        result.history().stream()
            .mapToDouble(report -> report.validation().getOrDefault("loss", Double.NaN))
            .min()
            .orElseThrow();
    assertThat(result.model().evaluate(Pipeline.of(held), List.of()).get("loss")).isEqualTo(best);
    assertThat(result.history().get(result.bestEpoch() - 1).validation().get("loss"))
        .isEqualTo(best);
  }

  @Test
  void earlyStopping_withoutValidation_isRefused() {
    assertThatThrownBy(
            () -> trainer(Points.of(60, 1), 5).earlyStopping(EarlyStopping.onLoss(3)).train())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("early stopping needs validation data: set validation(...)");
  }

  @Test
  void earlyStopping_unknownMetric_isRefused() {
    assertThatThrownBy(() ->
            trainer(Points.of(60, 1), 5)
                .validation(Pipeline.of(Points.of(30, 2)))
                .earlyStopping(EarlyStopping.on("f1", 3))
                .train())
        .hasMessage(
            "early stopping watches 'f1', which is no metric of this training; found [loss,"
                + " accuracy]");
  }
}
