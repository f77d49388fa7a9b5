package dev.descent.examples;

import java.io.PrintWriter;
import java.util.List;

/// A table in plain text, columns as wide as their widest cell.
public final class TextTable {
  private TextTable() {}

  /// Prints a table.
  ///
  /// @param out where to
  /// @param indent what stands before each row
  /// @param left how many columns, from the first, are set to the left; the others, of numbers, to
  ///   the right
  /// @param rows the rows, that of the headings among them; a row may have fewer cells than others
  public static void print(PrintWriter out, String indent, int left, List<List<String>> rows) {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int i = 0; i < row.size(); i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        line.append(i < left ? row.get(i) + pad : pad + row.get(i)).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
