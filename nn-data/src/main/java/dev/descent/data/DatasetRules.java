package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.data.spi.Transform;
import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What makes tensors a [Dataset].
final class DatasetRules {
  private DatasetRules() {}

  static void require(
      String name,
      Map<String, Tensor> tensors,
      List<String> featureNames,
      List<String> classNames,
      boolean missing) {
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException(
          "dataset '%s' must have a field, had none".formatted(name));
    }
    int size = -1;
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      Shape shape = entry.getValue().shape();
      if (shape.rank() == 0) {
        throw new IllegalArgumentException(
            "field '%s' of '%s' must have an axis that counts records, was a scalar"
                .formatted(entry.getKey(), name));
      }
      if (size >= 0 && shape.at(0) != size) {
        throw new IllegalArgumentException(
            "fields of '%s' must have equally many records, '%s' %s has not %d"
                .formatted(name, entry.getKey(), shape, size));
      }
      size = shape.at(0);
    }
    if (!missing) {
      tensors.forEach((field, tensor) -> requireFinite(name, field, tensor));
    }
    requireNames(name, tensors, featureNames, classNames);
  }

  /// Reads a source through transforms into a dataset that keeps what it can of the names.
  static Dataset materialize(
      Dataset origin, Source source, List<Transform> transforms, String name, boolean missing) {
    int size = Math.toIntExact(source.size());
    Records records = new Records(source, transforms);
    Map<String, Type> fields = source.fields();
    for (Transform transform : transforms) {
      fields = transform.fields(fields);
    }
    Batch all = Pipeline.allocate(Pipeline.batched(fields, size));
    if (missing) {
      records = records.unchecked();
    }
    for (int i = 0; i < size; i++) {
      records.read(i, all, i);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    all.names().forEach(field -> tensors.put(field, all.tensor(field)));
    Tensor input = tensors.get(Batch.INPUT);
    boolean named = input != null && input.shape().at(-1) == origin.featureNames().size();
    return new Dataset(
        name, tensors, named ? origin.featureNames() : List.of(), origin.classNames(), missing);
  }

  private static void requireFinite(String name, String field, Tensor tensor) {
    if (tensor.dtype() == DType.F32
        && !Records.finite(tensor.floats(), tensor.offset(), tensor.shape().size())) {
      int width = tensor.shape().size() / tensor.shape().at(0);
      int record = 0;
      while (Records.finite(tensor.floats(), tensor.offset() + record * width, width)) {
        record++;
      }
      throw Records.notFinite(
          name, field, record, tensor.floats(), tensor.offset() + record * width, width);
    }
  }

  private static void requireNames(
      String name,
      Map<String, Tensor> tensors,
      List<String> featureNames,
      List<String> classNames) {
    Tensor input = tensors.get(Batch.INPUT);
    if (!featureNames.isEmpty()
        && (input == null
            || input.shape().rank() < 2
            || input.shape().at(-1) != featureNames.size())) {
      throw new IllegalArgumentException(
          "feature names of '%s' must be as many as the last axis of 'input' %s, was %d"
              .formatted(name, input == null ? "(absent)" : input.shape(), featureNames.size()));
    }
    Tensor target = tensors.get(Batch.TARGET);
    if (!classNames.isEmpty() && target != null && target.dtype() == DType.I32) {
      for (int i = 0; i < target.shape().size(); i++) {
        int label = target.ints()[target.offset() + i];
        if (label < 0 || label >= classNames.size()) {
          throw new IllegalArgumentException(
              "labels of '%s' must be in [0, %d), was %d in record %d"
                  .formatted(name, classNames.size(), label, i));
        }
      }
    }
  }
}
