package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.optim.schedule.Piecewise;
import dev.descent.optim.schedule.Plateau;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.EpochSchedule;
import dev.descent.optim.spi.MetricTimes;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import dev.descent.tensor.Shape;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What single ranges do not say: hyper-parameters that contradict each other, and chains that
/// cannot be.
final class RefusalsTest {
  private static final String NOT_GIVEN =
      " must be given, was null: give it one, or keep its default where it has one";

  private static void refused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void nesterov_withoutMomentum_isRefused() {
    String rule = " momentum must be > 0 with nesterov, was 0.0";
    refused(() -> new SgdConfig(0.1, 0, 0, true, 0, 0), "sgd" + rule);
    refused(() -> new SgdWConfig(0.1, 0, 0, true, 0), "sgdw" + rule);
    refused(() -> new SgdPConfig(0.1, 0, 0, true, 0, 0.1, 0.1, 1e-8), "sgdp" + rule);
    refused(() -> LarsConfig.of(0.1).withMomentum(0, 0, true), "lars" + rule);
    refused(() -> RmsPropConfig.of(0.1).withMomentum(0, true), "rmsprop" + rule);
  }

  @Test
  void nesterov_withDampening_isRefused() {
    String rule = " dampening must be 0 with nesterov, was 0.5";
    refused(() -> new SgdConfig(0.1, 0.9, 0.5, true, 0, 0), "sgd" + rule);
    refused(() -> new SgdWConfig(0.1, 0.9, 0.5, true, 0), "sgdw" + rule);
    refused(() -> new SgdPConfig(0.1, 0.9, 0.5, true, 0, 0.1, 0.1, 1e-8), "sgdp" + rule);
    refused(() -> LarsConfig.of(0.1).withMomentum(0.9, 0.5, true), "lars" + rule);
  }

  /// Each weight is where the sums lead from its start, wherever it was before.
  @Test
  void decayOfWeightsThatDoNotStay_isRefused() {
    refused(
        () -> new MadgradConfig(0.1, 0, 1e-6, 0, 0.5),
        "madgrad decoupledDecay must be 0 without momentum (no weight stays that could decay; give"
            + " momentum or weightDecay), was 0.5");
    refused(
        () -> MadgradConfig.of(0.1).withDecoupledDecay(0.25).withMomentum(0),
        "madgrad decoupledDecay must be 0 without momentum (no weight stays that could decay; give"
            + " momentum or weightDecay), was 0.25");
    assertThat(MadgradConfig.of(0.1).withMomentum(0).withWeightDecay(0.5).weightDecay())
        .isEqualTo(0.5);
  }

  @Test
  void boundsTheWrongWayRound_areRefused() {
    refused(
        () -> new RpropConfig(0.01, 0.5, 1.2, 2, 1),
        "rprop minStep must be <= maxStep, 1.0, was 2.0");
    refused(
        () -> new ClampConfig(new SgdConfig(), 1, 0),
        "clamp high must be >= low, which is 1.0, was 0.0");
  }

  @Test
  void wrapperThatTakesTheDecay_aroundAnotherWrapper_isRefused() {
    OptimizerConfig inside = new ClampConfig(AdamWConfig.of(0.1), -1, 1);
    refused(
        () -> build(CautiousConfig.of(inside)),
        "cautious applies the decay of the optimizer that it wraps: put it directly around adamw");
  }

  @Test
  void componentThatIsNull_ofAnyConfig_isRefused() throws ReflectiveOperationException {
    Set<String> asked = new TreeSet<>();
    for (OptimizerEntry entry : BuiltIns.entries()) {
      asked.addAll(requireRefusals(entry.name(), (Record) entry.defaults()));
    }
    assertThat(asked).contains("lookahead base", "galore base", "galore others", "lbfgs search");
  }

