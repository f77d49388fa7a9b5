package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.data.spi.Transform;
import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Records in memory: one tensor for each field, whose first axis counts the records, and what
/// people call things.
///
/// Its fields are "input" and "target" where it is to be learned from, and any others. It is
/// immutable, and its numbers are finite unless it was made by [Csv] with [Missing#KEEP].
public final class Dataset implements Source {
  private final String name;
  private final int size;
  private final Map<String, Tensor> tensors;
  private final Map<String, Type> fields;
  private final Tensor[] columns;
  private final List<String> featureNames;
  private final List<String> classNames;
  private final boolean missing;

  Dataset(
      String name,
      Map<String, Tensor> tensors,
      List<String> featureNames,
      List<String> classNames,
      boolean missing) {
    this.name = name;
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.columns = tensors.values().toArray(Tensor[]::new);
    this.featureNames = List.copyOf(featureNames);
    this.classNames = List.copyOf(classNames);
    this.missing = missing;
    DatasetRules.require(name, this.tensors, this.featureNames, this.classNames, missing);
    this.size = columns[0].shape().at(0);
    Map<String, Type> types = new LinkedHashMap<>();
    tensors.forEach((field, tensor) -> types.put(field, recordType(tensor)));
    this.fields = Collections.unmodifiableMap(types);
  }

  /// Returns a dataset of the given fields.
  ///
  /// @param name what error messages call it
  /// @param fields the fields; the first axis of each counts the records
  /// @throws IllegalArgumentException if their numbers of records differ, or a number is not finite
  public static Dataset of(String name, Map<String, Tensor> fields) {
    return new Dataset(name, fields, List.of(), List.of(), false);
  }

