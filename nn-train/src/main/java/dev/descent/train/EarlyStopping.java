package dev.descent.train;

/// Ends training when validation stops getting better, and gives the weights of the best epoch.
///
/// @param metric what is watched on the validation data: `loss` or the name of a metric
/// @param patience the number of epochs without improvement after which training ends
/// @param minimumChange by how much a value must be better to count
public record EarlyStopping(String metric, int patience, double minimumChange) {
  /// Checks the numbers.
  public EarlyStopping {
    if (patience < 1) {
      throw new IllegalArgumentException("early stopping patience must be >= 1, was " + patience);
    }
    if (!(minimumChange >= 0) || Double.isInfinite(minimumChange)) {
      throw new IllegalArgumentException(
          "early stopping minimumChange must be finite and >= 0, was " + minimumChange);
    }
  }

  /// Returns early stopping on the validation loss. With class weights or an ignored label in the
  /// loss that mean depends on how the validation data are cut into batches: take one batch of all.
  public static EarlyStopping onLoss(int patience) {
    return new EarlyStopping(EpochReport.LOSS, patience, 0);
  }

  /// Returns early stopping on a metric of the validation data.
  public static EarlyStopping on(String metric, int patience) {
    return new EarlyStopping(metric, patience, 0);
  }
}
