package dev.descent.data;

import dev.descent.data.spi.Source;
import dev.descent.data.spi.Transform;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Turns a field with one integer, a label or a category, into one of floats: 1 at the category's
/// place, 0 elsewhere.
///
/// @param field the field to change
/// @param categories the integers that have a place, rising
/// @param unknown what to do with another integer
public record OneHot(String field, List<Integer> categories, Unknown unknown) implements Fitted {
  /// What happens to a category that the training data do not have.
  public enum Unknown {
    /// It is an error.
    FAIL,
    /// It gives zeros only.
    ZEROS
  }

  /// Checks that the categories rise.
  public OneHot {
    categories = List.copyOf(categories);
    for (int i = 1; i < categories.size(); i++) {
      if (categories.get(i - 1) >= categories.get(i)) {
        throw new IllegalArgumentException(
            "categories of '%s' must rise, was %s".formatted(field, categories));
      }
    }
  }

  /// Finds the categories on the training data.
  ///
  /// @param train the training data, and only these
  /// @param field the field to change, a scalar I32
  /// @param unknown what to do with a category that these do not have
  public static OneHot fit(Source train, String field, Unknown unknown) {
    int[] found = Arrays.stream(Labels.read(train, field)).distinct().sorted().toArray();
    return new OneHot(field, Arrays.stream(found).boxed().toList(), unknown);
  }

  /// Returns one for all integers in [0, classes): for class labels, whose number is known.
  public static OneHot of(String field, int classes) {
    return new OneHot(
        field, java.util.stream.IntStream.range(0, classes).boxed().toList(), Unknown.FAIL);
  }

  @Override
  public Map<String, Type> fields(Map<String, Type> fields) {
    Type type = fields.get(field);
    if (type == null || !type.equals(Type.i32(Shape.scalar()))) {
      throw new IllegalArgumentException(
          "field '%s' of the record for one-hot must be a scalar I32, was %s"
              .formatted(field, type == null ? "absent" : type));
    }
    Map<String, Type> after = new LinkedHashMap<>(fields);
    after.put(field, Type.f32(Shape.of(categories.size())));
    return after;
  }

  @Override
  public void apply(Batch record, Batch to, int row, long key) {
    Transform.copyAllBut(field, record, to, row);
    int from = record.indexOf(field);
    int into = to.indexOf(field);
    int category = record.ints(from)[record.offset(from)];
    int start = to.offset(into) + row * categories.size();
    boolean known = false;
    for (int i = 0; i < categories.size(); i++) {
      boolean same = categories.get(i).intValue() == category;
      to.floats(into)[start + i] = same ? 1 : 0;
      known |= same;
    }
    if (!known && unknown == Unknown.FAIL) {
      throw new IllegalArgumentException(
          "category %d of '%s' is none of %s, which the training data have: use Unknown.ZEROS to accept it"
              .formatted(category, field, categories));
    }
  }

  @Override
  public Map<String, Tensor> tensors() {
    int[] values = categories.stream().mapToInt(Integer::intValue).toArray();
    return Map.of(field + ".categories", Tensor.of(Shape.of(values.length), values));
  }
}
