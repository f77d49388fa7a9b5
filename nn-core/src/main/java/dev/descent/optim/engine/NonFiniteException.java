package dev.descent.optim.engine;

import java.io.Serial;

/// A step was refused because a number was not finite: no weight, slot or counter has changed.
///
/// Most often the learning rate is too high for the network, or a few gradients are very large: a
/// lower rate, a warm-up or [OptimizerBuilder#clipByGlobalNorm] helps. Bad data (a NaN, a number of
/// another unit) is the other cause; `-Ddescent.program=checked` names the operation and the layer
/// in which the first number of a program ceased to be finite. Where single batches are expected to
/// fail, [OptimizerBuilder#nonFinite] with [NonFinite#skip] leaves them out.
public final class NonFiniteException extends ArithmeticException {
  @Serial private static final long serialVersionUID = 1;

  private final long step;

  NonFiniteException(String problem, long step, NonFinite policy) {
    super(
        "%s in step %d%s; no weight, slot or counter has changed: lower the learning rate, clip the gradient, look for bad data%s"
            .formatted(
                problem,
                step,
                policy.skip() ? " after %d skipped batches".formatted(policy.limit()) : "",
                policy.skip() ? "" : ", or skip such batches by nonFinite(NonFinite.skip(limit))"));
    this.step = step;
  }

  /// Returns how many steps were committed before the refused one.
  public long step() {
    return step;
  }
}
