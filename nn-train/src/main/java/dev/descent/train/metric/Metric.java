package dev.descent.train.metric;

import dev.descent.tensor.Batch;
import dev.descent.tensor.Tensor;

/// A number that says how good predictions are, taken over any number of batches.
///
/// Every row counts with its weight (the batch field `weight`, 1 without it), so rows that only pad
/// a batch count nothing and the value does not depend on how samples were cut into batches.
public interface Metric {
  /// Returns the name, lower case, as in tables and files: `accuracy`.
  String name();

  /// Returns whether a larger value is the better one.
  boolean higherIsBetter();

  /// Returns a new, empty accumulator.
  Score start();

  /// What a metric has seen so far. Adding allocates nothing.
  interface Score {
    /// Takes a batch into account.
    ///
    /// @param prediction what the network said, rows on the first axis
    /// @param batch the batch it said it for, with its field `target`
    void add(Tensor prediction, Batch batch);

    /// Returns the metric of everything added since the last reset, NaN if that is nothing.
    double value();

    /// Forgets everything.
    void reset();
  }
}