  /// Returns a dataset with "input" `[records, features]` and "target" `[records]`, a class label
  /// for each record.
  ///
  /// @param name what error messages call it
  /// @param features the features, record by record
  /// @param labels indices of class names
  /// @param classNames the names of the classes
  /// @throws IllegalArgumentException if the numbers do not fit each other, a feature is not
  ///   finite, or a label is out of range
  public static Dataset classification(
      String name, float[] features, int[] labels, List<String> classNames) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    fields.put(Batch.INPUT, matrix(name, features, labels.length));
    fields.put(Batch.TARGET, Tensor.of(Shape.of(labels.length), labels));
    return new Dataset(name, fields, List.of(), classNames, false);
  }

  /// Returns a dataset with "input" `[records, features]` and "target" `[records, 1]`.
  ///
  /// @param name what error messages call it
  /// @param features the features, record by record
  /// @param targets one for each record
  /// @throws IllegalArgumentException if the numbers do not fit each other or are not finite
  public static Dataset regression(String name, float[] features, float[] targets) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    fields.put(Batch.INPUT, matrix(name, features, targets.length));
    fields.put(Batch.TARGET, Tensor.of(Shape.of(targets.length, 1), targets));
    return new Dataset(name, fields, List.of(), List.of(), false);
  }

  /// Returns this dataset under another name.
  public Dataset named(String other) {
    return new Dataset(other, tensors, featureNames, classNames, missing);
  }

  /// Returns this dataset with a field more, or another one under the name of one that it has.
  ///
  /// @throws IllegalArgumentException if its number of records differs, or a number is not finite
  public Dataset with(String field, Tensor values) {
    Map<String, Tensor> all = new LinkedHashMap<>(tensors);
    all.put(field, values);
    return new Dataset(name, all, featureNames, classNames, missing);
  }

  /// Returns this dataset with names for the features, the elements along the last axis of "input".
  public Dataset withFeatureNames(List<String> names) {
    return new Dataset(name, tensors, names, classNames, missing);
  }

  /// Returns this dataset with names for the classes, the labels in "target".
  public Dataset withClassNames(List<String> names) {
    return new Dataset(name, tensors, featureNames, names, missing);
  }

  /// Returns the records at the given indices, in that order, as a dataset of its own.
  public Dataset select(int... indices) {
    return DatasetRules.materialize(
        this, new Subset(this, "part", indices), List.of(), name, missing);
  }

  /// Returns this dataset with every record changed once and for all; for changes that are not
  /// random.
  ///
  /// @throws IllegalArgumentException if a transform does not fit the fields, or gives numbers that
  ///   are not finite
  public Dataset map(Transform... transforms) {
    return DatasetRules.materialize(this, this, List.of(transforms), name, false);
  }

  /// Splits into parts with records in their order: stratified if "target" holds class labels, else
  /// at random.
  ///
  /// @param validation the fraction for validation, may be 0
  /// @param test the fraction for the test, may be 0
  /// @param seed the seed
  /// @throws IllegalArgumentException if a part that is asked for would be empty, or without one of
  ///   the classes
  public Split<Dataset> split(double validation, double test, long seed) {
    boolean labels = Type.i32(Shape.scalar()).equals(fields.get(Batch.TARGET));
    Partition parts =
        labels
            ? Partition.stratified(this, Batch.TARGET, validation, test, seed)
            : Partition.random(this, validation, test, seed);
    return new Split<>(
        select(parts.train()).named(name + "/train"),
        select(parts.validation()).named(name + "/validation"),
        select(parts.test()).named(name + "/test"));
  }

  /// Returns all values of a field.
  ///
  /// @throws IllegalArgumentException if there is none; the message lists the fields
  public Tensor field(String field) {
    Tensor tensor = tensors.get(field);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no field '%s' in '%s'; found %s".formatted(field, name, tensors.keySet()));
    }
    return tensor;
  }

  /// Returns all fields by name.
  public Map<String, Tensor> tensors() {
    return tensors;
  }

  /// Returns the names of the features, empty if they have none.
  public List<String> featureNames() {
    return featureNames;
  }

  /// Returns the names of the classes, empty if there are none.
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public Map<String, Type> fields() {
    return fields;
  }

  @Override
  public void read(long index, Batch batch, int row) {
    int record = java.util.Objects.checkIndex(Math.toIntExact(index), size);
    for (int field = 0; field < columns.length; field++) {
      Tensor column = columns[field];
      int width = column.shape().size() / size;
      int from = column.offset() + record * width;
      int to = batch.offset(field) + row * width;
      if (column.dtype() == DType.F32) {
        System.arraycopy(column.floats(), from, batch.floats(field), to, width);
      } else {
        System.arraycopy(column.ints(), from, batch.ints(field), to, width);
      }
    }
  }

  @Override
  public boolean view(long first, Batch batch) {
    if (missing) {
      return false;
    }
    for (int field = 0; field < columns.length; field++) {
      Tensor column = columns[field];
      int from = column.offset() + (int) first * (column.shape().size() / size);
      if (column.dtype() == DType.F32) {
        batch.set(field, column.floats(), from);
      } else {
        batch.set(field, column.ints(), from);
      }
    }
    return true;
  }

  /// Returns a line with the number of records and the fields.
  @Override
  public String toString() {
    return "%s: %d records %s".formatted(name, size, fields);
  }

  private static Tensor matrix(String name, float[] features, int records) {
    if (records == 0) {
      throw new IllegalArgumentException(
          "dataset '%s' must have at least one record, had none".formatted(name));
    }
    if (features.length % records != 0) {
      throw new IllegalArgumentException(
          "features of '%s' must be a multiple of %d records, was %d numbers"
              .formatted(name, records, features.length));
    }
    return Tensor.of(Shape.of(records, features.length / records), features);
  }

  private static Type recordType(Tensor tensor) {
    int[] extents = new int[tensor.shape().rank() - 1];
    Arrays.setAll(extents, axis -> tensor.shape().at(axis + 1));
    return new Type(tensor.dtype(), Shape.of(extents));
  }
}
