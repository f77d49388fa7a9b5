package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Configs;
import dev.descent.optim.engine.LossScale;
import dev.descent.optim.engine.NonFinite;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.Norm;
import dev.descent.optim.spi.OptimizerConfig;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Configurations as data: written, read, compared.
final class ConfigDataTest {
  private static final OptimizerRegistry ALL = OptimizerRegistry.discover();

  private static final OptimizerConfig NESTED =
      EmaConfig.of(
          CautiousConfig.of(AdamWConfig.of(0.01).withBetas(0.8, 0.99)).withLeast(0.01), 0.99);

  private static OptimizerBuilder everything() {
    return Optimizer.builder(NESTED)
        .group("head.*", MuonConfig.of(0.02))
        .withoutDecayOnBiasesAndNorms()
        .freeze("body.0.*")
        .freeze("body.1.*", 100)
        .schedule("inner.inner.learningRate", Schedules.parse("cosine(0.1, 0, 900).warmup(100)"))
        .schedule("head.*", "learningRate", Schedules.step(0.2, 10, 0.5))
        .transform(new ClipByNormConfig(5, Norm.MAX, true))
        .transform("body.*", new AddNoiseConfig(0.1, 0.55, 3))
        .clipByGlobalNorm(1)
        .accumulate(4)
        .lossScale(LossScale.dynamic())
        .nonFinite(NonFinite.skip(3).withZeroedNans());
  }

  @Test
  void everyConfig_writtenAndRead_isEqual() {
    for (OptimizerEntry entry : ALL.entries()) {
      assertThat(ALL.read(Configs.values(entry.defaults())))
          .as(entry.name())
          .isEqualTo(entry.defaults());
    }
    assertThat(ALL.read(Configs.values(NESTED))).isEqualTo(NESTED);
  }

  @Test
  void whatIsLeftOut_hasItsDefault() {
    assertThat(ALL.read(Map.of("name", "adam"))).isEqualTo(new AdamConfig());
    assertThat(ALL.read(Map.of("name", "adam", "hyperParameters", Map.of("learningRate", 0.5))))
        .isEqualTo(AdamConfig.of(0.5));
  }

  /// What was written before there was an `epsilonHat`.
  @Test
  void earlierDescription_isRead() {
    Map<String, Object> earlier =
        Map.of(
            "learningRate", 0.5, "beta1", 0.8, "beta2", 0.9, "epsilon", 1e-6, "weightDecay", 0.25);
    assertThat(ALL.read(Map.of("name", "adam", "hyperParameters", earlier)))
        .isEqualTo(new AdamConfig(0.5, 0.8, 0.9, 1e-6, 0.25));
    assertThat(ALL.read(Map.of("name", "adamw", "hyperParameters", earlier)))
        .isEqualTo(new AdamWConfig(0.5, 0.8, 0.9, 1e-6, 0.25));
    assertThat(ALL.read(Map.of("name", "radam", "hyperParameters", earlier)))
        .isEqualTo(new RAdamConfig(0.5, 0.8, 0.9, 1e-6, 5, 0.25, 0));
    assertThat(AmsGradConfig.keras(0.5))
        .isEqualTo(new AmsGradConfig(0.5, 0.9, 0.999, 1e-7, false, 0, 0).withEpsilonHat(true));
  }

  @Test
  void builder_writtenAndRead_isEqual() {
    Map<String, Object> description = everything().describe();
    assertThat(ALL.read(description, Schedules::parse).describe()).isEqualTo(description);
  }

