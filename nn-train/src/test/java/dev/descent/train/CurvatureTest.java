package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.data.Batches;
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
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.parallel.Team;
import dev.descent.program.HessianVector;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Program;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.train.metric.Metrics;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Optimizers that need products with the Hessian, in a trainer.
final class CurvatureTest {
  private static final Dataset XOR =
      Dataset.regression("xor", new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new float[] {0, 1, 1, 0});

  private static final Layer NETWORK = Sequential.of(new Linear(8), new Tanh(), new Linear(1));

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
    return Trainer.of(NETWORK, new BinaryCrossEntropy())
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
  void train_xorByAdaHessian_isWhatStepsByHandDo() {
    float[] expected = byHand();
    for (int threads = 1; threads <= 2; threads++) {
      Trainer trainer = xor(AdaHessianConfig.of(0.05), 20).freeze("0.*", 5).threads(threads);
      assertThat(Points.bits(trainer.train().model().weights())).isEqualTo(Points.bits(expected));
    }
  }

  /// Twenty steps with gradients and products of all parameters, those of the first layer frozen
  /// for five.
  private static float[] byHand() {
    Pipeline pipeline = Pipeline.of(XOR);
    Model model = Model.of(Network.supervised(NETWORK, new BinaryCrossEntropy()), pipeline.types());
    Optimizer optimizer =
        Optimizer.builder(AdaHessianConfig.of(0.05))
            .freeze("0.*", 5)
            .build(model.parameters(), model.aliases());
    Layout layout = optimizer.layout();
    Program program = model.training(layout, pipeline.types(), Team.single());
    HessianVector hessian =
        model.hessianVector(layout, pipeline.types(), Team.single(), model.parameters().keySet());
    float[] weights = model.initialParameters(layout, 1);
    float[] none = model.initialStates();
    Batches batches = pipeline.batches();
    for (int step = 0; step < 20; step++) {
      while (!batches.advance()) {}
      Batch batch = batches.batch();
      Objective objective =
          new Objective() {
            @Override
            public double evaluate(float[] at, float[] gradient) {
              throw new AssertionError("nobody needs another gradient");
            }

            @Override
            public void hessianVector(float[] at, float[] vector, float[] product) {
              hessian.multiply(at, none, batch, 0, vector, product);
            }
          };
      float loss = program.run(weights, none, batch, 0);
      optimizer.step(weights, new Gradient(program.gradient()).loss(loss).objective(objective));
    }
    return weights;
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
}
