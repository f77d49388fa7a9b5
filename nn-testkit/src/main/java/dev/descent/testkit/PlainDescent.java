package dev.descent.testkit;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;

/// Subtracts a share of the gradient.
final class PlainDescent implements Rule.Elementwise<PlainDescentConfig> {
  @Override
  public void update(PlainDescentConfig config, Block block) {
    float[] g = block.gradient();
    float[] step = block.step();
    float rate = (float) (config.learningRate() * block.scale());
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= rate * g[i];
    }
  }
}
