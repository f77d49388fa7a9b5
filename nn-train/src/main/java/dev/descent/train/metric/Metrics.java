package dev.descent.train.metric;

/// The metrics that come with the trainer.
public final class Metrics {
  private Metrics() {}

  /// Returns the share of rows whose largest output is the one of their class.
  ///
  /// The target is a class index per row, or one value per class, of which the largest is meant. Of
  /// equal outputs the first counts; a row with a NaN output is wrong; a row with a negative class
  /// index is left out.
  public static Metric accuracy() {
    return new Accuracy("accuracy", Double.NaN);
  }

  /// Returns the share of single outputs that are on the same side of a threshold as their target
  /// of 0 or 1 is of 0.5.
  ///
  /// @param threshold 0 for logits, 0.5 for probabilities
  public static Metric binaryAccuracy(double threshold) {
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException(
          "binary accuracy threshold must be finite, was " + threshold);
    }
    return new Accuracy("accuracy", threshold);
  }

  /// Returns the mean of the squared differences of output and target.
  public static Metric meanSquaredError() {
    return new Errors("mse", Errors.Kind.SQUARED);
  }

  /// Returns the mean of the absolute differences of output and target.
  public static Metric meanAbsoluteError() {
    return new Errors("mae", Errors.Kind.ABSOLUTE);
  }

  /// Returns R², the share of the targets' variance that the outputs explain, averaged over the
  /// columns.
  ///
  /// It is 1 − Σ(t − p)²/Σ(t − t̄)². A column of equal targets has R² 1 if it is met exactly, else
  /// 0 (as in scikit-learn).
  public static Metric r2() {
    return new RSquared();
  }
}
