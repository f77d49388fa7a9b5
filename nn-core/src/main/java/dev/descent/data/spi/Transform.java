package dev.descent.data.spi;

import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Type;
import java.util.Map;

/// A change of records, one by one: a pure function of the record and a key.
///
/// Random changes (crops, noise) draw from [dev.descent.random.Keys] under the key, which a
/// pipeline derives from (seed, stage, epoch, index of the record): the same record in the same
/// epoch comes out the same however often, in whatever order and after whatever restart it is read.
/// A transform has no state that changes and may be used by several threads.
@FunctionalInterface
public interface Transform {
  /// Writes the changed record into a row of a batch.
  ///
  /// @param record a batch of one record, with the fields before the change
  /// @param to a batch with the fields after the change, in the order of [#fields]
  /// @param row the row to write
  /// @param key for random numbers
  void apply(Batch record, Batch to, int row, long key);

  /// Returns the types of a record's fields after the change; unless overridden, they stay as they
  /// are.
  ///
  /// @param fields the types before the change, without a batch axis
  /// @throws IllegalArgumentException if the change does not fit these fields
  default Map<String, Type> fields(Map<String, Type> fields) {
    return fields;
  }

  /// Copies the fields of a record that the other batch has too, but not the one named `field`.
  ///
  /// @param field the name of the field that the caller writes itself
  /// @param record a batch of one record
  /// @param to the batch to copy to
  /// @param row the row to copy to
  static void copyAllBut(String field, Batch record, Batch to, int row) {
    for (int i = 0; i < record.names().size(); i++) {
      String name = record.names().get(i);
      int j = name.equals(field) ? -1 : to.indexOf(name);
      if (j >= 0) {
        int size = record.types().get(i).shape().size();
        int from = record.offset(i);
        int at = to.offset(j) + row * size;
        if (record.types().get(i).dtype() == DType.F32) {
          System.arraycopy(record.floats(i), from, to.floats(j), at, size);
        } else {
          System.arraycopy(record.ints(i), from, to.ints(j), at, size);
        }
      }
    }
  }
}
