package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.spi.OptimizerConfig;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Hyper-parameters with which moderate gradients overflow.
final class ExtremeConfigTest {
  private static final List<OptimizerConfig> CONFIGS =
      List.of(
          Momentum.plain(1e39),
          Momentum.plain(1e30),
          new Masked(Momentum.plain(1e39)),
          new Averaged(Momentum.plain(1e39), 0.9));

  @Test
  void overflow_byALargeRate_isPutBackAndNamed() {
    for (OptimizerConfig config : CONFIGS) {
      Optimizer optimizer = Fixture.small(Optimizer.builder(config));
      float[] weights = Fixture.numbers(optimizer.layout(), 1);
      float[] before = weights.clone();
      OptimizerState state = optimizer.state();
      Gradient gradient = steep(optimizer);
      assertThatThrownBy(() -> optimizer.step(weights, gradient))
          .as("%s", config)
          .isInstanceOf(NonFiniteException.class)
          .hasMessageContaining("in step 0; no weight, slot or counter has changed: ");
      Fixture.assertSameBits(weights, before);
      Fixture.assertSameState(optimizer.state(), state);
    }
  }

  @Test
  void overflow_byALargeRate_isSkippedWhenAskedFor() {
    Optimizer optimizer =
        Fixture.small(Optimizer.builder(Momentum.plain(1e30)).nonFinite(NonFinite.skip(2)));
    float[] weights = Fixture.numbers(optimizer.layout(), 1);
    float[] before = weights.clone();
    assertThat(optimizer.step(weights, steep(optimizer))).isFalse();
    Fixture.assertSameBits(weights, before);
    assertThat(optimizer.steps()).isZero();
  }

  private static Gradient steep(Optimizer optimizer) {
    float[] values = Fixture.numbers(optimizer.layout(), 7);
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1e10f;
    }
    return new Gradient(values).loss(1).objective(Fixture.bowl());
  }
}
