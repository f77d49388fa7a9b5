package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The one batch of a pass, which now has arrays of its own, now shows those of a source.
final class Rows {
  private final int size;
  private final Batch batch;
  private final int weight;
  private @Nullable Batch arrays;

  Rows(Pipeline pipeline, int size) {
    this.size = size;
    this.batch = new Batch(pipeline.types(size));
    boolean added = !pipeline.record().containsKey(Batch.WEIGHT);
    this.weight = added ? batch.indexOf(Batch.WEIGHT) : -1;
    if (weight >= 0) {
      float[] ones = new float[size];
      Arrays.fill(ones, 1);
      batch.set(weight, ones, 0);
    }
  }

  int size() {
    return size;
  }

  Batch batch() {
    return batch;
  }

  /// Shows the records of a source where they lie, if it can.
  boolean view(Source source, long first) {
    boolean shown = source.view(first, batch);
    if (shown && weight >= 0) {
      Arrays.fill(batch.floats(weight), 1);
    }
    return shown;
  }

  /// Goes back to arrays of its own and returns the batch.
  Batch own() {
    if (arrays == null) {
      arrays = Pipeline.allocate(batch.fields());
    }
    for (int field = 0; field < batch.names().size(); field++) {
      if (field == weight) {
        continue;
      }
      if (batch.types().get(field).dtype() == DType.F32) {
        batch.set(field, arrays.floats(field), 0);
      } else {
        batch.set(field, arrays.ints(field), 0);
      }
    }
    return batch;
  }

  /// Marks rows as records, and makes those from `rows` on rows that only pad.
  void pad(int rows) {
    if (weight >= 0) {
      float[] weights = batch.floats(weight);
      Arrays.fill(weights, 0, rows, 1);
      Arrays.fill(weights, rows, size, 0);
    }
    for (int field = 0; field < batch.names().size() && rows < size; field++) {
      Type type = batch.types().get(field);
      int from = rows * (type.shape().size() / size);
      if (field == weight) {
        continue;
      }
      if (type.dtype() == DType.F32) {
        Arrays.fill(batch.floats(field), from, type.shape().size(), 0);
      } else {
        Arrays.fill(batch.ints(field), from, type.shape().size(), 0);
      }
    }
  }
}
