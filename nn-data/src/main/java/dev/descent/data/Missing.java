package dev.descent.data;

/// What to do with a cell of a file that has no value. Nothing is ever filled in silently.
public enum Missing {
  /// It is an error, which says where.
  FAIL,
  /// The row is left out.
  DROP_ROW,
  /// A number becomes NaN, to be completed by a [MeanImputer] that is fitted on the training part.
  /// In a label, target or category it is an error. Until it is completed, a pipeline refuses the
  /// record.
  KEEP
}
