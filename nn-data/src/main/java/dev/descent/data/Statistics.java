package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Type;
import java.util.Arrays;

/// Statistics of each element of a field over all records, in `double` and in the order of the
/// records.
final class Statistics {
  final double[] mean;
  final double[] variance;
  final double[] minimum;
  final double[] maximum;
  final long[] count;

  private Statistics(int width) {
    mean = new double[width];
    variance = new double[width];
    minimum = new double[width];
    maximum = new double[width];
    count = new long[width];
    Arrays.fill(minimum, Double.POSITIVE_INFINITY);
    Arrays.fill(maximum, Double.NEGATIVE_INFINITY);
  }

  /// Reads the records twice.
  ///
  /// @param missing whether NaN stands for a missing number, to be passed over
  static Statistics of(Source source, String field, boolean missing) {
    if (source.size() == 0) {
      throw new IllegalArgumentException(
          "'%s' must have a record to fit on, was empty".formatted(source.name()));
    }
    int width = floats(source.fields().get(field), field, source.name()).shape().size();
    Statistics statistics = new Statistics(width);
    Batch record = Pipeline.allocate(Pipeline.batched(source.fields(), 1));
    int at = record.indexOf(field);
    for (long i = 0; i < source.size(); i++) {
      source.read(i, record, 0);
      if (!missing && !Records.finite(record.floats(at), 0, width)) {
        throw Records.notFinite(source.name(), field, i, record.floats(at), 0, width);
      }
      statistics.first(record.floats(at));
    }
    for (int j = 0; j < width; j++) {
      statistics.mean[j] /= statistics.count[j];
    }
    for (long i = 0; i < source.size(); i++) {
      source.read(i, record, 0);
      statistics.second(record.floats(at));
    }
    for (int j = 0; j < width; j++) {
      statistics.variance[j] /= statistics.count[j];
    }
    return statistics;
  }

  /// Returns the type of a field of floats.
  static Type floats(@org.jspecify.annotations.Nullable Type type, String field, String name) {
    if (type == null || type.dtype() != DType.F32) {
      throw new IllegalArgumentException(
          "field '%s' of %s must be F32, was %s"
              .formatted(field, name, type == null ? "absent" : type));
    }
    return type;
  }

  private void first(float[] values) {
    for (int j = 0; j < mean.length; j++) {
      float x = values[j];
      if (!Float.isNaN(x)) {
        mean[j] += x;
        minimum[j] = Math.min(minimum[j], x);
        maximum[j] = Math.max(maximum[j], x);
        count[j]++;
      }
    }
  }

  private void second(float[] values) {
    for (int j = 0; j < mean.length; j++) {
      double centered = values[j] - mean[j];
      variance[j] += Double.isNaN(centered) ? 0 : centered * centered;
    }
  }
}
