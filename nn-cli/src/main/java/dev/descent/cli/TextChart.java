package dev.descent.cli;

import dev.descent.optim.spi.Schedule;
import java.io.PrintWriter;
import java.util.Locale;

/// A line drawn with letters.
final class TextChart {
  private static final int WIDTH = 72;
  private static final int HEIGHT = 16;

  private final double[] values = new double[WIDTH];
  private final long steps;
  private final double low;
  private final double high;

  /// Takes the values of steps 0 to `steps`.
  TextChart(Schedule schedule, long steps) {
    this.steps = steps;
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int x = 0; x < WIDTH; x++) {
      values[x] = schedule.at(Math.round((double) steps * x / (WIDTH - 1)));
      least = Math.min(least, values[x]);
      greatest = Math.max(greatest, values[x]);
    }
    low = least > 0 && least < greatest / 2 ? 0 : least;
    high = greatest > low ? greatest : low + 1;
  }

  void print(PrintWriter out) {
    for (int y = HEIGHT; y >= 0; y--) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < WIDTH; x++) {
        line.append(covers(x, y) ? '*' : ' ');
      }
      String label = y % 4 == 0 ? number(low + (high - low) * y / HEIGHT) : "";
      out.println("%10s |%s".formatted(label, line).stripTrailing());
    }
    out.println("%10s +%s".formatted("", "-".repeat(WIDTH)));
    String end = Long.toString(steps);
    out.println(
        "%10s  0%s%s".formatted("", " ".repeat(Math.max(1, WIDTH - 1 - end.length())), end));
  }

  /// Returns whether the line is at a row, or passes it on the way from the column before.
  private boolean covers(int x, int y) {
    int here = row(values[x]);
    int before = x == 0 ? here : row(values[x - 1]);
    return y == here || (y > Math.min(before, here) && y < Math.max(before, here));
  }

  private int row(double value) {
    return (int) Math.round((value - low) / (high - low) * HEIGHT);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
