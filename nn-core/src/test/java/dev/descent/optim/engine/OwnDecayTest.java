package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.OptimizerConfig;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// A rule that decays in its own loop has the bits of one that leaves it to the framework.
final class OwnDecayTest {
  @Test
  void steps_decayedByTheRuleAndByTheFramework_haveTheSameBits() {
    for (double decay : new double[] {0, 0.25}) {
      for (boolean penalized : new boolean[] {false, true}) {
        Shrinking own = new Shrinking(0.1, decay, penalized, true);
        Shrinking framework = new Shrinking(0.1, decay, penalized, false);
        Fixture.assertSameBits(walked(own), walked(framework));
        Fixture.assertSameBits(
            walked(new Averaged(own, 0.5)), walked(new Averaged(framework, 0.5)));
        Fixture.assertSameBits(walked(new Masked(own)), walked(new Masked(framework)));
      }
    }
  }

  private static float[] walked(OptimizerConfig config) {
    Optimizer optimizer = Fixture.small(Optimizer.builder(config));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    Fixture.walk(optimizer, weights, 4);
    return weights;
  }

  @Test
  void step_withoutDecay_leavesNegativeZeros() {
    Optimizer optimizer = Fixture.small(Optimizer.builder(new Shrinking(0.1, 0, false, true)));
    float[] weights = new float[optimizer.layout().size()];
    Arrays.fill(weights, 0, 5, -0f);
    optimizer.step(weights, new Gradient(new float[weights.length]));
    assertThat(Float.floatToRawIntBits(weights[4])).isEqualTo(Float.floatToRawIntBits(-0f));
  }
}
