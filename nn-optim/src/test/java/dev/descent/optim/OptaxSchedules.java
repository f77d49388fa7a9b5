package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.descent.optim.schedule.Constant;
import dev.descent.optim.schedule.Cosine;
import dev.descent.optim.schedule.Curve;
import dev.descent.optim.schedule.Exponential;
import dev.descent.optim.schedule.Piecewise;
import dev.descent.optim.schedule.Polynomial;
import dev.descent.optim.schedule.StepDecay;
import dev.descent.optim.spi.Schedule;
import dev.descent.optim.spi.Warmup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The schedules of optax as they are here.
final class OptaxSchedules {
  static final List<String> NAMES =
      List.of(
          "constant_schedule",
          "cosine_decay_schedule",
          "exponential_decay",
          "linear_schedule",
          "polynomial_schedule",
          "piecewise_constant_schedule",
          "piecewise_interpolate_schedule",
          "warmup_constant_schedule",
          "warmup_cosine_decay_schedule",
          "warmup_exponential_decay_schedule",
          "cosine_onecycle_schedule",
          "linear_onecycle_schedule",
          "join_schedules",
          "sgdr_schedule");

  private OptaxSchedules() {}

  /// Returns what a function of optax makes of its arguments.
  static Schedule of(String function, JsonNode c) {
    return switch (function) {
      case "constant_schedule" -> new Constant(number(c, "value"));
      case "linear_schedule" -> begun(c, number(c, "init_value"), polynomial(c, 1));
      case "polynomial_schedule" ->
          begun(c, number(c, "init_value"), polynomial(c, number(c, "power")));
      case "cosine_decay_schedule" ->
          new Cosine(
              number(c, "init_value"),
              number(c, "init_value") * c.path("alpha").asDouble(0),
              whole(c, "decay_steps"),
              c.path("exponent").asDouble(1),
              1);
      case "exponential_decay" -> exponential(c, number(c, "init_value"));
      case "piecewise_constant_schedule" -> piecewise(c, Curve.FLAT);
      case "piecewise_interpolate_schedule" ->
          piecewise(c, Curve.valueOf(c.get("interpolate_type").asText().toUpperCase(Locale.ROOT)));
      case "warmup_constant_schedule" ->
          new Warmup(
              whole(c, "warmup_steps"),
              new Constant(number(c, "peak_value")),
              number(c, "init_value"));
      case "warmup_cosine_decay_schedule" -> warmupCosine(c);
      case "warmup_exponential_decay_schedule" ->
          new Warmup(
              whole(c, "warmup_steps"),
              exponential(c, number(c, "peak_value")),
              number(c, "init_value"));
      case "cosine_onecycle_schedule", "linear_onecycle_schedule" ->
          optaxCycle(c, function.startsWith("cosine"));
      case "join_schedules" -> joined(c);
      case "sgdr_schedule" -> restarts(c);
      default -> throw new AssertionError(function);
    };
  }

  private static Schedule polynomial(JsonNode c, double power) {
    return new Polynomial(
        number(c, "init_value"),
        number(c, "end_value"),
        whole(c, "transition_steps"),
        power,
        1,
        false);
  }

  private static Schedule begun(JsonNode c, double first, Schedule then) {
    long begin = c.path("transition_begin").asLong();
    return begin == 0 ? then : new Constant(first).then(begin, then);
  }

  private static Schedule exponential(JsonNode c, double first) {
    double rate = number(c, "decay_rate");
    long every = whole(c, "transition_steps");
    Schedule decay =
        c.path("staircase").asBoolean()
            ? new StepDecay(first, every, rate)
            : new Exponential(first, rate, every);
    if (c.hasNonNull("end_value")) {
      decay =
          rate < 1
              ? decay.clamp(number(c, "end_value"), 1e9)
              : decay.clamp(-1e9, number(c, "end_value"));
    }
    return begun(c, first, decay);
  }

  private static Schedule piecewise(JsonNode c, Curve curve) {
    List<Long> at = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    c.get("boundaries_and_scales")
        .properties()
        .forEach(entry -> {
          at.add(Long.valueOf(entry.getKey()));
          factors.add(entry.getValue().asDouble());
        });
    return new Piecewise(number(c, "init_value"), at, factors, curve);
  }

  private static Schedule warmupCosine(JsonNode c) {
    double peak = number(c, "peak_value");
    long warmup = whole(c, "warmup_steps");
    Schedule fall =
        new Cosine(
            peak,
            c.path("end_value").asDouble(0),
            whole(c, "decay_steps") - warmup,
            c.path("exponent").asDouble(1),
            1);
    return new Warmup(warmup, fall, number(c, "init_value"));
  }

  private static Schedule optaxCycle(JsonNode c, boolean cosine) {
    double peak = number(c, "peak_value");
    double div = number(c, "div_factor");
    double last = number(c, "final_div_factor");
    long steps = whole(c, "transition_steps");
    long top = (long) (number(c, "pct_start") * steps);
    return cosine
        ? new Piecewise(
            peak / div, List.of(top, steps), List.of(div, 1 / (div * last)), Curve.COSINE)
        : new Piecewise(
            peak / div,
            List.of(top, (long) (number(c, "pct_final") * steps), steps),
            List.of(div, 1 / div, 1 / last),
            Curve.LINEAR);
  }

  private static Schedule joined(JsonNode c) {
    Schedule all = null;
    for (int i = c.get("schedules").size() - 1; i >= 0; i--) {
      JsonNode own = c.get("schedules").get(i);
      Schedule one = of(own.get("function").asText().replaceAll(".*\\.", ""), own);
      long start = i == 0 ? 0 : c.get("boundaries").get(i - 1).asLong();
      all = all == null ? one : one.then(c.get("boundaries").get(i).asLong() - start, all);
    }
    return all;
  }

  private static Schedule restarts(JsonNode c) {
    Schedule all = null;
    for (int i = c.get("cosine_kwargs").size() - 1; i >= 0; i--) {
      JsonNode own = c.get("cosine_kwargs").get(i);
      Schedule one = warmupCosine(own);
      all = all == null ? one : one.then(whole(own, "decay_steps"), all);
    }
    return all;
  }

  static double number(JsonNode config, String name) {
    assertThat(config.has(name)).as(name).isTrue();
    return config.get(name).asDouble();
  }

  static long whole(JsonNode config, String name) {
    assertThat(config.has(name)).as(name).isTrue();
    return config.get(name).asLong();
  }
}
