package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.data.Batches;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.BatchNorm1d;
import dev.descent.layer.Dropout;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.layer.TiedLinear;
import dev.descent.loss.CrossEntropy;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.EmaConfig;
import dev.descent.optim.SamConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Plan;
import dev.descent.program.Program;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.train.metric.Metrics;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Trainings of a part of the parameters: the trainer leaves out what of the backward pass nobody
/// needs, and that changes no bit.
final class FreezingTest {
  private static final Layer NETWORK =
      Sequential.of(
          new Linear(8),
          new BatchNorm1d(),
          new Relu(),
          new Linear(8),
          new Relu(),
          new Dropout(0.2),
          new Linear(3));
  private static final int EPOCHS = 4;
  private static final int STEPS = EPOCHS * 7; // the last one of an epoch has 4 rows

  private static Pipeline data() {
    return Pipeline.of(Points.of(100, 1)).shuffle(1).batch(16, Remainder.KEEP);
  }

  private static Trainer trainer() {
    return Points.trainer(NETWORK, Points.of(100, 1), EPOCHS);
  }

  static List<Consumer<OptimizerBuilder>> settings() {
    return List.of(
        builder -> builder.freeze("{0,1,3}.*"),
        builder -> builder.freeze("0.*").clipByGlobalNorm(0.1),
        builder -> builder.freeze("{3,6}.weight"),
        builder -> builder.freeze("0.*", 10).freeze("1.*", 17).freeze("6.bias"),
        builder -> builder.freeze("*", 9),
        builder -> builder.freeze("0.*").transform(new SamConfig()),
        builder -> builder.freeze("0.*", 2).accumulate(3));
  }

  @ParameterizedTest
  @MethodSource("settings")
  void train_someParameters_givesTheBitsOfStepsWithTheWholeGradient(
      Consumer<OptimizerBuilder> setting) {
    float[] trained = trainer().adjust(setting).train().model().weights();
    ByHand byHand = new ByHand(NETWORK, AdamConfig.of(0.01), setting);
    byHand.train();
    assertThat(Points.bits(trained)).isEqualTo(Points.bits(byHand.weights));
  }

  static List<RunningStatistics> policies() {
    return List.of(
        RunningStatistics.keep(), RunningStatistics.recompute(3), RunningStatistics.average());
  }

  /// The last programs train all but 3.bias.
  @ParameterizedTest
  @MethodSource("policies")
  void train_averagesAcrossTheEndOfFreezing_givesTheWeightsAndStatisticsOfTheWholeGradient(
      RunningStatistics policy) {
    OptimizerConfig config = EmaConfig.of(AdamConfig.of(0.01), 0.8);
    Consumer<OptimizerBuilder> setting =
        builder -> builder.freeze("{0,6}.*", 10).freeze("1.*", 17).freeze("3.bias");
    TrainedModel trained =
        trainer().optimizer(config).adjust(setting).runningStatistics(policy).train().model();
    ByHand byHand = new ByHand(NETWORK, config, setting);
    byHand.train();
    assertThat(Points.bits(trained.weights())).isEqualTo(Points.bits(byHand.evaluationWeights()));
    assertThat(Points.bits(trained.states())).isEqualTo(Points.bits(byHand.states(policy)));
    assertThat(Points.bits(trained.weights())).isNotEqualTo(Points.bits(byHand.weights));
  }

  static List<Consumer<OptimizerBuilder>> settingsOfTies() {
    return List.of(
        builder -> builder.freeze("2.weight"),
        builder -> builder.freeze("2.weight", 9),
        builder -> builder.freeze("0.*", 9).freeze("2.bias", 4).clipByGlobalNorm(0.1),
        builder -> builder.freeze("0.weight", 5).group("2.*", SgdConfig.of(0.1).withMomentum(0.9)));
  }

  @ParameterizedTest
  @MethodSource("settingsOfTies")
  void train_tiedParameter_isFrozenUnderAnyOfItsNames(Consumer<OptimizerBuilder> setting) {
    Layer tied =
        Sequential.of(new Linear(8), new Tanh(), new TiedLinear("0.weight"), new Linear(3));
    TrainedModel trained =
        Points.trainer(tied, Points.of(100, 1), EPOCHS).adjust(setting).train().model();
    ByHand byHand = new ByHand(tied, AdamConfig.of(0.01), setting);
    float[] first = byHand.weights.clone();
    byHand.train();
    assertThat(Points.bits(trained.weights())).isEqualTo(Points.bits(byHand.weights));
    assertThat(byHand.optimizer.layout().slices()).hasSize(5);
    boolean forGood = !byHand.optimizer.trained().contains("0.weight");
    int at = byHand.optimizer.layout().slice("0.weight").offset();
    assertThat(byHand.weights[at] == first[at]).isEqualTo(forGood);
  }

