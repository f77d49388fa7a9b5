package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.data.spi.Transform;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Type;
import java.util.List;
import java.util.Map;

/// Reads records through a chain of transforms, and refuses numbers that are not finite. For one
/// thread.
final class Records {
  private final Source source;
  private final Transform[] transforms;
  private final Batch[] stages;
  private final long[] keys;
  private boolean checked = true;

  Records(Source source, List<Transform> transforms) {
    this.source = source;
    this.transforms = transforms.toArray(Transform[]::new);
    this.stages = new Batch[this.transforms.length];
    this.keys = new long[this.transforms.length];
    Map<String, Type> fields = source.fields();
    for (int stage = 0; stage < stages.length; stage++) {
      stages[stage] = Pipeline.allocate(Pipeline.batched(fields, 1));
      fields = this.transforms[stage].fields(fields);
    }
  }

  /// Returns this without the check: for those who look for what is not finite.
  Records unchecked() {
    checked = false;
    return this;
  }

  /// Sets the key from which those of the transforms follow.
  void key(long key) {
    for (int stage = 0; stage < keys.length; stage++) {
      keys[stage] = Keys.fold(key, stage);
    }
  }

  /// Writes the record, changed by all transforms, into a row of a batch.
  void read(long index, Batch batch, int row) {
    if (stages.length == 0) {
      source.read(index, batch, row);
    } else {
      source.read(index, stages[0], 0);
    }
    for (int stage = 0; stage < stages.length; stage++) {
      boolean end = stage == stages.length - 1;
      Batch to = end ? batch : stages[stage + 1];
      transforms[stage].apply(stages[stage], to, end ? row : 0, Keys.fold(keys[stage], index));
    }
    if (checked) {
      requireFinite(index, batch, row);
    }
  }

  private void requireFinite(long index, Batch batch, int row) {
    for (int field = 0; field < batch.names().size(); field++) {
      Type type = batch.types().get(field);
      if (type.dtype() == DType.F32) {
        float[] values = batch.floats(field);
        int size = type.shape().size() / type.shape().at(0);
        int from = batch.offset(field) + row * size;
        if (!finite(values, from, size)) {
          throw notFinite(source.name(), batch.names().get(field), index, values, from, size);
        }
      }
    }
  }

  /// Returns whether no element is NaN or infinite.
  static boolean finite(float[] values, int from, int size) {
    int largest = 0; // as bits, where infinity and then NaN follow the largest number
    for (int i = from; i < from + size; i++) {
      largest = Math.max(largest, Float.floatToRawIntBits(values[i]) & 0x7FFFFFFF);
    }
    return largest < 0x7F800000;
  }

  /// Names the first element that is not finite.
  static IllegalArgumentException notFinite(
      String source, String field, long record, float[] values, int from, int size) {
    int at = from;
    while (at < from + size - 1 && Float.isFinite(values[at])) {
      at++;
    }
    return new IllegalArgumentException(
        "field '%s' of '%s' must be finite, was %s in record %d, element %d: correct it, leave the record out, or impute it"
            .formatted(field, source, values[at], record, at - from));
  }
}
