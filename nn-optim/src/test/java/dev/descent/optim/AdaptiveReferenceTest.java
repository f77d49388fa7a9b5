package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Optimizers that find their own rate, and schedule-free ones, against optax.
final class AdaptiveReferenceTest {
  private static final Map<String, String> DISTANCE =
      Map.of("estim_lr", "group */distance", "numerator_weighted", "group */numerator");

  @ParameterizedTest
  @ValueSource(strings = {"default", "warmup", "power"})
  void scheduleFreeSgd_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_schedule_free_sgd.json", name);
    JsonNode c = node.get("config");
    Replay.run(
        node,
        new ScheduleFreeSgdConfig(
            number(c, "learning_rate"),
            number(c, "b1"),
            c.get("warmup_steps").asLong(),
            true,
            number(c, "weight_decay"),
            number(c, "weight_lr_power")),
        builder -> builder,
        Map.of("weight_sum", "weight/weight_sum", "max_lr", "bias/peak_rate"),
        1e-12);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical", "warmup"})
  void scheduleFreeAdamW_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_schedule_free_adamw.json", name);
    Replay.run(node, scheduleFreeAdamW(node.get("config")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"least_squares", "quadratic"})
  void scheduleFreeAdamW_onObjectives_agreesWithOptax(String name) {
    JsonNode node = Reference.one("objectives/optax_schedule_free_adamw.json", name);
    ObjectiveReplay.run("optax_schedule_free_adamw", name, scheduleFreeAdamW(node.get("config")));
  }

