package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.testkit.DescentPromise;
import org.junit.jupiter.api.Test;

/// The rules that leave their whole step to the framework do nothing else, and only without
/// momentum and penalty.
final class PlainDescentTest {
  @Test
  void descent_ofSgdAndSgdW_isAsPromised() {
    for (OptimizerConfig config :
        new OptimizerConfig[] {
          new SgdConfig(0.1, 0, 0, false, 0, 0),
          new SgdConfig(0.1, 0, 0, false, 0, 0.1),
          new SgdConfig(0.1, 0, 0, false, 0, 0.1, true),
          new SgdWConfig(0.1, 0, 0, false, 0),
          new SgdWConfig(0.1, 0, 0, false, 0.1)
        }) {
      assertThat(DescentPromise.isKept(config)).as("%s", config).isTrue();
    }
    for (OptimizerConfig config :
        new OptimizerConfig[] {
          new SgdConfig(0.1, 0.9, 0, false, 0, 0),
          new SgdConfig(0.1, 0, 0, false, 0.1, 0),
          new SgdWConfig(0.1, 0.9, 0, false, 0.1)
        }) {
      assertThat(DescentPromise.isKept(config)).as("%s", config).isFalse();
    }
  }
}