  /// What a trainer does, with a gradient of all parameters.
  private static final class ByHand {
    private final Pipeline pipeline = data();
    private final OptimizerConfig config;
    private final Model model;
    private final Model second;
    private final Optimizer optimizer;
    private final float[] weights;
    private final float[] states;
    private final float[] averaged;

    ByHand(Layer layer, OptimizerConfig config, Consumer<OptimizerBuilder> setting) {
      this.config = config;
      Network network = Network.supervised(layer, new CrossEntropy());
      model = Model.of(network, pipeline.types());
      second = Model.of(network, pipeline.types());
      OptimizerBuilder builder = Optimizer.builder(config);
      setting.accept(builder);
      optimizer = builder.build(model.parameters(), model.aliases());
      weights = model.initialParameters(optimizer.layout(), 1);
      states = model.initialStates();
      averaged = states.clone();
    }

    void train() {
      StatisticsAverage average =
          optimizer.hasEvaluationWeights() ? new StatisticsAverage(model.states(), config) : null;
      Batches batches = pipeline.batches();
      long key = Keys.fold(Keys.of(1), "step");
      int step = 0;
      for (int epoch = 0; epoch < EPOCHS; epoch++) {
        for (; batches.advance(); step++) {
          step(batches.batch(), Keys.fold(key, step));
          if (average != null) {
            average.add(states);
            average.read(averaged);
          }
        }
        optimizer.flush(weights);
      }
      assertThat(step).isEqualTo(STEPS);
    }

    private void step(Batch batch, long key) {
      Program program = model.training(optimizer.layout(), batch.fields(), Team.single());
      Program again = second.training(optimizer.layout(), batch.fields(), Team.single());
      float loss = program.run(weights, states, batch, key);
      Gradient gradient =
          new Gradient(program.gradient())
              .loss(loss)
              .samples(batch.samples())
              .objective((at, slope) -> {
                double value = again.run(at, states, batch, key);
                System.arraycopy(again.gradient(), 0, slope, 0, slope.length);
                return value;
              });
      optimizer.step(weights, gradient);
      System.arraycopy(program.nextStates(), 0, states, 0, states.length);
    }

    float[] evaluationWeights() {
      float[] out = new float[weights.length];
      optimizer.evaluationWeights(weights, out);
      return out;
    }

    float[] states(RunningStatistics policy) {
      float[] found = policy.kind() == RunningStatistics.Kind.AVERAGE ? averaged : states.clone();
      Batches batches = pipeline.batches();
      long key = Keys.fold(Keys.of(0), "running statistics");
      for (int i = 0; i < policy.batches() && batches.advance(); i++) {
        Batch batch = batches.batch();
        Program program = model.training(optimizer.layout(), batch.fields(), Team.single());
        program.run(evaluationWeights(), found, batch, Keys.fold(key, i));
        System.arraycopy(program.nextStates(), 0, found, 0, found.length);
      }
      return found;
    }
  }

  @Test
  void plan_frozenLayers_hasFewerFlops() {
    Plan all = trainer().plan().step();
    Plan head = trainer().freeze("{0,1,3}.*").plan().step();
    assertThat(products(all)).isEqualTo(8);
    assertThat(products(head)).isEqualTo(4);
    assertThat(head.flops()).isLessThan(all.flops());
    assertThat(trainer().freeze("{0,1,3}.*").plan())
        .hasToString(trainer().freeze("{0,1,3}.*").freeze("6.bias", 3).plan().toString());
    assertThat(trainer().freeze("{0,1,3}.*").train().plan().step()).isEqualTo(head);
  }

  private static long products(Plan plan) {
    return plan.steps().stream().filter(step -> step.operations().contains("matmul")).count();
  }

  @Test
  void profile_acrossTheEndOfFreezing_hasTheOperationsOfAllPrograms() {
    TrainingResult result = trainer().freeze("{0,1,3}.*", 7).profile(true).train();
    assertThat(result.profile().steps()).isEqualTo(STEPS);
    // forwards: once for each kind of batch, before and after
    assertThat(
            result.profile().rows().stream()
                .filter(
                    row -> row.result().equals("F32[16, 3]") && row.operation().contains("matmul"))
                .mapToLong(row -> row.calls())
                .sum())
        .isEqualTo(EPOCHS * 6);
  }

  @Test
  void evaluation_afterTheEndOfFreezing_usesTheSameWeights() {
    TrainingResult plain = trainer().freeze("0.*", 10).train();
    TrainingResult watched =
        trainer().freeze("0.*", 10).validation(data()).metric(Metrics.accuracy()).train();
    assertThat(Points.bits(watched.model().weights()))
        .isEqualTo(Points.bits(plain.model().weights()));
    assertThat(watched.last().orElseThrow().validation().get("loss"))
        .isEqualTo(watched.model().evaluate(data(), List.of()).get("loss"));
  }
}
