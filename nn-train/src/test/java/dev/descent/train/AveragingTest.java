package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.BatchNorm1d;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.EmaConfig;
import dev.descent.optim.LookaheadConfig;
import dev.descent.optim.SamConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.LossScale;
import dev.descent.optim.engine.Window;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.program.Profile;
import dev.descent.tensor.Tensor;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Averaged weights, accumulated gradients and transforms in a training.
final class AveragingTest {
  private static final Dataset LINE =
      Dataset.regression("line", new float[] {0, 1, 2, 3, 4, 5}, new float[] {1, 2, 3, 5, 4, 6});

  private static final Layer NORMALIZED =
      Sequential.of(new Linear(3), new BatchNorm1d(), new Linear(1));

  private static final Layer PLAIN = new Linear(1);

  private static Trainer trainer(Layer network, OptimizerConfig config, int batch) {
    return Trainer.of(network, new MeanSquaredError())
        .optimizer(config)
        .data(Pipeline.of(LINE).batch(batch, Remainder.KEEP))
        .threads(1)
        .epochs(3);
  }

  private static Map<String, Tensor> train(RunningStatistics policy) {
    return trainer(NORMALIZED, EmaConfig.of(SgdConfig.of(0.05), 0.5), 3)
        .runningStatistics(policy)
        .train()
        .model()
        .tensors();
  }

  @Test
  void runningStatistics_followThePolicy_andNoWeightDoes() {
    Map<String, Tensor> kept = train(RunningStatistics.keep());
    Map<String, Tensor> recomputed = train(RunningStatistics.recompute(2));
    Map<String, Tensor> averaged = train(RunningStatistics.average());
    Map<String, Tensor> plain =
        trainer(NORMALIZED, SgdConfig.of(0.05), 3).train().model().tensors();
    for (String path : new String[] {"0.weight", "1.weight", "2.bias"}) {
      assertThat(recomputed.get(path).toFloats()).as(path).isEqualTo(kept.get(path).toFloats());
      assertThat(averaged.get(path).toFloats()).as(path).isEqualTo(kept.get(path).toFloats());
      assertThat(plain.get(path).toFloats()).as(path).isNotEqualTo(kept.get(path).toFloats());
    }
    String mean = "1.running_mean";
    assertThat(kept.get(mean).toFloats()).isEqualTo(plain.get(mean).toFloats());
    assertThat(recomputed.get(mean).toFloats()).isNotEqualTo(kept.get(mean).toFloats());
    assertThat(averaged.get(mean).toFloats())
        .isNotEqualTo(kept.get(mean).toFloats())
        .isNotEqualTo(recomputed.get(mean).toFloats());
  }

  @Test
  void validating_changesNoBit() {
    Trainer watched =
        trainer(NORMALIZED, EmaConfig.of(SgdConfig.of(0.05), 0.5), 3).validation(Pipeline.of(LINE));
    assertThat(watched.train().model().sha256())
        .isEqualTo(
            trainer(NORMALIZED, EmaConfig.of(SgdConfig.of(0.05), 0.5), 3).train().model().sha256());
  }

  @Test
  void profile_whereStatisticsAreRecomputed_hasTheStepsAlone() {
    Profile kept = profile(RunningStatistics.keep());
    Profile recomputed = profile(RunningStatistics.recompute(2));
    assertThat(recomputed.steps()).isEqualTo(6);
    assertThat(calls(recomputed)).containsEntry("optimizer step of ", 6L).isEqualTo(calls(kept));
    assertThat(recomputed.rows()).allMatch(row -> row.nanos() >= 0);
  }

  private static Profile profile(RunningStatistics policy) {
    return trainer(NORMALIZED, EmaConfig.of(SgdConfig.of(0.05), 0.5), 3)
        .runningStatistics(policy)
        .validation(Pipeline.of(LINE))
        .profile(true)
        .train()
        .profile();
  }

  private static Map<String, Long> calls(Profile profile) {
    return profile.rows().stream()
        .collect(
            Collectors.toMap(
                row -> row.operation() + " of " + row.layer() + row.result(),
                Profile.Row::calls,
                Long::sum));
  }

  /// Batches of 4 and 2 in windows of five: every step of the optimizer is that of a partial
  /// window.
  @Test
  void profile_ofPartialWindows_countsTheirSteps() {
    Profile profile =
        trainer(PLAIN, SgdConfig.of(0.01), 4).accumulate(5).profile(true).train().profile();
    assertThat(profile.rows())
        .filteredOn(row -> row.operation().equals("optimizer step"))
        .extracting(Profile.Row::calls)
        .containsExactly(6L + 3);
  }

  @Test
  void averagingStatistics_needsAnAverage() {
    assertThatThrownBy(() ->
            trainer(NORMALIZED, LookaheadConfig.of(SgdConfig.of(0.05)), 3)
                .runningStatistics(RunningStatistics.average())
                .train())
        .hasMessage(
            "running statistics can be averaged where the optimizer is ema or swa, was sgd:"
                + " recompute or keep them");
    assertThatThrownBy(() -> RunningStatistics.recompute(0))
        .hasMessage("batches for running statistics must be >= 1 to recompute them, else 0, was 0");
  }

  /// Six samples in batches of 4 and 2 are one step of six, the last window being partial.
  @Test
  void accumulatedBatches_areOneLargeBatch() {
    float[] whole = trainer(PLAIN, SgdConfig.of(0.01), 6).train().model().weights();
    float[] parts = trainer(PLAIN, SgdConfig.of(0.01), 4).accumulate(5).train().model().weights();
    assertThat(parts).hasSameSizeAs(whole);
    for (int i = 0; i < whole.length; i++) {
      assertThat(parts[i]).isCloseTo(whole[i], org.assertj.core.api.Assertions.within(1e-6f));
    }
  }

  /// The sum of the gradients of two batches of three is twice that of one of six.
  @Test
  void summedBatches_areOneLargeBatchAtTwiceTheRate() {
    float[] whole = trainer(PLAIN, SgdConfig.of(0.02), 6).train().model().weights();
    float[] parts =
        trainer(PLAIN, SgdConfig.of(0.01), 3).accumulate(2, Window.SUM).train().model().weights();
    for (int i = 0; i < whole.length; i++) {
      assertThat(parts[i]).isCloseTo(whole[i], org.assertj.core.api.Assertions.within(1e-6f));
    }
  }

  @Test
  void sam_climbsOnTheSameBatch() {
    float[] flat =
        trainer(PLAIN, SgdConfig.of(0.01), 6)
            .transform(new SamConfig().withRadius(0.5))
            .train()
            .model()
            .weights();
    float[] steep = trainer(PLAIN, SgdConfig.of(0.01), 6).train().model().weights();
    assertThat(flat).isNotEqualTo(steep);
    float[] still =
        trainer(PLAIN, SgdConfig.of(0.01), 6)
            .transform(new SamConfig().withRadius(0))
            .train()
            .model()
            .weights();
    assertThat(still).as("without a climb").isEqualTo(steep);
  }

  @Test
  void lossScale_isRefused() {
    assertThatThrownBy(() ->
            trainer(PLAIN, SgdConfig.of(0.01), 6)
                .adjust(builder -> builder.lossScale(LossScale.dynamic()))
                .train())
        .hasMessageStartingWith("loss scale must not be set for a trainer");
  }
}
