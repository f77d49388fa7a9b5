package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Total;
import org.jspecify.annotations.Nullable;

/// The two passes of [Dog] and [Dowg]: one measures distance and gradient, one moves.
final class Travel {
  static final Slot START = Slot.weights("start");
  static final Slot MOVED = Slot.scratch("moved");
  static final Total DISTANCE = Total.ofGroup("distance");
  static final Total SQUARES = Total.ofGroup("squares");

  private Travel() {}

  /// Adds ‖θ − θ₀‖² and ‖g‖².
  ///
  /// @param penalized takes g + λ·θ; null without a penalty
  static void measure(Block block, float @Nullable [] penalized, double lambda) {
    float[] w = block.weights();
    float[] g = block.gradient();
    float[] start = block.slot(START);
    float[] moved = block.slot(MOVED);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      moved[i] = w[i] - start[i];
    }
    block.add(DISTANCE, block.dot(moved, moved));
    float scale = block.scale();
    if (penalized == null) {
      block.add(SQUARES, (double) scale * scale * block.dot(g, g));
      return;
    }
    float penalty = (float) lambda;
    for (int i = block.from(), to = block.to(); i < to; i++) {
      penalized[i] = scale * g[i] + penalty * w[i];
    }
    block.add(SQUARES, block.dot(penalized, penalized));
  }

  /// Moves against the gradient.
  static void move(Block block, float @Nullable [] penalized, double rate) {
    float[] g = penalized == null ? block.gradient() : penalized;
    float[] step = block.step();
    float factor = (float) (penalized == null ? rate * block.scale() : rate);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= factor * g[i];
    }
  }
}
