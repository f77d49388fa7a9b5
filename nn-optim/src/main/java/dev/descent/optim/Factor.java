package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Scalar;

/// The number that [ClipByNorm] and [Normalize] multiply gradients with: one for all, or one for
/// each parameter.
final class Factor {
  static final Scalar OF_ALL = Scalar.ofGroup("factor", 1);
  static final Scalar OF_EACH = Scalar.ofParameter("factor", 1);

  private Factor() {}

  static Scalar scalar(boolean perTensor) {
    return perTensor ? OF_EACH : OF_ALL;
  }

  /// Multiplies the gradient by its factor.
  static void multiply(Block block, boolean perTensor) {
    float factor = (float) block.get(scalar(perTensor));
    if (factor == 1) {
      return;
    }
    float[] g = block.gradient();
    for (int i = block.from(), to = block.to(); i < to; i++) {
      g[i] *= factor;
    }
  }
}
