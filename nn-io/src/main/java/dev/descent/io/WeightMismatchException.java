package dev.descent.io;

import java.io.IOException;

/// A file is sound but holds the weights of another model. The report has everything that does not
/// fit.
public final class WeightMismatchException extends IOException {
  private static final long serialVersionUID = 1L;

  private final transient WeightReport report;

  WeightMismatchException(String source, WeightReport report) {
    super(source + " must have the tensors of this model, was not: " + report);
    this.report = report;
  }

  /// Returns everything that does not fit.
  public WeightReport report() {
    return report;
  }
}
