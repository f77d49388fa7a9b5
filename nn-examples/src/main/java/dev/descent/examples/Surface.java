package dev.descent.examples;

import dev.descent.optim.spi.Objective;
import dev.descent.train.run.Chart;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/// A function of two variables with a valley that is hard to walk.
enum Surface implements Objective {
  /// (1 − x)² + 100·(y − x²)², least at (1, 1) (Rosenbrock, 1960).
  ROSENBROCK("Rosenbrock", -1.5, 2, 1, 1, -2, 2, -1, 3) {
    @Override
    double at(double x, double y, double[] slope) {
      double a = 1 - x;
      double b = y - x * x;
      slope[0] = -2 * a - 400 * x * b;
      slope[1] = 200 * b;
      return a * a + 100 * b * b;
    }

    @Override
    void contour(double level, List<Chart.Line> lines) {
      walk(
          this,
          level,
          lines,
          true,
          (x, side) -> x * x + side * Math.sqrt((level - (1 - x) * (1 - x)) / 100));
    }
  },
  /// Σᵢ (kᵢ − x + x·yⁱ)² with k = 1.5, 2.25, 2.625, least at (3, 0.5) (Beale, 1958).
  BEALE("Beale", -1, 1.5, 3, 0.5, -3, 4, -1.5, 2) {
    @Override
    double at(double x, double y, double[] slope) {
      double sum = 0;
      double power = 1;
      slope[0] = 0;
      slope[1] = 0;
      for (int i = 0; i < K.length; i++) {
        double inner = (i + 1) * power; // derivative of y^(i+1)
        power *= y;
        double r = K[i] + x * (power - 1);
        slope[0] += 2 * r * (power - 1);
        slope[1] += 2 * r * x * inner;
        sum += r * r;
      }
      return sum;
    }

    @Override
    void contour(double level, List<Chart.Line> lines) {
      walk(
          this,
          level,
          lines,
          false,
          (y, side) -> {
            double a = 0;
            double b = 0;
            double c = -level;
            double power = 1;
            for (double k : K) {
              power *= y;
              a += (power - 1) * (power - 1);
              b += 2 * k * (power - 1);
              c += k * k;
            }
            return (-b + side * Math.sqrt(b * b - 4 * a * c)) / (2 * a);
          });
    }
  };

  private static final double[] K = {1.5, 2.25, 2.625};
  private static final int POINTS = 800;
  static final List<Double> LEVELS = List.of(0.1, 1.0, 5.0, 20.0, 60.0, 150.0);

  final String title;
  final double startX;
  final double startY;
  final double leastX;
  final double leastY;
  final double left;
  final double right;
  final double bottom;
  final double top;

  Surface(
      String title,
      double startX,
      double startY,
      double leastX,
      double leastY,
      double left,
      double right,
      double bottom,
      double top) {
    this.title = title;
    this.startX = startX;
    this.startY = startY;
    this.leastX = leastX;
    this.leastY = leastY;
    this.left = left;
    this.right = right;
    this.bottom = bottom;
    this.top = top;
  }

  /// Returns the value and writes the gradient.
  abstract double at(double x, double y, double[] slope);

  /// Adds the lines on which the function has a value.
  abstract void contour(double level, List<Chart.Line> lines);

  boolean shows(double x, double y) {
    return x >= left && x <= right && y >= bottom && y <= top;
  }

  List<Chart.Line> contours() {
    List<Chart.Line> lines = new ArrayList<>();
    for (double level : LEVELS) {
      contour(level, lines);
    }
    return lines;
  }

  /// Returns what every walk is drawn over: contours, the start and the minimum.
  List<Chart.Line> background() {
    List<Chart.Line> lines = contours();
    lines.add(mark("start", startX, startY));
    lines.add(mark("minimum", leastX, leastY));
    return lines;
  }

  private static Chart.Line mark(String what, double x, double y) {
    return new Chart.Line("%s (%s, %s)".formatted(what, x, y), List.of(x), List.of(y), true);
  }

  /// Goes along one coordinate with each of the two solutions for the other one, and adds a line
  /// for every stretch where the picture shows it.
  private static void walk(
      Surface surface,
      double level,
      List<Chart.Line> lines,
      boolean alongX,
      DoubleBinaryOperator other) {
    double from = alongX ? surface.left : surface.bottom;
    double to = alongX ? surface.right : surface.top;
    for (int side = -1; side <= 1; side += 2) {
      List<Double> xs = new ArrayList<>();
      List<Double> ys = new ArrayList<>();
      for (int i = 0; i <= POINTS; i++) {
        double along = from + (to - from) * i / POINTS;
        double across = other.applyAsDouble(along, side);
        double x = alongX ? along : across;
        double y = alongX ? across : along;
        if (surface.shows(x, y)) {
          xs.add(x);
          ys.add(y);
        }
        if (!xs.isEmpty() && (i == POINTS || !surface.shows(x, y))) {
          if (xs.size() > 1) { // a single point would be drawn as a mark
            lines.add(new Chart.Line("level %s, %d".formatted(level, lines.size()), xs, ys, true));
          }
          xs = new ArrayList<>();
          ys = new ArrayList<>();
        }
      }
    }
  }

  @Override
  public double evaluate(float[] weights, float[] gradient) {
    double[] slope = new double[2];
    double value = at(weights[0], weights[1], slope);
    gradient[0] = (float) slope[0];
    gradient[1] = (float) slope[1];
    return value;
  }

  @Override
  public void hessianVector(float[] weights, float[] vector, float[] product) {
    double h = 1e-4;
    double[] ahead = new double[2];
    double[] behind = new double[2];
    at(weights[0] + h * vector[0], weights[1] + h * vector[1], ahead);
    at(weights[0] - h * vector[0], weights[1] - h * vector[1], behind);
    product[0] = (float) ((ahead[0] - behind[0]) / (2 * h));
    product[1] = (float) ((ahead[1] - behind[1]) / (2 * h));
  }
}
