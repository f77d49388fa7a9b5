package dev.descent.tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The named inputs of one step, each an array with an offset. Its first axis counts samples.
///
/// A producer may use one batch for all steps and only move the arrays and offsets; a consumer
/// keeps nothing.
public final class Batch {
  /// The name of the network's input.
  public static final String INPUT = "input";

  /// The name of the targets or labels.
  public static final String TARGET = "target";

  /// The name of the weights of samples, 0 for rows that only pad.
  public static final String WEIGHT = "weight";

  private final List<String> names;
  private final List<Type> types;
  private final float[] @Nullable [] floats;
  private final int[] @Nullable [] ints;
  private final int[] offsets;
  private int samples;

  /// Makes a batch with the given fields and no numbers yet.
  public Batch(Map<String, Type> fields) {
    Map<String, Type> ordered = new LinkedHashMap<>(fields);
    this.names = List.copyOf(ordered.keySet());
    this.types = List.copyOf(ordered.values());
    this.floats = new float[names.size()][];
    this.ints = new int[names.size()][];
    this.offsets = new int[names.size()];
  }

  /// Returns a batch of the given tensors.
  public static Batch of(Map<String, Tensor> tensors) {
    Map<String, Type> fields = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      fields.put(entry.getKey(), entry.getValue().type());
    }
    Batch batch = new Batch(fields);
    int i = 0;
    for (Tensor tensor : tensors.values()) {
      if (tensor.dtype() == DType.F32) {
        batch.set(i, tensor.floats(), tensor.offset());
      } else {
        batch.set(i, tensor.ints(), tensor.offset());
      }
      i++;
    }
    Tensor first = tensors.values().iterator().next();
    batch.samples(first.shape().rank() == 0 ? 1 : first.shape().at(0));
    return batch;
  }

  /// Returns the names of the fields, in order.
  public List<String> names() {
    return names;
  }

  /// Returns the types of the fields, in order.
  public List<Type> types() {
    return types;
  }

  /// Returns the fields by name, in order.
  public Map<String, Type> fields() {
    Map<String, Type> fields = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      fields.put(names.get(i), types.get(i));
    }
    return fields;
  }

  /// Returns the position of a field, −1 if there is none.
  public int indexOf(String name) {
    return names.indexOf(name);
  }

  /// Says where the numbers of a field are from now on.
  public void set(int field, float[] array, int offset) {
    require(field, DType.F32, array.length, offset);
    floats[field] = array;
    offsets[field] = offset;
  }

  /// Says where the integers of a field are from now on.
  public void set(int field, int[] array, int offset) {
    require(field, DType.I32, array.length, offset);
    ints[field] = array;
    offsets[field] = offset;
  }

  /// Returns the array of a field of floats.
  public float[] floats(int field) {
    float[] array = floats[field];
    if (array == null) {
      throw absent(field, "floats");
    }
    return array;
  }

  /// Returns the array of a field of integers.
  public int[] ints(int field) {
    int[] array = ints[field];
    if (array == null) {
      throw absent(field, "ints");
    }
    return array;
  }

  /// Returns the index of a field's first element in its array.
  public int offset(int field) {
    return offsets[field];
  }

  /// Returns a view of a field, valid until the batch moves on.
  public Tensor tensor(String name) {
    int field = indexOf(name);
    if (field < 0) {
      throw new IllegalArgumentException("no batch field '%s'; found %s".formatted(name, names));
    }
    Type type = types.get(field);
    return type.dtype() == DType.F32
        ? Tensor.view(type.shape(), floats(field), offsets[field])
        : Tensor.view(type.shape(), ints(field), offsets[field]);
  }

  /// Returns the number of samples, rows that only pad not counted.
  public int samples() {
    return samples;
  }

  /// Sets the number of samples, rows that only pad not counted.
  public void samples(int count) {
    this.samples = count;
  }

  private IllegalStateException absent(int field, String what) {
    return new IllegalStateException(
        "batch field '%s' has no %s".formatted(names.get(field), what));
  }

  private void require(int field, DType dtype, int length, int offset) {
    Type type = types.get(field);
    if (type.dtype() != dtype || offset < 0 || offset > length - type.shape().size()) {
      throw new IllegalArgumentException(
          "batch field '%s' %s needs %d elements, was %s of length %d from %d"
              .formatted(names.get(field), type, type.shape().size(), dtype, length, offset));
    }
  }
}
