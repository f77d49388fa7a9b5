package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerState;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Objective;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An optimizer whose state is reset is one that has just been built. With a slow step of the whole
/// way Lookahead moves nothing, and its reset is all that is left of it.
final class LookaheadResetTest {
  private static final int PERIOD = 3;

  /// Half the sum of squares and of neighbours' products: its Hessian is not diagonal.
  private static final class Coupled implements Objective {
    @Override
    public double evaluate(float[] weights, float[] gradient) {
      double loss = 0;
      hessianVector(weights, weights, gradient);
      for (int i = 0; i < weights.length; i++) {
        loss += 0.5 * weights[i] * gradient[i];
      }
      return loss;
    }

    @Override
    public void hessianVector(float[] weights, float[] vector, float[] product) {
      int n = product.length;
      for (int i = 0; i < n; i++) {
        product[i] = vector[i] + 0.25f * (vector[(i + 1) % n] + vector[(i + n - 1) % n]);
      }
    }
  }

  private static LookaheadConfig around(OptimizerConfig base) {
    return LookaheadConfig.of(base).withPeriod(PERIOD).withSlowStepSize(1).withResetState(true);
  }

  /// Every optimizer that leaves the weights to evaluate with to Lookahead.
  static Stream<OptimizerConfig> inside() {
    Stream<OptimizerConfig> defaults =
        BuiltIns.entries().stream()
            .filter(entry -> entry.kind() == OptimizerEntry.Kind.OPTIMIZER)
            .map(OptimizerEntry::defaults)
            .filter(config ->
                !SmallModel.estimate(Optimizer.builder(config))
                    .needs()
                    .contains(Need.EVALUATION_WEIGHTS));
    return Stream.concat(defaults, Stream.of(new AdaHessianConfig().withInterval(2)));
  }

  private static void step(Optimizer optimizer, float[] weights, int number) {
    float[] values = SmallModel.gradient(optimizer, number);
    optimizer.step(weights, new Gradient(values).loss(2 + number % 2).objective(new Coupled()));
  }

  @ParameterizedTest
  @MethodSource("inside")
  void optimizerInside_atEachMeeting_isAsOneJustBuilt(OptimizerConfig config) {
    Optimizer reset = SmallModel.build(Optimizer.builder(around(config)));
    float[] weights = SmallModel.start(reset);
    OptimizerConfig kept = around(config).withResetState(false);
    Optimizer fresh = SmallModel.build(Optimizer.builder(kept));
    float[] expected = SmallModel.start(fresh);
    for (int number = 0; number < 3 * PERIOD + 1; number++) {
      if (number % PERIOD == 0) {
        fresh = SmallModel.build(Optimizer.builder(kept));
      }
      step(reset, weights, number);
      step(fresh, expected, number);
      for (Layout.Slice slice : reset.layout().slices()) {
        int at = fresh.layout().slice(slice.path()).offset();
        assertThat(Arrays.copyOfRange(weights, slice.offset(), slice.end()))
            .as("%s after step %d", slice.path(), number)
            .isEqualTo(Arrays.copyOfRange(expected, at, at + slice.shape().size()));
      }
    }
  }