  @Test
  void unknownNames_areRefusedWithTheNearest() {
    assertThatThrownBy(() -> ALL.read(Map.of("name", "adm")))
        .hasMessageStartingWith("no optimizer named 'adm'");
    assertThatThrownBy(
            () -> ALL.read(Map.of("name", "adam", "hyperParameters", Map.of("beta", 0.5))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("adam has no 'beta'");
    assertThatThrownBy(() ->
            ALL.read(Map.of("optimizer", Map.of("name", "adam"), "clip", 1), Schedules::parse))
        .hasMessageStartingWith("optimizer description has no 'clip'");
  }

  @Test
  void wrongValues_areRefused() {
    assertThatThrownBy(
            () -> ALL.read(Map.of("name", "adam", "hyperParameters", Map.of("beta1", 1.5))))
        .hasMessage("adam beta1 must be in [0, 1), was 1.5");
    assertThatThrownBy(
            () -> ALL.read(Map.of("name", "adam", "hyperParameters", Map.of("beta1", "much"))))
        .hasMessage("adam beta1 must be a number, was 'much'");
    assertThatThrownBy(() ->
            ALL.read(
                Map.of(
                    "name",
                    "adam",
                    "hyperParameters",
                    Map.of("learningRate", Map.of("name", "cosine")))))
        .hasMessage(
            "adam learningRate must be a value, was {name=cosine}: a schedule is set under"
                + " 'schedules'");
    assertThatThrownBy(() -> ALL.read(Map.of("hyperParameters", Map.of())))
        .hasMessage("name of an optimizer must be a text, was 'null'");
  }

  /// A schedule that is a function of the program says where that is, which no file can make again.
  @Test
  void scheduleOfAFunction_isWrittenAndNotRead() {
    OptimizerBuilder builder =
        Optimizer.builder(SgdConfig.of(0.1))
            .schedule("learningRate", Schedules.warmup(3, step -> 0.1));
    assertThat(builder.toString()).contains("lambda in " + ConfigDataTest.class.getName());
    assertThatThrownBy(() -> ALL.read(builder.describe(), Schedules::parse))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "schedule of 'learningRate' must be one that prints itself, was '.*lambda in .*': set"
                + " it by OptimizerBuilder.schedule");
  }

  @Test
  void settingsThatAreLeftOut_areTheUsualOnes() {
    Map<String, Object> half =
        Map.of("optimizer", Map.of("name", "sgd"), "lossScale", Map.of("initial", 2));
    assertThat(ALL.read(half, Schedules::parse).describe())
        .isEqualTo(
            Optimizer.builder(new SgdConfig())
                .lossScale(new LossScale(2, 2, 0.5, 2000))
                .describe());
  }

  @Test
  void diff_namesEachValueThatChanged() {
    assertThat(Configs.diff(AdamConfig.of(0.1), AdamConfig.of(0.2)))
        .containsExactly("learningRate: 0.1 -> 0.2");
    assertThat(Configs.diff(AdamConfig.of(0.1), AdamConfig.of(0.1))).isEmpty();
    assertThat(
            Configs.diff(
                EmaConfig.of(SignSgdConfig.of(0.1), 0.9), EmaConfig.of(SignumConfig.of(0.1), 0.99)))
        .containsExactly(
            "base: sign-sgd -> signum",
            "decay: 0.9 -> 0.99",
            "base.momentum: none -> " + SignumConfig.of(0.1).momentum());
  }

  @Test
  void diffOfBuilders_namesGroupsAndTransforms() {
    OptimizerBuilder plain = Optimizer.builder(SignSgdConfig.of(0.1));
    OptimizerBuilder more =
        Optimizer.builder(SignSgdConfig.of(0.2))
            .group("*.bias", SignSgdConfig.of(0.3))
            .transform(new ClipByValueConfig(1))
            .clipByGlobalNorm(2);
    assertThat(Configs.diff(plain.describe(), more.describe()))
        .isEqualTo(
            List.of(
                "optimizer.learningRate: 0.1 -> 0.2",
                "groups.*.bias: none -> sign-sgd",
                "groups.*.bias.learningRate: none -> 0.3",
                "transforms[0]: none -> clip-by-value",
                "transforms[0].limit: none -> 1.0",
                "clipByGlobalNorm: none -> 2.0"));
  }

  @Test
  void everyEntry_hasAKind() {
    assertThat(ALL.get("adam").kind()).isEqualTo(OptimizerEntry.Kind.OPTIMIZER);
    assertThat(ALL.get("muon").kind()).isEqualTo(OptimizerEntry.Kind.OPTIMIZER);
    assertThat(ALL.get("ema").kind()).isEqualTo(OptimizerEntry.Kind.WRAPPER);
    assertThat(ALL.get("sam").kind()).isEqualTo(OptimizerEntry.Kind.TRANSFORM);
  }

  @Test
  void wrongDescriptions_areRefused() {
    Map<String, Object> sgd = Map.of("name", "sgd");
    refuse(
        "frozen",
        Map.of("a", "frozen until later"),
        "frozen a must be 'frozen' or 'frozen until step N', was 'frozen until later'");
    refuse(
        "frozen",
        Map.of("a", false),
        "frozen a must be 'frozen' or 'frozen until step N', was 'false'");
    refuse("withoutDecay", false, "withoutDecay must be 'biases and norms', was 'false'");
    refuse("transforms", sgd, "transforms must be a list, was '{name=sgd}'");
    refuse(
        "transforms",
        List.of(Map.of("name", "clip-by-norm", "on", 3)),
        "on of a transform must be a text, was '3'");
    refuse(
        "groups",
        Map.of("a", Map.of("name", "sgd", "on", "b")),
        "group 'a': optimizer has no 'on'");
    refuse(
        "groups",
        Map.of("*.bias", Map.of("name", "sgd", "hyperParameters", Map.of("learningRate", -1))),
        "group '*.bias': sgd learningRate must be finite and >= 0, was -1.0");
    refuse("groups", Map.of("a", "adam"), "group 'a' must have a 'name', was the text 'adam'");
    refuse(
        "transforms",
        List.of("centralize"),
        "transform must have a 'name', was the text 'centralize': write {name: centralize}");
    refuse("accumulate", 2.5, "accumulate must be a whole number, was '2.5'");
    refuse("accumulate", Map.of("taken", "SUM"), "accumulate must have 'gradients', found [taken]");
    refuse("accumulate", Map.of("gradients", 2), "accumulate must have 'taken', found [gradients]");
    refuse(
        "nonFinite",
        Map.of("skip", 1e10),
        "nonFinite skip must be a whole number of 32 bits, was '1.0E10'");
    refuse(
        "nonFinite", "skip", "nonFinite must be names and values of [zeroNans, skip], was 'skip'");
    refuse(
        "lossScale",
        2,
        "lossScale must be names and values of [initial, growth, backoff, interval], was '2'");
    refuse(
        "lossScale",
        Collections.singletonMap("initial", null),
        "lossScale initial must have a value: leave it out for the default");
    refuse(
        "schedules",
        Map.of("learningRate", "cosine(0.1, 0)"),
        "schedule of 'learningRate': cosine(initial, end, steps, exponent=1.0, kDecay=1.0):"
            + " 'steps' is missing");
    refuse(
        "nonFinite",
        Map.of("zeroNans", "yes"),
        "nonFinite zeroNans must be true or false, was 'yes'");
    refuse(
        "frozen",
        Collections.singletonMap("a", null),
        "frozen a must have a value: leave it out for the default");
    Map<String, Object> empty = Collections.singletonMap("learningRate", null);
    assertThatThrownBy(() -> ALL.read(Map.of("name", "sgd", "hyperParameters", empty)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("sgd learningRate must have a value: leave it out for the default");
  }

  private static void refuse(String name, Object value, String message) {
    Map<String, Object> all = Map.of("optimizer", Map.of("name", "sgd"), name, value);
    assertThatThrownBy(() -> ALL.read(all, Schedules::parse))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
