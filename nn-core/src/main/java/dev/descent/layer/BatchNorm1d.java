package dev.descent.layer;

import dev.descent.tensor.Shape;
import dev.descent.tensor.ShapeMismatchException;
import dev.descent.tensor.Value;
import java.util.stream.IntStream;

/// Batch normalization: each channel (axis 1) has mean 0 and variance 1 over the batch, then is
/// scaled and shifted.
///
/// ```
/// y = (x − μ) / √(σ² + ε) · γ + β
/// ```
///
/// **Shapes.** x `[rows, channels]` or `[rows, channels, length]`; γ `weight`, β `bias`, both
/// `[channels]`.
///
/// **State.** `running_mean` and `running_var` `[channels]` follow the statistics of the batches, r
/// ← (1 − momentum) · r + momentum · s, the variance with n − 1 in its denominator;
/// `num_batches_tracked` counts. Evaluation uses them instead of the batch's. They change only when
/// a training step commits.
///
/// **Numerics.** All rows of a batch count alike in its statistics, also those of weight 0 that
/// only pad: with a pipeline whose batches must be equal, leave records out (`DROP`) rather than
/// pad.
///
/// **Defaults.** Momentum 0.1 and ε 1e-5, γ 1, β 0, running mean 0 and variance 1, as in PyTorch.
///
/// **Differs from.** `num_batches_tracked` is a float here, exact up to 2²⁴ steps.
///
/// @param momentum the weight of a batch in the running statistics, in [0, 1]
/// @param epsilon what is added to the variance
/// @param affine whether there are γ and β
/// @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy (2015)</a>
public record BatchNorm1d(double momentum, double epsilon, boolean affine) implements Layer {
  /// Checks the ranges.
  public BatchNorm1d {
    if (!(momentum >= 0 && momentum <= 1)) {
      throw new IllegalArgumentException(
          "batch normalization momentum must be in [0, 1], was " + momentum);
    }
    if (!(epsilon >= 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "batch normalization epsilon must be finite and >= 0, was " + epsilon);
    }
  }

  /// PyTorch's defaults.
  public BatchNorm1d() {
    this(0.1, 1e-5, true);
  }

  @Override
  public Value apply(Scope scope, Value input) {
    Shape shape = input.shape();
    if (shape.rank() != 2 && shape.rank() != 3) {
      throw new ShapeMismatchException(
          "batch normalization needs [rows, channels] or [rows, channels, length]: " + shape);
    }
    Shape channels = Shape.of(shape.at(1));
    Value mean = scope.state("running_mean", channels, 0);
    Value variance = scope.state("running_var", channels, 1);
    Value count = scope.state("num_batches_tracked", Shape.scalar(), 0);
    Value centered;
    if (scope.training()) {
      int[] axes = IntStream.range(0, shape.rank()).filter(axis -> axis != 1).toArray();
      int samples = shape.size() / Math.max(1, shape.at(1));
      if (samples < 2) {
        throw new IllegalArgumentException(
            "batch normalization needs more than one value per channel in training: %s; use larger batches or drop the last one"
                .formatted(shape));
      }
      Value batchMean = input.mean(axes);
      centered = input.subtract(column(batchMean, shape));
      Value squares = centered.square().sum(axes);
      scope.update("running_mean", follow(mean, batchMean));
      scope.update("running_var", follow(variance, squares.divide(samples - 1)));
      scope.update("num_batches_tracked", count.add(1));
      variance = squares.divide(samples);
    } else {
      centered = input.subtract(column(mean, shape));
    }
    Value factor = variance.add(epsilon).sqrt().reciprocal();
    if (!affine) {
      return centered.multiply(column(factor, shape));
    }
    Value scale = factor.multiply(scope.parameter("weight", channels, Initializers.ones()));
    Value shift = scope.parameter("bias", channels, Initializers.zeros());
    return centered.multiply(column(scale, shape)).add(column(shift, shape));
  }

  private Value follow(Value running, Value batch) {
    Value next = batch.stopGradient();
    return running.multiply(1 - momentum).add(next.multiply(momentum));
  }

  private static Value column(Value channels, Shape shape) {
    return shape.rank() == 2 ? channels : channels.reshape(-1, 1);
  }
}
