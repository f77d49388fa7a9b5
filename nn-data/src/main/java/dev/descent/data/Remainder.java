package dev.descent.data;

/// What a pipeline does with the records at the end of an epoch that do not fill a batch.
public enum Remainder {
  /// Leaves them out of this epoch. With shuffling it is another few each time.
  DROP,
  /// Gives them as a smaller batch of its own type, for which a program is compiled once more.
  KEEP,
  /// Fills the batch with rows of zeros and says so in the field "weight": 1 for a record, 0 for a
  /// row that only pads. All batches have this field, so all have one type. Losses and metrics
  /// count such a row nothing; a layer that mixes the rows of a batch, such as batch normalization,
  /// sees its zeros: take DROP there. Where records bring a scalar field "weight" of their own, it
  /// stays, and is 0 in the rows that pad.
  PAD
}
