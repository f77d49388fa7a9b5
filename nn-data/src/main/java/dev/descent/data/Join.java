package dev.descent.data;

import dev.descent.data.spi.Transform;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Puts the numbers of several fields one behind the other into one, such as one-hot categories
/// behind the features.
///
/// @param into the name of the joined field, which stands where the first of its parts stood
/// @param parts the fields to join, of floats; they are gone afterwards
public record Join(String into, List<String> parts) implements Transform {
  /// Keeps a copy of the list.
  public Join {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("join of '%s' needs a field, had none".formatted(into));
    }
  }

  /// Returns the join of `parts` into the first of them.
  public static Join of(String... parts) {
    return new Join(parts[0], List.of(parts));
  }

  @Override
  public Map<String, Type> fields(Map<String, Type> fields) {
    int size = 0;
    for (String part : parts) {
      size += Statistics.floats(fields.get(part), part, "the record for join").shape().size();
    }
    if (fields.containsKey(into) && !parts.contains(into)) {
      throw new IllegalArgumentException(
          "join into '%s' needs a name that is free or one of %s".formatted(into, parts));
    }
    Map<String, Type> after = new LinkedHashMap<>();
    for (Map.Entry<String, Type> field : fields.entrySet()) {
      if (field.getKey().equals(parts.getFirst())) {
        after.put(into, Type.f32(Shape.of(size)));
      } else if (!parts.contains(field.getKey())) {
        after.put(field.getKey(), field.getValue());
      }
    }
    return after;
  }

  @Override
  public void apply(Batch record, Batch to, int row, long key) {
    Transform.copyAllBut(into, record, to, row);
    int joined = to.indexOf(into);
    int width = to.types().get(joined).shape().at(1);
    int at = to.offset(joined) + row * width;
    for (int i = 0; i < parts.size(); i++) {
      int field = record.indexOf(parts.get(i));
      int size = record.types().get(field).shape().size();
      System.arraycopy(record.floats(field), record.offset(field), to.floats(joined), at, size);
      at += size;
    }
  }
}
