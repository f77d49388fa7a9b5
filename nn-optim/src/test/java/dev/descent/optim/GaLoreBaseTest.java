package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Configs;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.random.Keys;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// [GaLore] around one optimizer and the other: which it takes, and that it runs them.
final class GaLoreBaseTest {
  private static final OptimizerRegistry ALL = OptimizerRegistry.discover();
  private static final int STEPS = 10;
  private static final int RANK = 2;
  private static final int INTERVAL = 4;

  private static final Map<String, Shape> SHAPES = new LinkedHashMap<>();

  static {
    SHAPES.put("tall", Shape.of(7, 4));
    SHAPES.put("wide", Shape.of(3, 6));
  }

  private static float[] gradient(Layout layout, int step) {
    float[] values = new float[layout.size()];
    for (Layout.Slice slice : layout.slices()) {
      for (int i = 0; i < slice.shape().size(); i++) {
        values[slice.offset() + i] = (float) Keys.normal(key(slice.path(), step), i);
      }
    }
    return values;
  }

  private static long key(String path, int step) {
    return Keys.fold(Keys.of(step), path);
  }

  /// The bits are those that GaLore had when it knew no optimizer but Adam.
  @Test
  void adam_hasTheBitsThatItAlwaysHad() {
    GaLoreConfig config =
        new GaLoreConfig(
            new AdamWConfig(0.01, 0.8, 0.95, 1e-4, 0.1), RANK, 3, 0.25, new AdamWConfig());
    Optimizer optimizer = Optimizer.builder(config).clipByGlobalNorm(3).build(SHAPES, Map.of());
    float[] weights = new float[optimizer.layout().size()];
    for (int t = 1; t <= STEPS; t++) {
      optimizer.step(weights, new Gradient(gradient(optimizer.layout(), t)));
    }
    long digest = 0;
    for (Layout.Slice slice : optimizer.layout().slices()) {
      for (int i = 0; i < slice.shape().size(); i++) {
        digest = Keys.fold(digest, Float.floatToIntBits(weights[slice.offset() + i]));
      }
    }
    assertThat(Long.toHexString(digest)).isEqualTo("827c78708c94585f");
  }

  @Test
  void adam_andAdamWWithoutDecay_areOne() {
    for (boolean hat : new boolean[] {false, true}) {
      AdamConfig adam = AdamConfig.of(0.01).withEpsilonHat(hat);
      AdamWConfig same = AdamWConfig.of(0.01).withWeightDecay(0).withEpsilonHat(hat);
      assertThat(weights(adam)).isEqualTo(weights(same));
    }
  }

  private static float[] weights(OptimizerConfig base) {
    Optimizer optimizer = optimizer(base);
    float[] weights = new float[optimizer.layout().size()];
    for (int t = 1; t <= STEPS; t++) {
      optimizer.step(weights, new Gradient(gradient(optimizer.layout(), t)));
    }
    return weights;
  }

  private static Optimizer optimizer(OptimizerConfig base) {
    return Optimizer.builder(GaLoreConfig.of(base).withRank(RANK).withInterval(INTERVAL))
        .build(SHAPES, Map.of());
  }

  /// All that update weight by weight and know nothing but gradients.
  @Test
  void bases_areThese() {
    assertThat(bases())
        .extracting(base -> base.hyperParameters().name())
        .containsExactly(
            "acprop",
            "adabelief",
            "adadelta",
            "adagrad",
            "adam",
            "adamax",
            "adamaxw",
            "adamw",
            "adan",
            "ademamix",
            "adopt",
            "amsgrad",
            "laprop",
            "lion",
            "nadamw",
            "optimistic-adam",
            "optimistic-gd",
            "radam",
            "rmsprop",
            "rprop",
            "sgd",
            "sgdw",
            "sign-sgd",
            "signum",
            "simplified-ademamix",
            "yogi");
  }

  private static List<OptimizerConfig> bases() {
    List<OptimizerConfig> bases = new ArrayList<>();
    for (OptimizerEntry entry : BuiltIns.entries()) {
      try {
        bases.add(new GaLoreConfig().withBase(entry.defaults()).base());
      } catch (IllegalArgumentException refused) {
        assertThat(refused).hasMessageStartingWith("galore base must ").hasMessageContaining(": ");
      }
    }
    return bases;
  }

