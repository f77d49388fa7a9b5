package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;

/// Class labels of a source: reading, counting and weighing them.
public final class Labels {
  private Labels() {}

  /// Returns the labels of all records.
  ///
  /// @throws IllegalArgumentException if there is no such field of scalar I32, or a label is
  ///   negative
  public static int[] read(Source source, String field) {
    Type type = source.fields().get(field);
    if (type == null || !type.equals(Type.i32(Shape.scalar()))) {
      throw new IllegalArgumentException(
          "field '%s' of '%s' must be a scalar I32 to hold labels, was %s"
              .formatted(field, source.name(), type == null ? "absent" : type));
    }
    Batch record = Pipeline.allocate(Pipeline.batched(source.fields(), 1));
    int at = record.indexOf(field);
    int[] labels = new int[Math.toIntExact(source.size())];
    for (int i = 0; i < labels.length; i++) {
      source.read(i, record, 0);
      labels[i] = record.ints(at)[0];
      if (labels[i] < 0) {
        throw new IllegalArgumentException(
            "labels of '%s' must be >= 0, was %d in record %d"
                .formatted(source.name(), labels[i], i));
      }
    }
    return labels;
  }

  /// Returns how often each of `classes` labels occurs.
  ///
  /// @throws IllegalArgumentException if a label is not in [0, classes)
  public static int[] count(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= classes) {
        throw new IllegalArgumentException(
            "labels must be in [0, %d), was %d in record %d".formatted(classes, labels[i], i));
      }
      counts[labels[i]]++;
    }
    return counts;
  }

  /// Returns weights for a loss that make all classes count the same: n / (classes · count of the
  /// class).
  ///
  /// @throws IllegalArgumentException if a class has no record
  public static float[] balancedWeights(int[] labels, int classes) {
    int[] counts = count(labels, classes);
    float[] weights = new float[classes];
    for (int c = 0; c < classes; c++) {
      if (counts[c] == 0) {
        throw new IllegalArgumentException(
            "balanced weights need a record of each of %d classes, class %d has none"
                .formatted(classes, c));
      }
      weights[c] = (float) ((double) labels.length / ((double) classes * counts[c]));
    }
    return weights;
  }
}
