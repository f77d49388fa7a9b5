package dev.descent.train;

import static dev.descent.train.Points.NETWORK;
import static dev.descent.train.Points.bits;
import static dev.descent.train.Points.trainer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.BatchNorm1d;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.BinaryCrossEntropy;
import dev.descent.loss.CrossEntropy;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.train.metric.Metrics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TrainerTest {
  @Test
  void train_networkWithoutParameters_isRefused() {
    Trainer trainer =
        Trainer.of(new Tanh(), new MeanSquaredError())
            .optimizer(AdamConfig.of(0.05))
            .data(Pipeline.of(Dataset.regression("line", new float[] {0, 1}, new float[] {0, 1})))
            .epochs(1);
    assertThatThrownBy(trainer::train)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("an optimizer must have a parameter to train, was given none: ");
  }

  @Test
  @SuppressWarnings("NullAway") // the point of it
  void of_null_isRefusedByWhatItWasMeantToBe() {
    assertThatThrownBy(() -> Trainer.of(null, new CrossEntropy()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("layer of a trainer must be given, was null: give one such as new Linear(10)");
    assertThatThrownBy(() -> Trainer.of(new Tanh(), null))
        .hasMessage(
            "loss of a trainer must be given, was null: give one such as new MeanSquaredError()");
    assertThatThrownBy(() -> Trainer.of(null))
        .hasMessage(
            "network of a trainer must be given, was null: give one, or a layer and a loss");
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

  @SuppressWarnings("NullAway") // that is what is refused
  @Test
  void nothing_isRefusedWhereItIsGiven() {
    Trainer trainer = Trainer.of(NETWORK, new CrossEntropy());
    assertThatThrownBy(() -> trainer.optimizer(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("optimizer config must be given, was null: ");
    assertThatThrownBy(() -> trainer.group("*.bias", null))
        .hasMessageStartingWith("config of group '*.bias' must be given, was null: ");
    assertThatThrownBy(() -> trainer.transform(null))
        .hasMessageStartingWith("config of a transform must be given, was null: ");
    assertThatThrownBy(() -> trainer.schedule("beta1", (Schedule) null))
        .hasMessageStartingWith("schedule of 'beta1' must be given, was null: ");
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
}
