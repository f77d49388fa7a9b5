package dev.descent.data.spi;

import dev.descent.tensor.Batch;
import dev.descent.tensor.Type;
import java.util.Map;

/// Records that can be read by their index: in any order, any number of times, from any thread.
///
/// A record is one sample: a few named fields, each of a fixed type. The same index always gives
/// the same record, which is what lets a pipeline shuffle, split and resume without keeping more
/// than three numbers.
public interface Source {
  /// Returns what error messages call this source.
  String name();

  /// Returns the number of records.
  long size();

  /// Returns the types of one record's fields by name, in order, without a batch axis.
  Map<String, Type> fields();

  /// Writes one record into a row of a batch.
  ///
  /// The batch has the fields of this source first, in order, each with a batch axis in front:
  /// field f of record r goes to the [Batch#offset] of f plus `row` times the size of the record's
  /// field. It may have further fields, which are not to be touched.
  ///
  /// @throws IndexOutOfBoundsException if there is no such record
  void read(long index, Batch batch, int row);

  /// Points a batch at as many consecutive records as it has rows, if they lie one behind the other
  /// in memory, and returns whether it did. It saves copying them; a source that cannot do it
  /// returns false.
  ///
  /// Records given in this way are finite: nobody checks them again.
  ///
  /// @param first the index of the first record
  /// @param batch the batch, with fields as in [#read]
  default boolean view(long first, Batch batch) {
    return false;
  }
}
