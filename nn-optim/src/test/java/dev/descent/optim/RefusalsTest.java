package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What single ranges do not say: hyper-parameters that contradict each other, and chains that
/// cannot be.
final class RefusalsTest {
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
    OptimizerConfig inside = EmaConfig.of(AdamWConfig.of(0.1), 0.9);
    refused(
        () -> build(CautiousConfig.of(inside)),
        "cautious applies the decay of the optimizer that it wraps: put it directly around adamw");
  }

  @Test
  void componentThatIsNull_ofAnyConfig_isRefused() throws ReflectiveOperationException {
    Set<String> asked = new TreeSet<>();
    for (OptimizerEntry entry : BuiltIns.entries()) {
      OptimizerConfig config = entry.defaults();
      RecordComponent[] components = config.getClass().getRecordComponents();
      Class<?>[] types = new Class<?>[components.length];
      Object[] values = new Object[components.length];
      for (int i = 0; i < types.length; i++) {
        types[i] = components[i].getType();
        values[i] = components[i].getAccessor().invoke(config);
      }
      Constructor<?> constructor = config.getClass().getConstructor(types);
      for (int i = 0; i < types.length; i++) {
        if (!types[i].isPrimitive()) {
          Object[] without = values.clone();
          without[i] = null;
          String name = entry.name() + " " + components[i].getName();
          assertThatThrownBy(() -> constructor.newInstance(without))
              .as(name)
              .cause()
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessage(name + " must be given, was null: give it one, or keep the default");
          asked.add(name);
        }
      }
    }
    assertThat(asked).contains("lookahead base", "galore base", "galore others", "lbfgs search");
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
