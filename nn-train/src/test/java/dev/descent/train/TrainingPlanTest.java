package dev.descent.train;

import static dev.descent.train.Points.bits;
import static dev.descent.train.Points.trainer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.tuple;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.ScheduleFreeSgdConfig;
import dev.descent.program.Execution;
import dev.descent.program.Profile;
import dev.descent.runtime.HeapTooSmallException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a training computes and holds: known before, refused if it is too much, profiled on
/// request.
final class TrainingPlanTest {
  @Test
  void profile_ofATraining_hasEveryOperationAndTheRest() {
    TrainingResult result = trainer(Points.of(100, 1), 2).profile(true).train();
    Profile profile = result.profile();
    assertThat(profile.steps()).isEqualTo(14);
    assertThat(profile.rows().stream().map(Profile.Row::operation))
        .contains(
            "matmul+add+relu", "optimizer step", "data pipeline", "metrics and listeners", "other");
    assertThat(profile.rows().stream().filter(row -> row.operation().equals("matmul+add+relu")))
        .extracting(Profile.Row::result, Profile.Row::calls)
        .containsExactlyInAnyOrder(tuple("F32[16, 8]", 12L), tuple("F32[4, 8]", 2L));
    assertThat(profile.nanos() * 1e-9).isBetween(0.0, result.seconds());
  }

  @Test
  void profile_byThePropertyOrNot_isMeasuredOrEmpty() {
    System.setProperty(Execution.PROPERTY, "profiled");
    try {
      assertThat(trainer(Points.of(96, 1), 2).train().profile().steps()).isEqualTo(12);
    } finally {
      System.clearProperty(Execution.PROPERTY);
    }
    assertThat(trainer(Points.of(96, 1), 2).train().profile().isEmpty()).isTrue();
  }

  @Test
  void profile_ofATraining_changesNoBit() {
    Dataset data = Points.of(100, 1);
    float[] plain = trainer(data, 3).train().model().weights();
    float[] profiled = trainer(data, 3).threads(2).profile(true).train().model().weights();
    assertThat(bits(profiled)).isEqualTo(bits(plain));
  }

  /// 2-8-3 and padding to 256 numbers; the last batch of 100 has 4 rows and a program of its own.
  @Test
  void plan_ofATraining_isWhatItHolds() {
    Trainer trainer =
        trainer(Points.of(100, 1), 2)
            .validation(Pipeline.of(Points.of(30, 2)))
            .earlyStopping(EarlyStopping.onLoss(3));
    TrainingPlan plan = trainer.plan();
    assertThat(plan.step().inputs()).containsExactly("input F32[16, 2]", "target I32[16]");
    assertThat(plan.memory())
        .containsEntry("parameters", 1024L)
        .containsEntry("gradient", 2048L)
        .containsEntry("optimizer slots", 2048L)
        .containsEntry("batches", 20L * 3 * 4)
        .containsEntry("evaluation weights", 1024L);
    assertThat(plan.bytes())
        .isEqualTo(plan.memory().values().stream().mapToLong(Long::longValue).sum());
    assertThat(plan.toString()).contains("matmul+add+relu", "optimizer slots", "2,048");
    assertThat(trainer.train().plan()).isEqualTo(plan);
  }

  @Test
  void requireFit_ofAnOptimizerThatDoesNotFit_saysWhatPlanSays() {
    trainer(Points.of(96, 1), 1).requireFit();
    Trainer trainer =
        trainer(Points.of(96, 1), 1).adjust(builder -> builder.freeze("convolution.*"));
    Throwable expected = catchThrowable(trainer::plan);
    assertThatThrownBy(trainer::requireFit)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(expected.getMessage());
  }

  @Test
  void plan_ofScheduleFreeSgd_hasEvaluationWeights() {
    assertThat(
            trainer(Points.of(96, 1), 1).optimizer(ScheduleFreeSgdConfig.of(0.1)).plan().memory())
        .containsEntry("evaluation weights", 1024L);
  }

  /// A million rows times 2000 columns times 64 layers are a few hundred GiB of results.
  @Test
  void train_withMoreThanTheHeap_isRefusedBeforeAnythingIsAllocated() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 64; i++) {
      layers.add(new Linear(2000));
      layers.add(new Tanh());
    }
    layers.add(new Linear(1));
    float[] rows = new float[1 << 20];
    Trainer trainer =
        Trainer.of(new Sequential(layers), new MeanSquaredError())
            .optimizer(AdamConfig.of(0.1))
            .data(Pipeline.of(Dataset.regression("rows", rows, rows)))
            .threads(1)
            .epochs(1);
    assertThatThrownBy(trainer::train)
        .isInstanceOf(HeapTooSmallException.class)
        .hasMessageMatching(
            "training must fit into the heap of [0-9,]+ MiB, was [0-9,]+ MiB \\(parameters"
                + " [0-9,]+, gradient [0-9,]+, optimizer slots [0-9,]+, buffers [0-9,]+, batches"
                + " 8\\): give java more by -Xmx[0-9]+m, or make the model or the batches smaller");
  }
}
