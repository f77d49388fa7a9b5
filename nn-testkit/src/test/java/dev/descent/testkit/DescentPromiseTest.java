package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Step;
import java.util.OptionalDouble;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A promise that is kept passes, each that is broken is noticed.
final class DescentPromiseTest {
  /// What a rule does besides, and what is said of it.
  enum Breach {
    NONE(""),
    NO_PROMISE(""),
    ANOTHER_RATE("rate of descend"),
    RATE_IN_DOUBLE("asks for"),
    TWICE("calls of descend"),
    NEVER("calls of descend"),
    STEP_HANDED_OUT("asks for"),
    WEIGHTS_WRITTEN("weights after the step"),
    GRADIENT_WRITTEN("gradient after the step"),
    LATER_STEPS("calls of descend"),
    DECAY_THAT_MOVES("decay of step"),
    BEGINS("asks for"),
    ENDS("takes more sweeps");

    private final String message;

    Breach(String message) {
      this.message = message;
    }
  }

  @ParameterizedTest
  @EnumSource(Breach.class)
  void isKept_aBreach_isNoticed(Breach breach) {
    OptimizerConfig config = new Promising(0.1, breach);
    if (breach.message.isEmpty()) {
      assertThat(DescentPromise.isKept(config)).isEqualTo(breach == Breach.NONE);
    } else {
      assertThatThrownBy(() -> DescentPromise.isKept(config))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining(breach.message);
    }
  }

  private record Promising(double learningRate, Breach breach) implements OptimizerConfig {
    private static final HyperParameters HYPER =
        HyperParameters.of("promising", "Descends, and promises to do nothing else")
            .with("learningRate", Range.atLeast(0), "length of a step")
            .with("breach", "what it does besides");

    @Override
    public HyperParameters hyperParameters() {
      return HYPER;
    }

    @Override
    public Rule<?> rule() {
      return new Law();
    }
  }

  private static final class Law implements Rule.Elementwise<Promising> {
    @Override
    public OptionalDouble descent(Promising c) {
      return c.breach() == Breach.NO_PROMISE
          ? OptionalDouble.empty()
          : OptionalDouble.of(c.learningRate());
    }

    @Override
    public void begin(Promising c, Step step) {
      if (c.breach() == Breach.BEGINS) {
        step.set(Scalar.ofGroup("steps", 0), (double) step.number());
      }
    }

    @Override
    public boolean end(Promising c, Step step) {
      return c.breach() == Breach.ENDS;
    }

    @Override
    public double decay(Promising c, Step step) {
      return c.breach() == Breach.DECAY_THAT_MOVES ? 1.0 / (1 + step.number()) : 0.01;
    }

    @Override
    public void update(Promising c, Block b) {
      float rate = (float) c.learningRate();
      switch (c.breach()) {
        case ANOTHER_RATE -> b.descend(Math.nextUp(rate));
        case RATE_IN_DOUBLE ->
            b.step()[b.from()] -= (float) (c.learningRate() * b.gradient()[b.from()]);
        case NEVER -> {}
        case LATER_STEPS -> {
          if (b.t() <= 1000) {
            b.descend(rate);
          }
        }
        default -> b.descend(rate);
      }
      switch (c.breach()) {
        case TWICE -> b.descend(0);
        case STEP_HANDED_OUT -> b.step()[b.from()] += 1;
        case WEIGHTS_WRITTEN -> b.weights()[b.from()] += 1;
        case GRADIENT_WRITTEN -> b.gradient()[b.from()] = 0;
        default -> {}
      }
    }
  }
}