  /// What each makes of a matrix is what it makes, by itself, of weights of the low rank whose
  /// gradient is the projected one, brought back. Weights are 0 before each step, so that what is
  /// compared is the step.
  @Test
  void everyBase_isItselfOnProjectedGradients() {
    for (OptimizerConfig base : bases()) {
      for (String path : SHAPES.keySet()) {
        compareWithItself(base, path);
      }
    }
  }

  private static void compareWithItself(OptimizerConfig base, String path) {
    Shape shape = SHAPES.get(path);
    boolean tall = shape.at(0) > shape.at(1);
    int small = Math.min(shape.at(0), shape.at(1));
    int large = Math.max(shape.at(0), shape.at(1));
    Optimizer whole = optimizer(base);
    Optimizer alone = Optimizer.builder(base).build(Map.of("low", Shape.of(RANK, small)), Map.of());
    int at = whole.layout().slice(path).offset();
    for (int t = 1; t <= STEPS; t++) {
      float[] g = gradient(whole.layout(), t);
      float[] weights = new float[g.length];
      whole.step(weights, new Gradient(g));
      float[] p = whole.state().slots().get(path + "/projector").floats();
      float[] low = new float[alone.layout().size()];
      for (int k = 0; k < RANK; k++) {
        for (int j = 0; j < small; j++) {
          double sum = 0;
          for (int i = 0; i < large; i++) {
            sum += (double) p[k * large + i] * g[at + (tall ? i * small + j : j * large + i)];
          }
          low[k * small + j] = (float) sum;
        }
      }
      float[] step = new float[low.length];
      alone.step(step, new Gradient(low));
      double[] expected = new double[small * large];
      double largest = 0;
      for (int i = 0; i < large; i++) {
        for (int j = 0; j < small; j++) {
          int index = tall ? i * small + j : j * large + i;
          for (int k = 0; k < RANK; k++) {
            expected[index] += (double) p[k * large + i] * step[k * small + j];
          }
          largest = Math.max(largest, Math.abs(expected[index]));
        }
      }
      for (int i = 0; i < expected.length; i++) {
        assertThat((double) weights[at + i])
            .as("%s of %s, step %d, %d", base, path, t, i)
            .isCloseTo(expected[i], Offset.offset(1e-5 * largest));
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ema | galore base must be no wrapper, was 'ema': put it around galore
          sam | galore base must update weights, was 'sam', a transform: add it to the optimizer as one
          muon | galore base must be elementwise, was 'muon': take it without galore
          lbfgs | galore base must be elementwise, was 'lbfgs': take it without galore
          ftrl | galore base must not read weights, was 'ftrl' with [WEIGHTS]: set its weightDecay to 0, if that is what it reads them for, or take another
          sophia | galore base must need gradients only, was 'sophia' with [HESSIAN_VECTOR]: take another, or it without galore
          dadapt-adamw | galore base must have no numbers beside its slots, was 'dadapt-adamw' with [distance, numerator, rate, beta1_power, beta2_power, product, norm]: take another, or it without galore
          noisy-sgd | galore base must have no work space, was 'noisy-sgd' with 'noise': take another, or it without galore
          """)
  void otherBases_areRefused(String name, String message) {
    OptimizerConfig base = ALL.get(name).defaults();
    assertThatThrownBy(() -> GaLoreConfig.of(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> ALL.create("galore", Map.of("base", name))).hasMessage(message);
  }

  /// One that starts from the weights and does not say that it reads them.
  private static final class FromTheWeights implements Rule.Elementwise<OptimizerConfig> {
    @Override
    public List<Slot> slots(OptimizerConfig config, Shape parameter) {
      return List.of(Slot.weights("start"));
    }

    @Override
    public void update(OptimizerConfig config, Block block) {
      block.descend(0.1f);
    }
  }

  @Test
  void baseThatStartsFromTheWeights_isRefused() {
    OptimizerConfig base =
        new OptimizerConfig() {
          @Override
          public HyperParameters hyperParameters() {
            return HyperParameters.of("from-the-weights", "starts from the weights");
          }

          @Override
          public Rule<?> rule() {
            return new FromTheWeights();
          }
        };
    assertThatThrownBy(() -> GaLoreConfig.of(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "galore base must not start from the weights, was 'from-the-weights' with 'start': take"
                + " another, or it without galore");
  }

  @Test
  void penalty_isRefused_alsoOneThatAScheduleBrings() {
    SgdConfig sgd = SgdConfig.of(0.1);
    assertThatThrownBy(() -> GaLoreConfig.of(sgd.withWeightDecay(0.1)))
        .hasMessageStartingWith("galore base must not read weights, was 'sgd' with [WEIGHTS]");
    Optimizer optimizer =
        Optimizer.builder(GaLoreConfig.of(sgd))
            .schedule("base.weightDecay", step -> step < 2 ? 0 : 0.1)
            .build(SHAPES, Map.of());
    float[] weights = new float[optimizer.layout().size()];
    optimizer.step(weights, new Gradient(gradient(optimizer.layout(), 1)));
    optimizer.step(weights, new Gradient(gradient(optimizer.layout(), 2)));
    float[] before = weights.clone();
    assertThatThrownBy(() -> optimizer.step(weights, new Gradient(gradient(optimizer.layout(), 3))))
        .hasMessageStartingWith("schedule at step 2: galore base must not read weights");
    assertThat(weights).isEqualTo(before);
  }

  /// The state has the slots of the optimizer inside, by their names, at the low rank.
  @Test
  void state_isThatOfTheBaseAtTheLowRank() {
    Optimizer optimizer =
        optimizer(RmsPropConfig.of(0.01).withMeans(true, false).withMomentum(0.9, false));
    optimizer.step(
        new float[optimizer.layout().size()], new Gradient(gradient(optimizer.layout(), 1)));
    Map<String, String> shapes = new TreeMap<>();
    optimizer.state().slots().forEach((name, slot) -> shapes.put(name, slot.shape().toString()));
    assertThat(shapes)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "tall/projector", "[2, 7]",
                "tall/meanSquare", "[2, 4]",
                "tall/mean", "[2, 4]",
                "tall/momentum", "[2, 4]",
                "wide/projector", "[2, 6]",
                "wide/meanSquare", "[2, 3]",
                "wide/mean", "[2, 3]",
                "wide/momentum", "[2, 3]"));
  }

  /// A slot that does not start at 0 does not start at 0 inside either.
  @Test
  void slotThatStartsElsewhere_startsThere() {
    Optimizer optimizer = optimizer(AdagradConfig.of(0.1).withInitialAccumulator(0.5));
    optimizer.step(
        new float[optimizer.layout().size()], new Gradient(new float[optimizer.layout().size()]));
    assertThat(optimizer.state().slots().get("tall/sum").floats()).containsOnly(0.5f);
  }

  @Test
  void config_isDataLikeAnyOther() {
    GaLoreConfig config = GaLoreConfig.of(LionConfig.of(0.01)).withRank(3).withInterval(5);
    assertThat(ALL.read(Configs.values(config))).isEqualTo(config);
    assertThat(
            ALL.create(
                "galore",
                Map.of(
                    "base",
                    "lion",
                    "base.learningRate",
                    "0.01",
                    "rank",
                    "3",
                    "interval",
                    "5",
                    "others",
                    "lion",
                    "others.learningRate",
                    "0.01")))
        .isEqualTo(config);
    assertThat(Configs.text(config))
        .isEqualTo(
            "galore(base=lion(learningRate=0.01, beta1=0.9, beta2=0.99, weightDecay=0.0), rank=3,"
                + " interval=5, scale=1.0, others=lion(learningRate=0.01, beta1=0.9, beta2=0.99,"
                + " weightDecay=0.0))");
    assertThat(Configs.diff(config, config.withBase(SignSgdConfig.of(0.1)).withRank(4)))
        .contains("base: lion -> sign-sgd", "rank: 3 -> 4");
    assertThat(((GaLoreConfig) Configs.withoutDecay(GaLoreConfig.of(new AdamWConfig()))).base())
        .isEqualTo(new AdamWConfig().withWeightDecay(0));
  }

  /// What a single number says is not to be lost: those of a wrapper around it and of what is in it
  /// have different names.
  @Test
  void wrapperAroundIt_isWelcome() {
    Optimizer optimizer =
        Optimizer.builder(EmaConfig.of(GaLoreConfig.of(SgdConfig.of(0.1).withMomentum(0.9)), 0.9))
            .build(SHAPES, Map.of());
    float[] weights = new float[optimizer.layout().size()];
    optimizer.step(weights, new Gradient(gradient(optimizer.layout(), 1)));
    OptimizerState state = optimizer.state();
    assertThat(state.slots().keySet()).contains("tall/momentum", "tall/ema.average");
  }
}
