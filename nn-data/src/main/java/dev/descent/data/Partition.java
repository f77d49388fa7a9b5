package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.random.Keys;
import java.util.Arrays;

/// Which records belong to which part of a [Split].
final class Partition {
  private static final byte TRAIN = 0;
  private static final byte VALIDATION = 1;
  private static final byte TEST = 2;

  private final byte[] parts;

  private Partition(byte[] parts) {
    this.parts = parts;
  }

  static Partition random(Source source, double validation, double test, long seed) {
    int[] labels = new int[size(source)];
    return split(source, new String[] {"all"}, labels, validation, test, seed);
  }

  static Partition stratified(
      Source source, String field, double validation, double test, long seed) {
    int size = size(source);
    int[] labels = Labels.read(source, field);
    int[] distinct = Arrays.stream(labels).distinct().sorted().toArray();
    String[] names = new String[distinct.length];
    Arrays.setAll(names, c -> Integer.toString(distinct[c]));
    for (int i = 0; i < size; i++) {
      labels[i] = Arrays.binarySearch(distinct, labels[i]);
    }
    return split(source, names, labels, validation, test, seed);
  }

  int[] train() {
    return indices(TRAIN);
  }

  int[] validation() {
    return indices(VALIDATION);
  }

  int[] test() {
    return indices(TEST);
  }

  private static Partition split(
      Source source, String[] classes, int[] labels, double validation, double test, long seed) {
    if (!(validation >= 0 && test >= 0 && validation + test < 1)) {
      throw new IllegalArgumentException(
          "split fractions for validation and test must be >= 0 and leave some for training, were %s and %s"
              .formatted(validation, test));
    }
    int[] counts = Labels.count(labels, classes.length);
    int[] tests = Shares.of(counts, test);
    int[] validations = Shares.of(counts, validation);
    byte[] parts = new byte[labels.length];
    long key = Keys.fold(Keys.of(seed), "split");
    for (int c = 0; c < classes.length; c++) {
      if (counts[c] == 0) {
        continue;
      }
      int train = counts[c] - tests[c] - validations[c];
      if (train < 1 || (test > 0 && tests[c] < 1) || (validation > 0 && validations[c] < 1)) {
        throw new IllegalArgumentException(
            "every part of a split must have a record of class %s of '%s', but %d records in parts of %s, %s and %s give %d, %d and %d"
                .formatted(
                    classes[c],
                    source.name(),
                    counts[c],
                    1 - validation - test,
                    validation,
                    test,
                    train,
                    validations[c],
                    tests[c]));
      }
      assign(
          c,
          labels,
          parts,
          new Permutation(counts[c]).key(Keys.fold(key, c)),
          tests[c],
          validations[c]);
    }
    return new Partition(parts);
  }

  private static void assign(
      int label, int[] labels, byte[] parts, Permutation order, int tests, int validations) {
    int seen = 0;
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] == label) {
        long place = order.at(seen++);
        parts[i] = place < tests ? TEST : place < tests + validations ? VALIDATION : TRAIN;
      }
    }
  }

  private int[] indices(byte part) {
    int count = 0;
    for (byte p : parts) {
      count += p == part ? 1 : 0;
    }
    int[] indices = new int[count];
    int next = 0;
    for (int i = 0; i < parts.length; i++) {
      if (parts[i] == part) {
        indices[next++] = i;
      }
    }
    return indices;
  }

  private static int size(Source source) {
    if (source.size() > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a split needs at most %d records, '%s' has %d"
              .formatted(Integer.MAX_VALUE - 8, source.name(), source.size()));
    }
    return (int) source.size();
  }
}
