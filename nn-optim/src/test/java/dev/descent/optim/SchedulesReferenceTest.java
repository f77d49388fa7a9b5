package dev.descent.optim;

import static dev.descent.optim.OptaxSchedules.number;
import static dev.descent.optim.OptaxSchedules.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.schedule.Constant;
import dev.descent.optim.schedule.Cosine;
import dev.descent.optim.schedule.CosineWave;
import dev.descent.optim.schedule.Curve;
import dev.descent.optim.schedule.Cyclic;
import dev.descent.optim.schedule.Exponential;
import dev.descent.optim.schedule.InverseSqrt;
import dev.descent.optim.schedule.InverseTime;
import dev.descent.optim.schedule.Linear;
import dev.descent.optim.schedule.Noam;
import dev.descent.optim.schedule.OneCycle;
import dev.descent.optim.schedule.Piecewise;
import dev.descent.optim.schedule.Polynomial;
import dev.descent.optim.schedule.StepDecay;
import dev.descent.optim.schedule.WarmRestarts;
import dev.descent.optim.schedule.WarmupStableDecay;
import dev.descent.optim.spi.Schedule;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Schedules beside those of PyTorch, optax and papers: every file of the reference, every case,
/// every step, within 1e-12.
final class SchedulesReferenceTest {
  private static final Map<String, Function<JsonNode, Schedule>> FORMS = forms();

