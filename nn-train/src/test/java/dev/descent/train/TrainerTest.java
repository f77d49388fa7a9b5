package dev.descent.train;

import static dev.descent.train.Points.bits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.BatchNorm1d;
import dev.descent.layer.Dropout;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.BinaryCrossEntropy;
import dev.descent.loss.CrossEntropy;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.ScheduleFreeSgdConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.NonFiniteException;
import dev.descent.program.Execution;
import dev.descent.program.Profile;
import dev.descent.runtime.HeapTooSmallException;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;
import dev.descent.train.metric.Metric;
import dev.descent.train.metric.Metrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainerTest {
  private static final Layer NETWORK =
      Sequential.of(new Linear(8), new Relu(), new Dropout(0.2), new Linear(3));

  private static Trainer trainer(Dataset data, int epochs) {
    return Points.trainer(NETWORK, data, epochs).metric(Metrics.accuracy());
  }

  @Test
  void train_xor_isLearned() {
    Dataset xor =
        Dataset.regression("xor", new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new float[] {0, 1, 1, 0});
    TrainingResult result =
        Trainer.of(
                Sequential.of(new Linear(8), new Tanh(), new Linear(1)), new BinaryCrossEntropy())
            .optimizer(AdamConfig.of(0.05))
            .data(Pipeline.of(xor))
            .metric(Metrics.binaryAccuracy(0))
            .epochs(300)
            .train();
    assertThat(result.history()).hasSize(300);
    assertThat(result.last().orElseThrow().training().get("loss")).isLessThan(0.01);
    assertThat(result.last().orElseThrow().training().get("accuracy")).isEqualTo(1);
    assertThat(result.steps()).isEqualTo(300);
    assertThat(result.samples()).isEqualTo(1200);
  }

  @Test
  void train_threads_changeNoBit() {
    Dataset data = Points.of(100, 1);
    float[] one = trainer(data, 5).threads(1).train().model().weights();
    float[] two = trainer(data, 5).threads(2).train().model().weights();
    assertThat(bits(two)).isEqualTo(bits(one));
  }

  @Test
  void train_watching_changesNoBit() {
    Dataset data = Points.of(100, 1);
    float[] alone = trainer(data, 5).trainingMetrics(false).train().model().weights();
    float[] watched =
        trainer(data, 5)
            .validation(Pipeline.of(Points.of(40, 2)))
            .listener(new Recorder(Cadence.everySteps(1)))
            .train()
            .model()
            .weights();
    assertThat(bits(watched)).isEqualTo(bits(alone));
  }

  @Test
  void train_otherSeed_hasOtherWeights() {
    Dataset data = Points.of(100, 1);
    float[] one = trainer(data, 1).train().model().weights();
    float[] other = trainer(data, 1).seed(2).train().model().weights();
    assertThat(bits(other)).isNotEqualTo(bits(one));
  }

  @Test
  void train_steps_mayEndInsideAnEpoch() {
    TrainingResult result = trainer(Points.of(100, 1), 1).steps(10).train();
    assertThat(result.steps()).isEqualTo(10);
    assertThat(result.history()).hasSize(2);
    assertThat(result.samples()).isEqualTo(100 + 3 * 16);
  }

  @Test
  void train_batchNormalization_keepsItsStatistics() {
    TrainingResult result =
        Trainer.of(
                Sequential.of(new Linear(4), new BatchNorm1d(), new Linear(3)), new CrossEntropy())
            .optimizer(AdamConfig.of(0.01))
            .data(Pipeline.of(Points.of(64, 1)).batch(16, Remainder.DROP))
            .epochs(3)
            .train();
    assertThat(result.model().tensors()).containsKeys("1.running_mean", "1.running_var");
    assertThat(result.model().tensors().get("1.running_var").at(0)).isNotEqualTo(1);
  }

  @Test
  void evaluate_paddedBatches_isThatOfAllAtOnce() {
    Dataset data = Points.of(50, 1);
    TrainedModel model = trainer(data, 2).train().model();
    Map<String, Double> whole = model.evaluate(Pipeline.of(data), List.of(Metrics.accuracy()));
    Map<String, Double> padded =
        model.evaluate(Pipeline.of(data).batch(16, Remainder.PAD), List.of(Metrics.accuracy()));
    assertThat(padded.get("accuracy")).isEqualTo(whole.get("accuracy"));
    assertThat(padded.get("loss"))
        .isCloseTo(whole.get("loss"), org.assertj.core.api.Assertions.within(1e-6));
  }

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

  @Test
  void train_incomplete_saysWhatIsMissing() {
    Trainer trainer = Trainer.of(NETWORK, new CrossEntropy());
    assertThatThrownBy(trainer::train).hasMessage("a trainer needs epochs(...) or steps(...)");
    trainer.epochs(1);
    assertThatThrownBy(trainer::train).hasMessage("a trainer needs optimizer(...)");
    trainer.optimizer(AdamConfig.of(0.1));
    assertThatThrownBy(trainer::train)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("a trainer needs data(...)");
  }

  @Test
  void train_numbersOutOfRange_areRefused() {
    Trainer trainer = Trainer.of(NETWORK, new CrossEntropy());
    assertThatThrownBy(() -> trainer.epochs(0)).hasMessage("epochs must be >= 1, was 0");
    assertThatThrownBy(() -> trainer.steps(0)).hasMessage("steps must be >= 1, was 0");
    assertThatThrownBy(() -> trainer.threads(0)).hasMessage("threads must be >= 1, was 0");
  }

  @Test
  void train_exploding_saysWhereAndTellsListeners() {
    Recorder recorder = new Recorder(Cadence.never());
    assertThatThrownBy(() ->
            Trainer.of(new Linear(1), new MeanSquaredError())
                .optimizer(SgdConfig.of(1e6))
                .data(
                    Pipeline.of(
                        Dataset.regression("line", new float[] {1, 2, 3}, new float[] {1, 2, 3})))
                .listener(recorder)
                .epochs(100)
                .train())
        .isInstanceOf(NonFiniteException.class)
        .hasMessageContaining("must be finite");
    assertThat(recorder.calls).endsWith("failed");
  }

  @Test
  void train_ruleThatEvaluatesTheBatchAgain_lowersTheLossInEveryStep() {
    TrainingResult result =
        Trainer.of(
                Sequential.of(new Linear(8), new BatchNorm1d(), new Tanh(), new Linear(3)),
                new CrossEntropy())
            .optimizer(new HalvingConfig(64))
            .data(Pipeline.of(Points.of(64, 1)))
            .metric(Metrics.accuracy())
            .epochs(20)
            .train();
    List<Double> losses =
        result.history().stream()
            .map(report -> report.training().getOrDefault("loss", Double.NaN))
            .toList();
    for (int i = 1; i < losses.size(); i++) {
      assertThat(losses.get(i)).isLessThan(losses.get(i - 1));
    }
  }

  @Test
  void train_cancelled_leavesBetweenTwoSteps() {
    Cancellation cancellation = new Cancellation();
    TrainingListener canceller =
        new TrainingListener() {
          @Override
          public Cadence cadence() {
            return Cadence.everySteps(9);
          }

          @Override
          public void step(Progress progress) {
            cancellation.cancel();
          }
        };
    assertThatThrownBy(() ->
            trainer(Points.of(100, 1), 5).listener(canceller).cancellation(cancellation).train())
        .isInstanceOf(TrainingCancelledException.class)
        .hasMessage("training was stopped in epoch 2 of 5 after 9 steps");
  }

  @Test
  void train_cancelledDuringValidation_leavesBetweenTwoBatches() {
    Cancellation cancellation = new Cancellation();
    Metric metric =
        new Metric() {
          @Override
          public String name() {
            return "canceller";
          }

          @Override
          public boolean higherIsBetter() {
            return true;
          }

          @Override
          public Score start() {
            return new Score() {
              private int batches;

              @Override
              public void add(Tensor prediction, Batch batch) {
                cancellation.cancel();
                batches++;
                assertThat(batches).isEqualTo(1);
              }

              @Override
              public double value() {
                return batches;
              }

              @Override
              public void reset() {
                batches = 0;
              }
            };
          }
        };
    assertThatThrownBy(() ->
            trainer(Points.of(100, 1), 5)
                .trainingMetrics(false)
                .metric(metric)
                .validation(Pipeline.of(Points.of(30, 2)).batch(10, Remainder.KEEP))
                .cancellation(cancellation)
                .train())
        .isInstanceOf(TrainingCancelledException.class)
        .hasMessage("training was stopped in epoch 1 of 5 after 7 steps");
  }

  @Test
  void train_clipped_hasTheSameBitsWithAnyThreads() {
    Dataset data = Points.of(100, 1);
    float[] one = trainer(data, 3).clipByGlobalNorm(0.5).threads(1).train().model().weights();
    float[] two = trainer(data, 3).clipByGlobalNorm(0.5).threads(2).train().model().weights();
    float[] unclipped = trainer(data, 3).train().model().weights();
    assertThat(bits(two)).isEqualTo(bits(one)).isNotEqualTo(bits(unclipped));
  }

  @Test
  void train_twoMetricsOfOneName_areRefused() {
    assertThatThrownBy(() -> trainer(Points.of(60, 1), 1).metric(Metrics.binaryAccuracy(0)).train())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("metrics must have names of their own, two were 'accuracy': leave one out");
  }

  @Test
  void listeners_training_areCalledInOrder() {
    Recorder recorder = new Recorder(Cadence.everySteps(4));
    trainer(Points.of(96, 1), 2).listener(recorder).train();
    assertThat(recorder.calls)
        .containsExactly("start 12", "step 4", "epoch 1", "step 8", "step 12", "epoch 2", "end 12");
  }

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

  private static final class Recorder implements TrainingListener {
    private final Cadence cadence;
    private final List<String> calls = new ArrayList<>();

    Recorder(Cadence cadence) {
      this.cadence = cadence;
    }

    @Override
    public Cadence cadence() {
      return cadence;
    }

    @Override
    public void start(Progress progress) {
      calls.add("start " + progress.steps());
    }

    @Override
    public void step(Progress progress) {
      calls.add("step " + progress.step());
    }

    @Override
    public void epoch(EpochReport report) {
      calls.add("epoch " + report.epoch());
    }

    @Override
    public void end(TrainingResult result) {
      calls.add("end " + result.steps());
    }

    @Override
    public void failed(RuntimeException cause) {
      calls.add("failed");
    }
  }
}