  /// A group whose parameters begin at different steps has no number that all could begin anew
  /// with.
  @Test
  void numberOfTheGroup_withAParameterThatBeginsLater_isRefused() {
    OptimizerConfig base = new ProdigyConfig();
    OptimizerBuilder late = Optimizer.builder(around(base)).freeze("0.bias", 2);
    assertThatThrownBy(() -> SmallModel.build(late))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(
            "prodigy has '[a-z_]+' of its whole group and is restarted: all of it must be trained"
                + " from the start, '0.bias' is frozen until step 2");
    OptimizerBuilder curved =
        Optimizer.builder(around(new AdaHessianConfig().withInterval(2))).freeze("0.bias", 1);
    assertThatThrownBy(() -> SmallModel.build(curved))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "adahessian goes by the steps of its whole group and is restarted: all of it must be"
                + " trained from the start, '0.bias' is frozen until step 1");
    SmallModel.build(Optimizer.builder(around(base).withResetState(false)).freeze("0.bias", 2));
    SmallModel.build(Optimizer.builder(around(new AdamConfig())).freeze("0.bias", 2));
  }

  /// Makes steps and returns what is left of them.
  private static OptimizerState saved(OptimizerBuilder builder, int steps) {
    Optimizer optimizer = SmallModel.build(builder);
    float[] weights = SmallModel.start(optimizer);
    for (int number = 0; number < steps; number++) {
      step(optimizer, weights, number);
    }
    return optimizer.state();
  }

  private static void assertRefused(Optimizer optimizer, OptimizerState state, String message) {
    OptimizerState before = optimizer.state();
    assertThatThrownBy(() -> optimizer.restore(state))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("state must fit the optimizer, it does not:\n  " + message);
    OptimizerState after = optimizer.state();
    assertThat(after.step()).isEqualTo(before.step());
    assertThat(after.updates()).isEqualTo(before.updates());
    assertThat(after.scalars()).isEqualTo(before.scalars());
    assertThat(after.slots().keySet()).isEqualTo(before.slots().keySet());
    before
        .slots()
        .forEach((name, tensor) ->
            assertThat(after.slots().get(name).toFloats()).as(name).isEqualTo(tensor.toFloats()));
  }

  /// What a number of the whole group would begin anew with is not defined then.
  @Test
  void stateOfUnequalCounts_forANumberOfTheGroup_isRefused() {
    for (OptimizerConfig base : List.of(new ProdigyConfig(), new AdaHessianConfig())) {
      OptimizerConfig kept = around(base).withResetState(false);
      OptimizerState late = saved(Optimizer.builder(kept).freeze("0.bias", 2), 4).ofAnyRule();
      String why =
          base instanceof ProdigyConfig
              ? "prodigy has '"
              : "adahessian goes by the steps of its whole group and is restarted\n";
      assertRefused(
          SmallModel.build(Optimizer.builder(around(base))),
          late,
          "update count of '0.bias' must be that of the state, 4, was 2: " + why);
      SmallModel.build(Optimizer.builder(kept).freeze("0.bias", 2)).restore(late);
    }
  }

  /// Parameters that begin anew by themselves can have counts of their own.
  @Test
  void stateOfUnequalCounts_forNumbersOfParameters_goesOn() {
    OptimizerBuilder builder = Optimizer.builder(around(new AdamConfig())).freeze("0.bias", 2);
    Optimizer resumed = SmallModel.build(builder);
    resumed.restore(saved(builder, 4));
    assertThat(resumed.state().updates()).containsEntry("0.bias", 2L).containsEntry("0.weight", 4L);
  }

  /// Moments of four updates are not those of the one that a count since step 3 says.
  @Test
  void stateOfOtherRestarts_isRefused() {
    LookaheadConfig config = around(new AdamConfig());
    OptimizerState never = saved(Optimizer.builder(config.withResetState(false)), 4);
    OptimizerState later = saved(Optimizer.builder(config.withPeriod(5)), 4);
    Optimizer optimizer = SmallModel.build(Optimizer.builder(config));
    String rule =
        "optimizer of '0.bias' and 2 more must be lookahead(adam restarted every 3), was ";
    assertRefused(optimizer, never, rule + "lookahead(adam)\n");
    assertRefused(optimizer, later, rule + "lookahead(adam restarted every 5)\n");
    assertRefused(
        SmallModel.build(Optimizer.builder(config.withResetState(false))),
        saved(Optimizer.builder(config), 4),
        "optimizer of '0.bias' and 2 more must be lookahead(adam), was lookahead(adam restarted"
            + " every 3)\n");
    optimizer.restore(later.ofAnyRule());
    optimizer.restore(saved(Optimizer.builder(config.withSlowStepSize(0.5)), 4));
  }
}
