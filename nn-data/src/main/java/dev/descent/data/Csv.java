package dev.descent.data;

import dev.descent.tensor.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads text files of one record a line, gzipped or not, into a [Dataset]. Immutable: each method
/// returns a reader with one thing changed.
///
/// Columns are numbers and make up "input", unless they are named as something else. A column is
/// named by the header, or by its index, from 0, or from −1 for the last one. White space around a
/// cell is not part of it. Text is UTF-8.
///
/// {@snippet file="dev/descent/data/SnippetsTest.java" region="csv"}
public final class Csv {
  /// What the first line is.
  enum FirstLine {
    RECORD,
    HEADER,
    COUNTS
  }

  final FirstLine firstLine;
  final char separator;
  final Map<String, Role> roles;
  final Missing missing;
  final List<String> missingTokens;

  private Csv(
      FirstLine firstLine,
      char separator,
      Map<String, Role> roles,
      Missing missing,
      List<String> missingTokens) {
    this.firstLine = firstLine;
    this.separator = separator;
    this.roles = roles;
    this.missing = missing;
    this.missingTokens = missingTokens;
  }

  /// What a column is.
  sealed interface Role {
    /// A number in "input".
    record Feature() implements Role {}

    /// Not read.
    record Ignored() implements Role {}

    /// A number that is "target".
    record Target() implements Role {}

    /// A class name, or with `indices` its index, that is "target". No names: those that the file
    /// has.
    record Label(List<String> names, boolean indices) implements Role {}

    /// One of the values, that is an I32 field under the column's name.
    record Category(List<String> values) implements Role {}
  }

  /// Returns a reader of files whose first line names the columns.
  public static Csv withHeader() {
    return of(FirstLine.HEADER);
  }

  /// Returns a reader of files whose first line is a record; columns go by their index.
  public static Csv withoutHeader() {
    return of(FirstLine.RECORD);
  }

  /// Returns a reader of files as scikit-learn ships them: the first line has the number of
  /// records, the number of features and the class names, and the last column the index of the
  /// class. The numbers have to be right.
  public static Csv withCounts() {
    return of(FirstLine.COUNTS);
  }

  /// Returns this reader for cells that this character separates; it is a comma otherwise.
  public Csv separator(char character) {
    return new Csv(firstLine, character, roles, missing, missingTokens);
  }

  /// Returns this reader with a column of class names as "target".
  ///
  /// @param column the name or index of the column
  /// @param classNames the names in the order of their labels; none for those that the file has, in
  ///   order: as numbers if all are whole numbers, as text otherwise. Give them to read a second
  ///   file as the first
  public Csv label(String column, String... classNames) {
    return with(column, new Role.Label(List.of(classNames), false));
  }

  /// Returns this reader with a column of class names, given by its index, as "target".
  public Csv label(int column, String... classNames) {
    return label("#" + column, classNames);
  }

  /// Returns this reader with a column of indices in [0, number of class names), given by its
  /// index, as "target".
  public Csv labelIndex(int column, String... classNames) {
    return with("#" + column, new Role.Label(List.of(classNames), true));
  }

  /// Returns this reader with a column of numbers to predict as "target".
  public Csv target(String column) {
    return with(column, new Role.Target());
  }

  /// Returns this reader with a column of numbers to predict, given by its index, as "target".
  public Csv target(int column) {
    return target("#" + column);
  }

  /// Returns this reader with a column of categories, an I32 field of its own under the column's
  /// name, for [OneHot].
  ///
  /// @param column the column
  /// @param values the categories in the order of their indices
  public Csv category(String column, String... values) {
    if (column.equals(Batch.INPUT) || column.equals(Batch.TARGET) || values.length == 0) {
      throw new IllegalArgumentException(
          "a category needs values, and a column not called input or target, was '%s' with %s"
              .formatted(column, List.of(values)));
    }
    return with(column, new Role.Category(List.of(values)));
  }

  /// Returns this reader without some columns.
  public Csv ignore(String... columns) {
    Csv csv = this;
    for (String column : columns) {
      csv = csv.with(column, new Role.Ignored());
    }
    return csv;
  }

  /// Returns this reader without a column, given by its index.
  public Csv ignore(int column) {
    return ignore("#" + column);
  }

  /// Returns this reader with another rule for cells without a value; it is [Missing#FAIL]
  /// otherwise.
  ///
  /// @param policy the rule
  /// @param tokens what a cell without a value looks like; none for the usual ones: empty, ?, NA,
  ///   NaN, null
  public Csv missing(Missing policy, String... tokens) {
    return new Csv(
        firstLine, separator, roles, policy, tokens.length == 0 ? missingTokens : List.of(tokens));
  }

  /// Reads a file.
  ///
  /// @throws MalformedDataException if it is not as described; the message has file, line, column
  ///   and value
  /// @throws IOException if there is no such file, or it cannot be read
  public Dataset read(Path file) throws IOException {
    try (InputStream in = Streams.open(file)) {
      return read(Objects.toString(file.getFileName(), file.toString()), in);
    }
  }

  /// Reads a stream to its end. It is not closed.
  ///
  /// @param name what error messages and the dataset are called
  /// @param in the stream, gzipped or not
  /// @throws MalformedDataException if it is not as described; the message has name, line, column
  ///   and value
  /// @throws IOException if it cannot be read
  public Dataset read(String name, InputStream in) throws IOException {
    return new CsvReading(this, name).read(in);
  }

  private static Csv of(FirstLine firstLine) {
    Map<String, Role> roles =
        firstLine == FirstLine.COUNTS ? Map.of("#-1", new Role.Label(List.of(), true)) : Map.of();
    return new Csv(
        firstLine, ',', roles, Missing.FAIL, List.of("", "?", "NA", "NaN", "nan", "null"));
  }

  private Csv with(String column, Role role) {
    Map<String, Role> all = new LinkedHashMap<>(roles);
    all.put(column, role);
    List<Role> targets = new ArrayList<>();
    for (Role each : all.values()) {
      if (each instanceof Role.Label || each instanceof Role.Target) {
        targets.add(each);
      }
    }
    if (targets.size() > 1) {
      throw new IllegalArgumentException(
          "a file can have one label or target column, was given a second one, '%s'"
              .formatted(column));
    }
    return new Csv(firstLine, separator, all, missing, missingTokens);
  }
}
