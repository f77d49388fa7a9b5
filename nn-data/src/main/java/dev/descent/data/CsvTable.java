package dev.descent.data;

import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rows that were read so far.
final class CsvTable {
  private final Csv csv;
  private final String file;
  private final CsvColumns columns;
  private final int features;
  private float[] input = new float[1024];
  private final List<String> labels = new ArrayList<>();
  private final List<Long> labelLines = new ArrayList<>();
  private final List<Float> targets = new ArrayList<>();
  private final Map<String, List<Integer>> categories = new LinkedHashMap<>();
  private int rows;
  private long lines;
  private boolean missing;

  CsvTable(Csv csv, String file, CsvColumns columns) {
    this.csv = csv;
    this.file = file;
    this.columns = columns;
    this.features = columns.features().size();
    for (int i = 0; i < columns.count(); i++) {
      if (columns.roles().get(i) instanceof Csv.Role.Category) {
        categories.put(columns.names().get(i), new ArrayList<>());
      }
    }
  }

  /// Returns the number of records of the file, those that were left out included.
  long lines() {
    return lines;
  }

  /// Adds a line.
  void add(long line, List<String> cells) throws MalformedDataException {
    lines++;
    if (cells.size() != columns.count()) {
      throw new MalformedDataException(
          "%s, line %d: must have %d columns, was %d"
              .formatted(file, line, columns.count(), cells.size()));
    }
    if (dropped(line, cells)) {
      return;
    }
    if ((long) (rows + 1) * features > Integer.MAX_VALUE - 8) {
      throw new MalformedDataException(
          "%s, line %d: must have at most %d numbers".formatted(file, line, Integer.MAX_VALUE - 8));
    }
    int at = rows * features;
    if (at + features > input.length) {
      long grown = Math.max(2L * input.length, at + (long) features);
      input = Arrays.copyOf(input, (int) Math.min(grown, Integer.MAX_VALUE - 8));
    }
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column).strip();
      switch (columns.roles().get(column)) {
        case Csv.Role.Feature() ->
            input[at++] = csv.missingTokens.contains(cell) ? nan() : number(line, column, cell);
        case Csv.Role.Target() -> targets.add(number(line, column, cell));
        case Csv.Role.Category(var values) ->
            Objects.requireNonNull(categories.get(columns.names().get(column)))
                .add(index(line, column, cell, values));
        case Csv.Role.Label(var names, var indices) -> {
          labels.add(cell);
          labelLines.add(line);
        }
        case Csv.Role.Ignored() -> {}
      }
    }
    rows++;
  }

  /// Returns the rows as a dataset.
  ///
  /// @param classNames the class names that the first line gave, or none
  Dataset dataset(List<String> classNames) throws MalformedDataException {
    if (rows == 0) {
      throw new MalformedDataException(
          "%s: must have a record, had none%s"
              .formatted(file, lines == 0 ? "" : " without a missing value"));
    }
    Map<String, Tensor> fields = new LinkedHashMap<>();
    if (features > 0) {
      Shape shape = Shape.of(rows, features);
      fields.put(Batch.INPUT, Tensor.view(shape, Arrays.copyOf(input, rows * features), 0));
    }
    List<String> names = List.of();
    if (!targets.isEmpty()) {
      float[] values = new float[rows];
      for (int i = 0; i < rows; i++) {
        values[i] = targets.get(i);
      }
      fields.put(Batch.TARGET, Tensor.view(Shape.of(rows, 1), values, 0));
    }
    for (int column = 0; column < columns.count(); column++) {
      if (columns.roles().get(column) instanceof Csv.Role.Label label) {
        names = names(label, classNames);
        int[] indices = new int[rows];
        for (int i = 0; i < rows; i++) {
          indices[i] =
              label.indices()
                  ? position(labelLines.get(i), column, labels.get(i), names.size())
                  : index(labelLines.get(i), column, labels.get(i), names);
        }
        fields.put(Batch.TARGET, Tensor.view(Shape.of(rows), indices, 0));
      }
    }
    categories.forEach((name, values) ->
        fields.put(
            name,
            Tensor.of(Shape.of(rows), values.stream().mapToInt(Integer::intValue).toArray())));
    return new Dataset(file, fields, features > 0 ? columns.features() : List.of(), names, missing);
  }

  private List<String> names(Csv.Role.Label label, List<String> classNames) {
    if (!label.names().isEmpty()) {
      return label.names();
    }
    if (label.indices()) {
      return classNames;
    }
    List<String> names = new ArrayList<>(labels.stream().distinct().sorted().toList());
    if (names.stream().allMatch(name -> name.matches("-?[0-9]{1,18}"))) {
      names.sort(java.util.Comparator.comparingLong(Long::parseLong));
    }
    return names;
  }

  private boolean dropped(long line, List<String> cells) throws MalformedDataException {
    for (int column = 0; column < cells.size(); column++) {
      Csv.Role role = columns.roles().get(column);
      if (role instanceof Csv.Role.Ignored
          || !csv.missingTokens.contains(cells.get(column).strip())) {
        continue;
      }
      if (csv.missing == Missing.DROP_ROW) {
        return true;
      }
      boolean feature = role instanceof Csv.Role.Feature;
      if (csv.missing == Missing.FAIL || !feature) {
        throw malformed(
            line,
            column,
            "must have a value",
            cells.get(column),
            feature ? "use missing(DROP_ROW) or missing(KEEP)" : "use missing(DROP_ROW)");
      }
    }
    return false;
  }

  private float nan() {
    missing = true;
    return Float.NaN;
  }

  private float number(long line, int column, String cell) throws MalformedDataException {
    Float value = Numbers.parse(cell);
    if (value == null) {
      throw malformed(
          line, column, "must be a number", cell, "name it as label, category or to be ignored");
    }
    if (value.isInfinite()) {
      throw malformed(line, column, "must be within the range of float", cell, null);
    }
    return value;
  }

  private int index(long line, int column, String cell, List<String> values)
      throws MalformedDataException {
    int index = values.indexOf(cell);
    if (index < 0) {
      throw malformed(line, column, "must be one of " + values, cell, null);
    }
    return index;
  }

  private int position(long line, int column, String cell, int classes)
      throws MalformedDataException {
    if (cell.matches("[0-9]{1,9}") && Integer.parseInt(cell) < classes) {
      return Integer.parseInt(cell);
    }
    throw malformed(line, column, "label must be in [0, " + classes + ")", cell, null);
  }

  private MalformedDataException malformed(
      long line, int column, String rule, String cell, @Nullable String wayOut) {
    return new MalformedDataException(
        "%s, line %d, column '%s' (index %d): %s, was '%s'%s"
            .formatted(
                file,
                line,
                columns.names().get(column),
                column,
                rule,
                cell,
                wayOut == null ? "" : ": " + wayOut));
  }
}
