package dev.descent.examples;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/// A table in plain text, columns as wide as their widest cell.
final class TextTable {
  private TextTable() {}

  static void print(PrintWriter out, List<String> head, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(head);
    all.addAll(rows);
    int[] widths = new int[head.size()];
    for (List<String> row : all) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : all) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        String pad = " ".repeat(widths[i] - row.get(i).length());
        boolean left = i < 2;
        line.append(left ? row.get(i) + pad : pad + row.get(i)).append("  ");
      }
      out.println(line.toString().stripTrailing());
    }
    out.flush();
  }
}
