package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.BinaryCrossEntropy;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdaHessianConfig;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.SophiaConfig;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.train.metric.Metrics;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Optimizers that need products with the Hessian, in a trainer.
final class CurvatureTest {
  private static final Dataset XOR =
      Dataset.regression("xor", new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new float[] {0, 1, 1, 0});

  /// y = 3x − 2 at points whose mean is 0, so that weight and bias do not meet in the Hessian:
  /// Newton's method is there after a step.
  @Test
  void train_newtonOnALine_isThereAfterOneStep() {
    Dataset line =
        Dataset.regression("line", new float[] {-2, -1, 1, 2}, new float[] {-8, -5, 1, 4});
    TrainedModel model =
        Trainer.of(new Linear(1), new MeanSquaredError())
            .optimizer(new NewtonConfig(1))
            .data(Pipeline.of(line))
            .steps(1)
            .train()
            .model();
    assertThat(model.tensors().get("weight").at(0)).isCloseTo(3f, within(1e-6f));
    assertThat(model.tensors().get("bias").at(0)).isCloseTo(-2f, within(1e-6f));
  }

  private static Trainer xor(OptimizerConfig config, int epochs) {
    Layer network = Sequential.of(new Linear(8), new Tanh(), new Linear(1));
    return Trainer.of(network, new BinaryCrossEntropy())
        .optimizer(config)
        .data(Pipeline.of(XOR))
        .metric(Metrics.binaryAccuracy(0))
        .epochs(epochs);
  }

  private static void assertLearned(TrainingResult result) {
    Map<String, Double> last = result.last().orElseThrow().training();
    assertThat(last.get("loss")).isLessThan(0.05);
    assertThat(last.get("accuracy")).isEqualTo(1);
  }

  @Test
  void train_xorBySophia_isLearned() {
    assertLearned(xor(SophiaConfig.of(0.03), 300).train());
  }

  @Test
  void train_xorByAdaHessian_isLearned() {
    assertLearned(xor(AdaHessianConfig.of(0.05), 300).train());
  }

  @Test
  void train_xorByAdaHessian_threadsAndLateUnfreezingChangeNoBitByThemselves() {
    float[] one =
        xor(AdaHessianConfig.of(0.05), 20).freeze("0.*", 5).threads(1).train().model().weights();
    float[] two =
        xor(AdaHessianConfig.of(0.05), 20).freeze("0.*", 5).threads(2).train().model().weights();
    float[] none = xor(AdaHessianConfig.of(0.05), 20).train().model().weights();
    assertThat(bits(two)).isEqualTo(bits(one)).isNotEqualTo(bits(none));
  }

  @Test
  void plan_hasTheProgramOfTheProduct() {
    TrainingPlan plan = xor(new SophiaConfig(), 1).plan();
    TrainingPlan plain = xor(AdamConfig.of(1), 1).plan();
    assertThat(plan.step()).isEqualTo(plain.step());
    assertThat(plain.memory()).doesNotContainKey("evaluations");
    assertThat(plan.memory().get("evaluations"))
        .isGreaterThan(plain.memory().get("gradient") + plain.memory().get("buffers"));
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToIntBits(values[i])).toArray();
  }
}
