package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.ReachPromise;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The rules that promise how far a weight goes keep it in every form.
final class ReachTest {
  @Test
  void reach_ofEveryForm_isKept() {
    for (OptimizerConfig config :
        List.of(
            SgdConfig.of(0.5),
            SgdWConfig.of(0.5),
            SgdWConfig.of(0.5).withMomentum(0.9),
            SgdConfig.of(0.5).withMomentum(0.9),
            SgdConfig.of(0.5).withNesterov(0.9),
            SgdConfig.of(0.5).withMomentum(0.9).withDampening(0.5),
            AdamConfig.of(0.5),
            AdamConfig.of(0.5).withBetas(0, 0),
            AdamConfig.of(0.5).withEpsilonHat(true),
            AdamConfig.of(0.5).withEpsilonRoot(1e-8),
            AdamWConfig.of(0.5).withWeightDecay(0.1),
            AdamWConfig.of(0.5).withEpsilonRoot(1e-8),
            AdagradConfig.of(0.5),
            AdagradConfig.of(0.5).withInitialAccumulator(0.1),
            AdagradConfig.of(0.5).withEpsilonInRoot(true),
            AdagradConfig.of(0.5).withLearningRateDecay(0.1),
            RmsPropConfig.of(0.5),
            RmsPropConfig.of(0.5).withMeans(true, false),
            RmsPropConfig.of(0.5).withMeans(false, true),
            RmsPropConfig.of(0.5).withEpsilon(1e-8, true),
            RmsPropConfig.of(0.5).withInitialMeanSquare(1),
            LionConfig.of(0.5))) {
      assertThat(ReachPromise.isKept(config)).as("%s", config).isTrue();
    }
  }

  /// Slots that gather what may be larger than the gradient promise nothing.
  @Test
  void reach_ofFormsWithoutAPromise_isInfinite() {
    SgdConfig inMomentum = SgdConfig.of(0.5).withMomentum(0.9).withLearningRateInMomentum(true);
    assertThat(new Sgd().reach(inMomentum, 1, 1)).isInfinite();
    RmsPropConfig momentum = RmsPropConfig.of(0.5).withMomentum(0.9, false);
    assertThat(new RmsProp().reach(momentum, 1, 1)).isInfinite();
    for (OptimizerConfig config :
        List.of(inMomentum, momentum, SgdConfig.of(0.5).withWeightDecay(0.1))) {
      assertThat(ReachPromise.isKept(config)).as("%s", config).isFalse();
    }
  }
}
