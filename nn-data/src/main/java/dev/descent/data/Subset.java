package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Type;
import java.util.Map;

/// Some records of a source.
final class Subset implements Source {
  private final Source source;
  private final String part;
  private final int[] indices;

  Subset(Source source, String part, int[] indices) {
    this.source = source;
    this.part = part;
    this.indices = indices;
  }

  @Override
  public String name() {
    return source.name() + "/" + part;
  }

  @Override
  public long size() {
    return indices.length;
  }

  @Override
  public Map<String, Type> fields() {
    return source.fields();
  }

  @Override
  public void read(long index, Batch batch, int row) {
    source.read(indices[Math.toIntExact(index)], batch, row);
  }
}