  private static ScheduleFreeAdamWConfig scheduleFreeAdamW(JsonNode c) {
    return new ScheduleFreeAdamWConfig(
        number(c, "learning_rate"),
        number(c, "b1"),
        number(c, "b2"),
        number(c, "eps"),
        c.get("warmup_steps").asLong(),
        true,
        number(c, "weight_decay"),
        number(c, "weight_lr_power"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical", "safeguard"})
  void prodigy_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_prodigy.json", name);
    Replay.run(
        node,
        prodigy(node.get("config")),
        builder ->
            name.equals("safeguard")
                ? builder.schedule("learningRate", step -> Math.min(1, 0.1 + 0.09 * step))
                : builder,
        DISTANCE,
        name.equals("typical") ? 1e-4 : 0.05);
  }

  @ParameterizedTest
  @ValueSource(strings = {"least_squares", "quadratic"})
  void prodigy_onObjectives_agreesWithOptax(String name) {
    JsonNode node = Reference.one("objectives/optax_prodigy.json", name);
    ObjectiveReplay.run("optax_prodigy", name, prodigy(node.get("config")));
  }

  private static ProdigyConfig prodigy(JsonNode c) {
    double beta2 = c.get("betas").get(1).asDouble();
    return new ProdigyConfig(
        c.get("learning_rate").asDouble(1),
        c.get("betas").get(0).asDouble(),
        beta2,
        c.get("beta3").asDouble(Math.sqrt(beta2)),
        number(c, "eps"),
        number(c, "estim_lr0"),
        number(c, "estim_lr_coef"),
        number(c, "weight_decay"),
        c.get("safeguard_warmup").asBoolean());
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical"})
  void dAdaptAdamW_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_dadapt_adamw.json", name);
    Replay.run(node, dAdapt(node.get("config")), builder -> builder, DISTANCE, 1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"least_squares", "quadratic"})
  void dAdaptAdamW_onObjectives_agreesWithOptax(String name) {
    JsonNode node = Reference.one("objectives/optax_dadapt_adamw.json", name);
    ObjectiveReplay.run("optax_dadapt_adamw", name, dAdapt(node.get("config")));
  }

  private static DAdaptAdamWConfig dAdapt(JsonNode c) {
    return new DAdaptAdamWConfig(
        number(c, "learning_rate"),
        c.get("betas").get(0).asDouble(),
        c.get("betas").get(1).asDouble(),
        number(c, "eps"),
        number(c, "estim_lr0"),
        number(c, "weight_decay"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "distance"})
  void dog_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_dog.json", name);
    Replay.run(
        node,
        dog(node.get("config")),
        builder -> builder,
        Map.of("max_dist", "group */distance", "sum_sq_norm_grads", "group */squares"),
        name.equals("distance") ? 1e-5 : 0.02);
  }

  @ParameterizedTest
  @ValueSource(strings = {"least_squares", "quadratic"})
  void dog_onObjectives_agreesWithOptax(String name) {
    JsonNode node = Reference.one("objectives/optax_dog.json", name);
    ObjectiveReplay.run("optax_dog", name, dog(node.get("config")));
  }

  private static DogConfig dog(JsonNode c) {
    return new DogConfig(
        number(c, "learning_rate"),
        switch (c.get("init_step").get(0).asText()) {
          case "heuristic" -> DogConfig.First.HEURISTIC;
          case "distance" -> DogConfig.First.DISTANCE;
          default -> DogConfig.First.LEARNING_RATE;
        },
        c.get("init_step").get(1).asDouble(),
        number(c, "eps"),
        number(c, "weight_decay"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical"})
  void dowg_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_dowg.json", name);
    Replay.run(
        node,
        dowg(node.get("config")),
        builder -> builder,
        Map.of(
            "estim_sq_dist",
            "group */squared_distance",
            "weighted_sq_norm_grads",
            "group */weighted_squares"),
        1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"least_squares", "quadratic"})
  void dowg_onObjectives_agreesWithOptax(String name) {
    JsonNode node = Reference.one("objectives/optax_dowg.json", name);
    ObjectiveReplay.run("optax_dowg", name, dowg(node.get("config")));
  }

  private static DowgConfig dowg(JsonNode c) {
    return new DowgConfig(
        number(c, "learning_rate"),
        c.get("init_estim_sq_dist").asDouble(number(c, "eps")),
        number(c, "eps"),
        number(c, "weight_decay"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "typical"})
  void cocob_agreesWithOptax(String name) {
    JsonNode node = Reference.one("optimizers/optax_cocob.json", name);
    CocobConfig config = cocob(node.get("config"));
    Replay.run(
        node,
        config,
        builder ->
            name.equals("typical") ? builder.group("bias", config.withWeightDecay(0)) : builder,
        Map.of(),
        0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"least_squares", "quadratic"})
  void cocob_onObjectives_agreesWithOptax(String name) {
    JsonNode node = Reference.one("objectives/optax_cocob.json", name);
    ObjectiveReplay.run("optax_cocob", name, cocob(node.get("config")));
  }

  private static CocobConfig cocob(JsonNode c) {
    return new CocobConfig(
        number(c, "learning_rate"),
        number(c, "alpha"),
        number(c, "eps"),
        number(c, "weight_decay"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default_quadratic",
        "default_rosenbrock",
        "weight_decay_least_squares",
        "adapt_least_squares"
      })
  void momo_onObjectives_agreesWithOptax(String name) {
    JsonNode c = Reference.one("objectives/optax_momo.json", name).get("config");
    ObjectiveReplay.run(
        "optax_momo",
        name,
        new MomoConfig(
            number(c, "learning_rate"),
            number(c, "beta"),
            number(c, "lower_bound"),
            number(c, "weight_decay"),
            c.get("adapt_lower_bound").asBoolean()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default_quadratic",
        "default_rosenbrock",
        "weight_decay_least_squares",
        "adapt_least_squares"
      })
  void momoAdam_onObjectives_agreesWithOptax(String name) {
    JsonNode c = Reference.one("objectives/optax_momo_adam.json", name).get("config");
    ObjectiveReplay.run(
        "optax_momo_adam",
        name,
        new MomoAdamConfig(
            number(c, "learning_rate"),
            number(c, "b1"),
            number(c, "b2"),
            number(c, "eps"),
            number(c, "lower_bound"),
            number(c, "weight_decay"),
            c.get("adapt_lower_bound").asBoolean()));
  }

  /// DoG's case `learning_rate` masks the decay inside one group: the norms go over a group, so
  /// here a group of its own for the bias would be another algorithm.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          schedule_free_sgd   | default warmup power
          schedule_free_adamw | default typical warmup
          prodigy             | default typical safeguard
          dadapt_adamw        | default typical
          dog                 | default distance learning_rate
          dowg                | default typical
          cocob               | default typical
          """)
  void cases_areThese(String file, String names) {
    assertThat(Reference.cases("optimizers/optax_" + file + ".json").keySet())
        .isEqualTo(Set.of(names.split(" ", -1)));
  }

  @Test
  void casesOnObjectives_areThese() {
    for (String file : new String[] {"schedule_free_adamw", "prodigy", "dadapt_adamw", "dog"}) {
      assertThat(new TreeSet<>(Reference.cases("objectives/optax_" + file + ".json").keySet()))
          .containsExactly("least_squares", "quadratic");
    }
    for (String file : new String[] {"momo", "momo_adam"}) {
      assertThat(Reference.cases("objectives/optax_" + file + ".json")).hasSize(4);
    }
  }

  private static double number(JsonNode config, String name) {
    return config.get(name).asDouble(0);
  }
}