  static List<String> files() throws URISyntaxException {
    URL folder =
        Objects.requireNonNull(SchedulesReferenceTest.class.getResource("/reference/schedules"));
    String[] files =
        Path.of(folder.toURI()).toFile().list((parent, name) -> !name.contains("plateau"));
    assertThat(files).hasSize(32);
    return Arrays.stream(files).sorted().toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void values_agree(String file) {
    String function = Reference.object("schedules/" + file).get("function").asText();
    Function<JsonNode, Schedule> form = FORMS.get(function.replaceAll(".*\\.", ""));
    assertThat(form).as(function).isNotNull();
    Reference.cases("schedules/" + file).values().stream()
        .filter(node -> !node.has("epochs")) // fractions of an epoch: a schedule counts whole ones
        .forEach(node -> check(node, "values", form.apply(node)));
  }

  @Test
  void momentum_ofCycles_agreesWithTorch() {
    Reference.cases("schedules/torch_cycliclr.json").values().stream()
        .filter(node -> node.has("momentum_values"))
        .forEach(
            node -> check(node, "momentum_values", cyclic(node, "max_momentum", "base_momentum")));
    Reference.cases("schedules/torch_onecyclelr.json").values().stream()
        .filter(node -> node.has("momentum_values"))
        .forEach(node -> {
          JsonNode c = node.get("config");
          double high = number(c, "max_momentum");
          check(node, "momentum_values", oneCycle(node, high, number(c, "base_momentum"), high));
        });
  }

  private static Map<String, Function<JsonNode, Schedule>> forms() {
    Map<String, Function<JsonNode, Schedule>> all = new TreeMap<>();
    all.put("inverse_sqrt", n -> new InverseSqrt(of(n, "peak_value"), steps(n, "warmup_steps")));
    all.put(
        "noam", n -> new Noam(of(n, "scale"), steps(n, "model_size"), steps(n, "warmup_steps")));
    all.put(
        "warmup_stable_decay",
        n ->
            new WarmupStableDecay(
                of(n, "peak_value"),
                of(n, "end_value"),
                steps(n, "warmup_steps"),
                steps(n, "stable_steps"),
                steps(n, "decay_steps")));
    all.put("StepLR", n -> new StepDecay(base(n), steps(n, "step_size"), of(n, "gamma")));
    all.put("MultiStepLR", SchedulesReferenceTest::multiStep);
    all.put(
        "ConstantLR",
        n ->
            new Piecewise(
                base(n) * of(n, "factor"),
                List.of(steps(n, "total_iters")),
                List.of(1 / of(n, "factor"))));
    all.put("LinearLR", n -> linear(n.get("config"), base(n)));
    all.put("ExponentialLR", n -> new Exponential(base(n), of(n, "gamma")));
    all.put(
        "PolynomialLR",
        n -> new Polynomial(base(n), 0, steps(n, "total_iters"), of(n, "power"), 1, false));
    all.put("CosineAnnealingLR", n -> new CosineWave(base(n), of(n, "eta_min"), steps(n, "T_max")));
    all.put(
        "CosineAnnealingWarmRestarts",
        n -> new WarmRestarts(base(n), of(n, "eta_min"), steps(n, "T_0"), of(n, "T_mult"), 1));
    all.put("CyclicLR", n -> cyclic(n, "base_lr", "max_lr"));
    all.put("OneCycleLR", SchedulesReferenceTest::oneCycle);
    all.put("LambdaLR", SchedulesReferenceTest::lambda);
    all.put("MultiplicativeLR", n -> new StepDecay(base(n), 3, 0.9));
    all.put("SWALR", SchedulesReferenceTest::averaging);
    all.put("SequentialLR", SchedulesReferenceTest::sequential);
    all.put("ChainedScheduler", SchedulesReferenceTest::chained);
    OptaxSchedules.NAMES.forEach(
        name -> all.put(name, n -> OptaxSchedules.of(name, n.get("config"))));
    return all;
  }

  private static Schedule multiStep(JsonNode n) {
    List<Long> at = new ArrayList<>();
    n.get("config").get("milestones").forEach(one -> at.add(one.asLong()));
    return new Piecewise(base(n), at, at.stream().map(one -> of(n, "gamma")).toList());
  }

  private static Schedule linear(JsonNode c, double base) {
    return new Linear(
        base * number(c, "start_factor"), base * number(c, "end_factor"), whole(c, "total_iters"));
  }

  private static Schedule cyclic(JsonNode n, String low, String high) {
    JsonNode c = n.get("config");
    long up = whole(c, "step_size_up");
    long down = c.get("step_size_down").isNull() ? up : whole(c, "step_size_down");
    if (!c.get("scale_fn").isNull()) { // 0.99 ** x by iterations
      return new Cyclic(
          number(c, low), number(c, high), up, down, Cyclic.Heights.EXPONENTIAL, 0.99);
    }
    Cyclic.Heights heights =
        switch (c.get("mode").asText()) {
          case "triangular" -> Cyclic.Heights.EQUAL;
          case "triangular2" -> Cyclic.Heights.HALVED;
          default -> Cyclic.Heights.EXPONENTIAL;
        };
    return new Cyclic(number(c, low), number(c, high), up, down, heights, number(c, "gamma"));
  }

  private static Schedule oneCycle(JsonNode n) {
    JsonNode c = n.get("config");
    double peak = number(c, "max_lr");
    double start = peak / number(c, "div_factor");
    return oneCycle(n, start, peak, start / number(c, "final_div_factor"));
  }

  private static Schedule oneCycle(JsonNode n, double start, double peak, double end) {
    JsonNode c = n.get("config");
    long total =
        c.get("total_steps").isNull()
            ? whole(c, "epochs") * whole(c, "steps_per_epoch")
            : whole(c, "total_steps");
    Curve curve = c.get("anneal_strategy").asText().equals("cos") ? Curve.COSINE : Curve.LINEAR;
    boolean three = c.get("three_phase").asBoolean();
    return new OneCycle(start, peak, end, total, number(c, "pct_start"), curve, three);
  }

  private static Schedule lambda(JsonNode n) {
    String expression = n.get("config").get("lr_lambda").get("expression").asText();
    return switch (expression) {
      case "epoch: 1 / (1 + 0.1 * epoch)" -> new InverseTime(base(n), 0.1);
      default -> throw new AssertionError(expression);
    };
  }

  private static Schedule averaging(JsonNode n) {
    JsonNode c = n.get("config");
    boolean cosine = c.get("anneal_strategy").asText().startsWith("cos");
    long steps = whole(c, "anneal_epochs");
    double to = number(c, "swa_lr");
    return cosine ? new Cosine(base(n), to, steps) : new Linear(base(n), to, steps);
  }

  private static Schedule sequential(JsonNode n) {
    JsonNode c = n.get("config");
    Schedule all = null;
    for (int i = c.get("schedulers").size() - 1; i >= 0; i--) {
      Schedule one = torch(c.get("schedulers").get(i), base(n));
      long start = i == 0 ? 0 : c.get("milestones").get(i - 1).asLong();
      all = all == null ? one : one.then(c.get("milestones").get(i).asLong() - start, all);
    }
    return all;
  }

  private static Schedule chained(JsonNode n) {
    Schedule all = new Constant(base(n));
    for (JsonNode one : n.get("config").get("schedulers")) {
      all = all.times(torch(one, 1));
    }
    return all;
  }

  private static Schedule torch(JsonNode c, double base) {
    return switch (c.get("function").asText().replaceAll(".*\\.", "")) {
      case "LinearLR" -> linear(c, base);
      case "ConstantLR" ->
          new Piecewise(
              base * number(c, "factor"),
              List.of(whole(c, "total_iters")),
              List.of(1 / number(c, "factor")));
      case "ExponentialLR" -> new Exponential(base, number(c, "gamma"));
      case "StepLR" -> new StepDecay(base, whole(c, "step_size"), number(c, "gamma"));
      case "CosineAnnealingLR" -> new CosineWave(base, number(c, "eta_min"), whole(c, "T_max"));
      default -> throw new AssertionError(c.get("function").asText());
    };
  }

  private static double base(JsonNode node) {
    return number(node, "base_lr");
  }

  private static double of(JsonNode node, String name) {
    return number(node.get("config"), name);
  }

  private static long steps(JsonNode node, String name) {
    return whole(node.get("config"), name);
  }

  private static void check(JsonNode node, String field, Schedule schedule) {
    double[] expected = Reference.doubles(node.get(field));
    double largest = Arrays.stream(expected).map(Math::abs).max().orElse(0);
    IntStream.range(0, expected.length)
        .forEach(step ->
            assertThat(schedule.at(step))
                .as("%s at step %d", node.get("name").asText(), step)
                .isCloseTo(
                    expected[step], within(1e-12 * Math.abs(expected[step]) + 4e-16 * largest)));
  }
}
