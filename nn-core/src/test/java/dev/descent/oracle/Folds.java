package dev.descent.oracle;

import dev.descent.tensor.Matmul;
import dev.descent.tensor.Reduction;
import dev.descent.tensor.Rowwise;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Value;
import java.util.List;

/// The definitions of reductions, probabilities and products in `double`.
final class Folds {
  private Folds() {}

  static double[] reduction(Reduction f, Value value, double[] x) {
    Shape shape = value.inputs().getFirst().shape();
    double[] y = new double[value.shape().size()];
    switch (f) {
      case Reduction.Sum(int from, int to) -> {
        int inner = shape.sizeBetween(to, shape.rank());
        int middle = shape.sizeBetween(from, to);
        for (int i = 0; i < x.length; i++) {
          y[i / (inner * middle) * inner + i % inner] += x[i];
        }
      }
      case Reduction.Max(int from) -> {
        int columns = shape.sizeBetween(from, shape.rank());
        for (int r = 0; r < y.length; r++) {
          y[r] = x[largest(x, r * columns, columns)];
        }
      }
      case Reduction.ArgMax _ -> {
        int columns = shape.at(-1);
        for (int r = 0; r < y.length; r++) {
          y[r] = largest(x, r * columns, columns) - r * columns;
        }
      }
    }
    return y;
  }

  private static int largest(double[] x, int from, int count) {
    int best = from;
    for (int i = from + 1; i < from + count; i++) {
      if (x[i] > x[best]) {
        best = i;
      }
    }
    return best;
  }

  static double[] rowwise(Rowwise f, Value value, List<double[]> in) {
    Shape shape = value.inputs().getFirst().shape();
    int columns = shape.at(-1);
    int rows = shape.size() / columns;
    double[] x = in.getFirst();
    double[] y = new double[value.shape().size()];
    for (int r = 0; r < rows; r++) {
      int at = r * columns;
      double g = 0;
      double dot = 0;
      for (int c = at; c < at + columns && in.size() == 2 && in.get(1).length == x.length; c++) {
        g += in.get(1)[c];
        dot += in.get(1)[c] * x[c];
      }
      double log = logOfSum(x, at, columns);
      int label =
          f instanceof Rowwise.CrossEntropy || f instanceof Rowwise.CrossEntropyGradient
              ? (int) in.get(1)[r]
              : -1;
      if (f instanceof Rowwise.CrossEntropy(int ignored)) {
        y[r] = label == ignored ? 0 : log - x[at + label];
        continue;
      }
      for (int c = at; c < at + columns; c++) {
        y[c] =
            switch (f) {
              case Rowwise.Softmax _ -> StrictMath.exp(x[c] - log);
              case Rowwise.LogSoftmax _ -> x[c] - log;
              case Rowwise.SoftmaxGradient _ -> x[c] * (in.get(1)[c] - dot);
              case Rowwise.LogSoftmaxGradient _ -> in.get(1)[c] - StrictMath.exp(x[c]) * g;
              case Rowwise.CrossEntropyGradient(int ignored) ->
                  label == ignored
                      ? 0
                      : in.get(2)[r] * (StrictMath.exp(x[c] - log) - (c == at + label ? 1 : 0));
              case Rowwise.CrossEntropy _ -> throw new AssertionError();
            };
      }
    }
    return y;
  }

  private static double logOfSum(double[] x, int from, int count) {
    double max = x[largest(x, from, count)];
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += StrictMath.exp(x[i] - max);
    }
    return max + StrictMath.log(sum);
  }

  static double[] matmul(Matmul f, Value value, List<double[]> in) {
    Shape a = value.inputs().get(0).shape();
    Shape b = value.inputs().get(1).shape();
    int m = value.shape().at(-2);
    int n = value.shape().at(-1);
    int k = a.at(f.transposeA() ? -2 : -1);
    double[] y = new double[value.shape().size()];
    for (int i = 0; i < y.length; i++) {
      int batch = i / (m * n);
      int row = i / n % m;
      int column = i % n;
      int ao = a.rank() > 2 ? batch * m * k : 0;
      int bo = b.rank() > 2 ? batch * k * n : 0;
      for (int p = 0; p < k; p++) {
        double left = in.get(0)[ao + (f.transposeA() ? p * m + row : row * k + p)];
        double right = in.get(1)[bo + (f.transposeB() ? column * k + p : p * n + column)];
        y[i] += left * right;
      }
    }
    return y;
  }
}
