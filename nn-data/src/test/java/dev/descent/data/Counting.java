package dev.descent.data;

import dev.descent.random.Keys;
import java.util.List;
import java.util.stream.IntStream;

/// Data whose numbers say which record they are of.
final class Counting {
  static final FloatMap NOISE =
      new FloatMap(
          "input",
          (x, xo, y, yo, n, key) -> {
            for (int i = 0; i < n; i++) {
              y[yo + i] = x[xo + i] + Keys.uniform(key, i) / 2;
            }
          });

  private Counting() {}

  /// Returns so many records, with features i and −i and label i.
  static Dataset counting(int size) {
    float[] features = new float[2 * size];
    for (int i = 0; i < size; i++) {
      features[2 * i] = i;
      features[2 * i + 1] = -i;
    }
    List<String> names = IntStream.range(0, size).mapToObj(Integer::toString).toList();
    return Dataset.classification("counting", features, IntStream.range(0, size).toArray(), names);
  }
}
