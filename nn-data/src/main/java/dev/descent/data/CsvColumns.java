package dev.descent.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The columns of one file: their names and roles.
record CsvColumns(List<String> names, List<Csv.Role> roles) {
  /// Finds the columns that were given a role.
  static CsvColumns of(String file, List<String> header, Map<String, Csv.Role> given)
      throws MalformedDataException {
    List<String> names = new ArrayList<>();
    for (String name : header) {
      String stripped = name.strip();
      if (names.contains(stripped)) {
        throw new MalformedDataException(
            "%s, line 1: columns must have different names, was '%s' twice"
                .formatted(file, stripped));
      }
      names.add(stripped);
    }
    Csv.Role[] roles = new Csv.Role[names.size()];
    for (Map.Entry<String, Csv.Role> entry : given.entrySet()) {
      int column = find(file, names, entry.getKey());
      if (roles[column] != null) {
        throw new MalformedDataException(
            "%s: column '%s' can be one thing only, was given as %s and %s"
                .formatted(file, names.get(column), roles[column], entry.getValue()));
      }
      roles[column] = entry.getValue();
    }
    List<Csv.Role> all = new ArrayList<>();
    for (Csv.Role role : roles) {
      all.add(role == null ? new Csv.Role.Feature() : role);
    }
    return new CsvColumns(List.copyOf(names), List.copyOf(all));
  }

  /// Returns names for columns without a header: their indices.
  static List<String> numbered(int count) {
    String[] names = new String[count];
    Arrays.setAll(names, Integer::toString);
    return List.of(names);
  }

  int count() {
    return names.size();
  }

  /// Returns the names of the columns that make up "input".
  List<String> features() {
    List<String> features = new ArrayList<>();
    for (int i = 0; i < count(); i++) {
      if (roles.get(i) instanceof Csv.Role.Feature) {
        features.add(names.get(i));
      }
    }
    return features;
  }

  private static int find(String file, List<String> names, String column)
      throws MalformedDataException {
    int named = names.indexOf(column);
    if (named >= 0) {
      return named;
    }
    if (!column.matches("#-?[0-9]{1,9}")) {
      throw new MalformedDataException(
          "%s: no column '%s'; found %s".formatted(file, column, names));
    }
    int index = Integer.parseInt(column.substring(1));
    int from = index < 0 ? index + names.size() : index;
    if (from < 0 || from >= names.size()) {
      throw new MalformedDataException(
          "%s: column index must be in [%d, %d), was %d"
              .formatted(file, -names.size(), names.size(), index));
    }
    return from;
  }
}
