package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Step;
import dev.descent.random.Keys;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.OptionalDouble;

/// The promise of `Rule.Elementwise.descent`, upon which the framework updates weights without
/// asking the rule: that a step is one `block.descend(rate)` and nothing else, the decay that of
/// every step. [DeclarationContract] looks at one config; a rule that promises for some only can be
/// looked at here with those.
public final class DescentPromise {
  private static final int SIZE = 40;
  private static final int FROM = 3;
  private static final int TO = 36;

  private DescentPromise() {}

  /// Runs a rule on numbers of its own.
  ///
  /// @return whether it promises anything
  /// @throws AssertionError if it promises and does anything else
  @SuppressWarnings("unchecked") // a config's rule takes that config
  public static boolean isKept(OptimizerConfig config) {
    if (!(config.rule() instanceof Rule.Elementwise<?> elementwise)) {
      return false;
    }
    Rule.Elementwise<OptimizerConfig> rule = (Rule.Elementwise<OptimizerConfig>) elementwise;
    OptionalDouble promised = rule.descent(config);
    if (promised.isEmpty()) {
      return false;
    }
    double decay = rule.decay(config, step(0));
    for (long number : new long[] {0, 1, 2, 1000}) {
      Step step = step(number);
      rule.begin(config, step);
      assertThat(rule.decay(config, step)).as("decay of step %d", number).isEqualTo(decay);
      for (float share : new float[] {-0f, 0.01f}) {
        Recorder recorder = new Recorder(number, share);
        rule.update(config, recorder.block());
        recorder.require((float) promised.getAsDouble());
      }
      assertThat(rule.end(config, step)).as("whether step %d takes more sweeps", number).isFalse();
    }
    return true;
  }

  /// A step of one parameter, to look at only.
  private static Step step(long number) {
    return (Step)
        Proxy.newProxyInstance(
            Step.class.getClassLoader(),
            new Class<?>[] {Step.class},
            (_, method, _) ->
                switch (method.getName()) {
                  case "number" -> number;
                  case "sweep" -> 0;
                  case "parameters" -> 1;
                  case "t" -> number + 1;
                  default ->
                      throw new AssertionError("a rule that only descends asks for " + method);
                });
  }

  /// Random weights and gradient, and what a rule does with them.
  private static final class Recorder {
    private final long number;
    private final float decay;
    private final float scale;
    private final float[] weights = new float[SIZE];
    private final float[] gradient = new float[SIZE];
    private final float[] before;
    private final float[] given;
    private int descents;
    private float rate;

    Recorder(long number, float decay) {
      this.number = number;
      this.decay = decay;
      scale = (float) (0.3 + number);
      for (int i = 0; i < SIZE; i++) {
        weights[i] = (float) Keys.normal(Keys.fold(Keys.of(1), number), i);
        gradient[i] = (float) Keys.normal(Keys.fold(Keys.of(2), number), i);
      }
      before = weights.clone();
      given = gradient.clone();
    }

    Block block() {
      return (Block)
          Proxy.newProxyInstance(
              Block.class.getClassLoader(),
              new Class<?>[] {Block.class},
              (_, method, arguments) ->
                  switch (method.getName()) {
                    case "from" -> FROM;
                    case "to" -> TO;
                    case "t" -> number + 1;
                    case "sweep" -> 0;
                    case "weights" -> weights;
                    case "gradient" -> gradient;
                    case "scale" -> scale;
                    case "decay" -> decay;
                    case "descend" -> {
                      descents++;
                      rate = (float) arguments[0];
                      update(weights, rate);
                      yield null;
                    }
                    default ->
                        throw new AssertionError("a rule that only descends asks for " + method);
                  });
    }

    private void update(float[] numbers, float by) {
      for (int i = FROM; i < TO; i++) {
        numbers[i] = numbers[i] - decay * numbers[i] - by * (scale * gradient[i]);
      }
    }

    void require(float promised) {
      assertThat(descents).as("calls of descend").isEqualTo(1);
      assertThat(bits(rate)).as("rate of descend").isEqualTo(bits(promised));
      assertThat(bits(gradient)).as("gradient after the step").isEqualTo(bits(given));
      float[] expected = before.clone();
      update(expected, promised);
      assertThat(bits(weights)).as("weights after the step").isEqualTo(bits(expected));
    }

    private static int[] bits(float... numbers) {
      int[] bits = new int[numbers.length];
      Arrays.setAll(bits, i -> Float.floatToRawIntBits(numbers[i]));
      return bits;
    }
  }
}
