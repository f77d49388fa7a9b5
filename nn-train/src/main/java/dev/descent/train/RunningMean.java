package dev.descent.train;

import dev.descent.tensor.Batch;

/// A mean of batch losses, each counted with the weight of its rows.
///
/// It is the loss of all rows at once, however they are cut into batches, where the loss of a batch
/// is the mean over its weighted rows. A loss that divides by something else, such as the class
/// weights of the labels at hand or the number of labels that are not ignored, has a mean that
/// depends on the cut.
final class RunningMean {
  private double sum;
  private double weight;

  void add(double value, double share) {
    sum += value * share;
    weight += share;
  }

  double value() {
    return sum / weight;
  }

  void reset() {
    sum = 0;
    weight = 0;
  }

  /// Returns the sum of a batch's weights, which is its number of samples where it has none.
  static double weight(Batch batch) {
    int field = batch.indexOf(Batch.WEIGHT);
    if (field < 0) {
      return batch.samples();
    }
    float[] weights = batch.floats(field);
    int from = batch.offset(field);
    int count = batch.types().get(field).shape().size();
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += weights[from + i];
    }
    return sum;
  }
}
