package dev.descent.data;

import dev.descent.data.spi.Source;

/// Records in three parts: to train on, to choose by, and to touch once at the end. A part may be
/// empty.
///
/// Which record goes where follows from the seed alone. Within a part records keep their order.
///
/// @param <S> the kind of source
/// @param train what is left for training
/// @param validation for early stopping and for choosing hyper-parameters
/// @param test for the figure that is reported
public record Split<S extends Source>(S train, S validation, S test) {
  /// Splits at random.
  ///
  /// @param source the records
  /// @param validation the fraction for validation, may be 0
  /// @param test the fraction for the test, may be 0
  /// @param seed the seed
  /// @throws IllegalArgumentException if a part that is asked for would be empty
  public static Split<Source> random(Source source, double validation, double test, long seed) {
    return of(source, Partition.random(source, validation, test, seed));
  }

  /// Splits at random such that each class has the same share in each part, as nearly as whole
  /// numbers allow.
  ///
  /// @param source the records
  /// @param field the field with the class, a scalar I32
  /// @param validation the fraction for validation, may be 0
  /// @param test the fraction for the test, may be 0
  /// @param seed the seed
  /// @throws IllegalArgumentException if a class would be missing in a part that is asked for
  public static Split<Source> stratified(
      Source source, String field, double validation, double test, long seed) {
    return of(source, Partition.stratified(source, field, validation, test, seed));
  }

  private static Split<Source> of(Source source, Partition parts) {
    return new Split<>(
        new Subset(source, "train", parts.train()),
        new Subset(source, "validation", parts.validation()),
        new Subset(source, "test", parts.test()));
  }
}
