package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Slot;

/// What [Ema] and [Swa] have in common.
final class Averages {
  private Averages() {}

  /// Moves an average a share of the way to what the weights become.
  static void move(Block block, Slot slot, double share) {
    float[] w = block.weights();
    float[] step = block.step();
    float[] average = block.slot(slot);
    if (share == 1) {
      for (int i = block.from(), to = block.to(); i < to; i++) {
        average[i] = w[i] + step[i];
      }
      return;
    }
    float part = (float) share;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float a = average[i];
      average[i] = a + part * (w[i] + step[i] - a);
    }
  }

  /// Makes these the evaluation weights.
  static void copy(Block block, float[] from) {
    System.arraycopy(from, block.from(), block.step(), block.from(), block.to() - block.from());
  }
}
