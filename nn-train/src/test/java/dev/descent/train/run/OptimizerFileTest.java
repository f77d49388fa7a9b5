package dev.descent.train.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.AdamWConfig;
import dev.descent.optim.AddNoiseConfig;
import dev.descent.optim.ClampConfig;
import dev.descent.optim.ClipByNormConfig;
import dev.descent.optim.ClipByValueConfig;
import dev.descent.optim.ConjugateGradientConfig;
import dev.descent.optim.EmaConfig;
import dev.descent.optim.GaLoreConfig;
import dev.descent.optim.GradientDescentConfig;
import dev.descent.optim.LbfgsConfig;
import dev.descent.optim.LionConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.Configs;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.NonFinite;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.engine.Window;
import dev.descent.optim.schedule.Greedy;
import dev.descent.optim.schedule.Linear;
import dev.descent.optim.schedule.Plateau;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OptimizerFileTest {
  private static final OptimizerRegistry ALL = OptimizerRegistry.discover();

  @TempDir private Path folder;

  @Test
  void everyConfig_writtenAndRead_isEqual() {
    for (OptimizerEntry entry : ALL.entries()) {
      assertWrittenAndRead(entry.defaults());
    }
  }

  @Test
  void otherChoicesThanTheDefaults_writtenAndRead_areEqual() {
    for (LbfgsConfig.Search search : LbfgsConfig.Search.values()) {
      for (LbfgsConfig.First first : LbfgsConfig.First.values()) {
        assertWrittenAndRead(LbfgsConfig.optax().withSearch(search).withFirst(first));
      }
    }
    for (GradientDescentConfig.Search search : GradientDescentConfig.Search.values()) {
      for (GradientDescentConfig.Guess guess : GradientDescentConfig.Guess.values()) {
        assertWrittenAndRead(
            new GradientDescentConfig().withSearch(search).withGuess(guess).withCurvature(0.5));
      }
    }
    for (ConjugateGradientConfig.Search search : ConjugateGradientConfig.Search.values()) {
      assertWrittenAndRead(new ConjugateGradientConfig().withSearch(search));
    }
  }

  private static void assertWrittenAndRead(OptimizerConfig config) {
    Map<String, Object> values = Configs.values(config);
    assertThat(ALL.read(OptimizerFile.fromJson(OptimizerFile.json(values))))
        .as("in JSON")
        .isEqualTo(config);
    assertThat(ALL.read(OptimizerFile.fromYaml(OptimizerFile.yaml(values))))
        .as("in YAML")
        .isEqualTo(config);
  }

  @Test
  void builder_writtenAndRead_isEqual() throws IOException {
    Map<String, Object> description =
        Optimizer.builder(EmaConfig.of(AdamWConfig.of(0.01), 0.99))
            .group("head.*", ClampConfig.nonNegative(AdamWConfig.of(1e-7)))
            .group("neck.*", GaLoreConfig.of(LionConfig.of(0.01)).withRank(4))
            .freeze("body.1.*", 100)
            .schedule("inner.learningRate", Schedules.warmup(10, Schedules.cosine(0.01, 0, 90)))
            .transform(ClipByNormConfig.of(5))
            .transform("body.*", new AddNoiseConfig())
            .accumulate(4, Window.SUM)
            .nonFinite(NonFinite.skip(3))
            .describe();
    for (String name : new String[] {"a.json", "b.yaml", "c.yml"}) {
      Path file = folder.resolve(name);
      OptimizerFile.write(file, description);
      assertThat(ALL.read(OptimizerFile.read(file), Schedules::parse).describe())
          .as(name)
          .isEqualTo(description);
    }
    assertThat(Files.readString(folder.resolve("b.yaml")))
        .startsWith("optimizer:\n  name: ema\n  hyperParameters:\n    base:\n      name: adamw\n");
  }

  @Test
  void schedulesThatAMetricMoves_writtenAndRead_areTheSame() throws IOException {
    OptimizerBuilder builder =
        Optimizer.builder(SgdConfig.of(0.1))
            .group("*.bias", SgdConfig.of(0.2))
            .schedule("learningRate", new Plateau(0.1, 0.5, 0, 0, 0, 0, 0, 0, 1, false))
            .schedule("*.bias", "learningRate", new Greedy(0.2).times(new Linear(0, 1, 10)))
            .schedule("*.bias", "weightDecay", Schedules.constant(0));
    List<Double> rates = rates(builder);
    assertThat(rates).contains(0.1, 0.05);
    for (String name : new String[] {"a.json", "b.yaml"}) {
      Path file = folder.resolve(name);
      OptimizerFile.write(file, builder.describe());
      OptimizerBuilder read =
          ALL.read(OptimizerFile.read(file), Schedules::parse, Schedules::parseMetric);
      assertThat(read.describe()).as(name).isEqualTo(builder.describe());
      assertThat(rates(read)).as(name).isEqualTo(rates);
    }
    assertThatThrownBy(() ->
            ALL.read(OptimizerFile.read(folder.resolve("a.json")), Schedules::parse).describe())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(", which a metric moves: read it with Schedules.parseMetric")
        .hasMessageEndingWith(" by the third argument of OptimizerRegistry.read");
  }

  /// The learning rates of steps between which a metric is not getting better.
  private static List<Double> rates(OptimizerBuilder builder) {
    Optimizer optimizer =
        builder.build(Map.of("0.weight", Shape.of(2), "0.bias", Shape.of(2)), Map.of());
    float[] weights = new float[optimizer.layout().size()];
    List<Double> rates = new ArrayList<>();
    for (int step = 0; step < 4; step++) {
      optimizer.step(weights, new Gradient(new float[weights.length]));
      rates.add(((SgdConfig) optimizer.config()).learningRate());
      optimizer.observe(1);
    }
    optimizer.state().scalars().values().forEach(rates::add);
    return rates;
  }

  @Test
  void otherTexts_areRefused() {
    assertThatThrownBy(() -> OptimizerFile.fromJson("[1]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("optimizer must be an object in JSON, was '[1]'");
    assertThatThrownBy(() -> OptimizerFile.fromYaml("- 1"))
        .hasMessage("optimizer must be a mapping in YAML, was '[1]'");
    assertThatThrownBy(() -> OptimizerFile.fromYaml("a: !!java.net.URL [x]"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> OptimizerFile.write(folder.resolve("a.txt"), Map.of()))
        .hasMessageStartingWith("optimizer file must end in .json, .yaml or .yml, was ");
  }

  @Test
  void yamlByHand_keyOnWithoutQuotes_isAText() {
    String text =
        """
        optimizer:
          name: sgd
          hyperParameters:
            learningRate: 1e-2
            nesterov: false
        transforms:
        - name: clip-by-value
          hyperParameters: {limit: 2}
          on: body.*
        nonFinite: {zeroNans: true}
        """;
    assertThat(ALL.read(OptimizerFile.fromYaml(text), Schedules::parse).describe())
        .isEqualTo(
            Optimizer.builder(SgdConfig.of(0.01))
                .transform("body.*", new ClipByValueConfig(2))
                .nonFinite(NonFinite.fail().withZeroedNans())
                .describe());
  }

  @Test
  void emptyDoubleAndTrailingTexts_areRefused() {
    assertThatThrownBy(() -> OptimizerFile.fromJson("null"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("optimizer must be an object in JSON, was 'null'");
    for (String text : new String[] {"{} {}", "{\"a\": 1, \"a\": 2}", ""}) {
      assertThatThrownBy(() -> OptimizerFile.fromJson(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("optimizer must be an object in JSON: ");
    }
    assertThatThrownBy(() -> OptimizerFile.fromYaml("a: 1\na: 2"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("optimizer must be a mapping in YAML: ");
  }
}
