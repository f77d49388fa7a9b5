package dev.descent.optim;

import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import java.util.List;

/// The linear model of the loss behind [Momo] and [MomoAdam], and the rate that it advises.
///
/// The mean loss f, the mean of ⟨g, θ⟩ at their time, γ, and the mean gradient m give the model f −
/// γ + ⟨m, θ⟩ of the loss at θ; the rate is the one with which the model reaches the bound.
final class LossModel {
  private static final double SMALL = 0x1p-52; // squared norms up to here move nothing
  private static final Scalar LOSS = Scalar.ofGroup("mean_loss", 0);
  private static final Scalar GAMMA = Scalar.ofGroup("gamma", 0);
  private static final Scalar BOUND = Scalar.ofGroup("lower_bound", 0);
  private static final Scalar STARTED = Scalar.ofGroup("started", 0);
  static final Scalar RATE = Scalar.ofGroup("rate", 0);
  static final Scalar KEEP = Scalar.ofGroup("keep", 0);
  static final Total WORK = Total.ofGroup("gradient_weights");
  static final Total NORM = Total.ofGroup("norm");
  static final Total PRODUCT = Total.ofGroup("mean_weights");
  static final List<Total> TOTALS = List.of(WORK, NORM, PRODUCT);
  static final List<Scalar> SCALARS = List.of(LOSS, GAMMA, BOUND, STARTED, RATE, KEEP);

  private LossModel() {}

  /// Sets the share that the means keep in this step: none in the first if `whole`.
  static void begin(Step step, double beta, boolean whole) {
    step.set(KEEP, whole && step.get(STARTED) == 0 ? 0 : beta);
  }

  /// Sets the rate, after the sweep that has added the totals.
  ///
  /// @param alpha the largest rate
  /// @param lambda weight decay
  /// @param bound the lower bound of the loss; with `adapt` the least that the estimate can be
  /// @param debias 1 − βᵗ of means that start at 0, else 1
  static void advance(
      Step step, double alpha, double lambda, double bound, boolean adapt, double debias) {
    double keep = step.get(KEEP);
    double loss = keep * step.get(LOSS) + (1 - keep) * step.loss();
    double gamma = keep * step.get(GAMMA) + (1 - keep) * step.total(WORK);
    double norm = step.total(NORM);
    double product = step.total(PRODUCT);
    double growth = 1 + alpha * lambda;
    double lower = adapt && step.get(STARTED) != 0 ? step.get(BOUND) : bound;
    if (adapt) {
      double cap = growth * (loss - gamma) + product;
      if (cap < growth * debias * lower) {
        lower = Math.max(cap / (2 * debias * growth), bound);
      }
    }
    double gap = Math.max(growth * (loss - debias * lower - gamma) + product, 0);
    double rate = norm <= SMALL ? 0 : Math.min(alpha / debias, gap / norm);
    double next = (loss + product - gamma - rate * norm / 2) / debias;
    step.set(LOSS, Estimate.finite(loss));
    step.set(GAMMA, Estimate.finite(gamma));
    step.set(BOUND, Estimate.finite(adapt ? Math.max(next, bound) : bound));
    step.set(RATE, Estimate.finite(rate));
    step.set(STARTED, 1);
  }
}