  @Test
  void componentThatIsNull_ofAnySchedule_isRefused() throws ReflectiveOperationException {
    Set<String> asked = new TreeSet<>();
    for (NamedSchedule schedule : Schedules.all()) {
      asked.addAll(requireRefusals(schedule.hyperParameters().name(), (Record) schedule));
    }
    Schedule line = Schedules.constant(1);
    asked.addAll(requireRefusals("metric-times", new MetricTimes(new Plateau(0.1), line)));
    asked.addAll(requireRefusals("epoch-schedule", new EpochSchedule(line)));
    assertThat(asked)
        .containsExactly(
            "clamp schedule",
            "cyclic heights",
            "epoch-schedule schedule",
            "metric-times metric",
            "metric-times schedule",
            "noisy schedule",
            "one-cycle curve",
            "per-epoch schedule",
            "piecewise at",
            "piecewise curve",
            "piecewise factors",
            "then first",
            "then next",
            "times first",
            "times second",
            "warmup after",
            "warmup-stable-decay curve");
  }

  @Test
  void numberThatIsNull_ofAPiecewiseSchedule_isRefused() {
    assertThatThrownBy(() -> new Piecewise(1, Arrays.asList(5L, null), List.of(1.0, 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("piecewise at[1]" + NOT_GIVEN);
    assertThatThrownBy(() -> new Piecewise(1, List.of(5L), Arrays.asList((Double) null)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("piecewise factors[0]" + NOT_GIVEN);
  }

  /// Makes a record anew without each of its components that can be null, and returns their names.
  private static Set<String> requireRefusals(String owner, Record record)
      throws ReflectiveOperationException {
    RecordComponent[] components = record.getClass().getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = components[i].getType();
      values[i] = components[i].getAccessor().invoke(record);
    }
    Constructor<?> constructor = record.getClass().getConstructor(types);
    Set<String> asked = new TreeSet<>();
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isPrimitive()) {
        Object[] without = values.clone();
        without[i] = null;
        String name = owner + " " + components[i].getName();
        assertThatThrownBy(() -> constructor.newInstance(without))
            .as(name)
            .cause()
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(name + NOT_GIVEN);
        asked.add(name);
      }
    }
    return asked;
  }

  /// Yogi's moments have the names and shapes of Adam's and are other numbers.
  @Test
  void stateOfAnotherOptimizer_isRefused_evenIfItsSlotsFit() {
    OptimizerState yogi = build(YogiConfig.of(0.1)).state();
    Optimizer adam = build(AdamConfig.of(0.1));
    assertThatThrownBy(() -> adam.restore(yogi))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "state must fit the optimizer, it does not:\n  optimizer of 'w' must be adam, was yogi")
        .hasMessageEndingWith("restore state.ofAnyRule()");
    OptimizerState around = build(GaLoreConfig.of(YogiConfig.of(0.1)), Shape.of(3, 2)).state();
    assertThat(around.rules()).containsExactly(Map.entry("w", "galore(yogi)"));
    Optimizer galore = build(GaLoreConfig.of(AdamConfig.of(0.1)), Shape.of(3, 2));
    assertThatThrownBy(() -> galore.restore(around))
        .hasMessageContaining("optimizer of 'w' must be galore(adam), was galore(yogi)");
    adam.restore(build(AdamConfig.of(0.5).withBetas(0.5, 0.5)).state());
    OptimizerState inside = build(MuonConfig.of(0.1)).state();
    assertThat(inside.rules()).as("what updates a vector").containsExactly(Map.entry("w", "adamw"));
    build(MuonConfig.of(0.2)).restore(inside);
    assertThat(build(EmaConfig.of(CautiousConfig.of(AdamWConfig.of(0.1)), 0.9)).state().rules())
        .containsEntry("w", "ema(cautious(adamw))");
  }

  private static Optimizer build(OptimizerConfig config) {
    return build(config, Shape.of(2));
  }

  private static Optimizer build(OptimizerConfig config, Shape shape) {
    return Optimizer.builder(config).build(Map.of("w", shape), Map.of());
  }
}
