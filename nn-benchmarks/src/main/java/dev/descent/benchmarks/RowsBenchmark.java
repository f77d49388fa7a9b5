package dev.descent.benchmarks;

import dev.descent.kernel.Columns;
import dev.descent.kernel.Elementwise;
import dev.descent.kernel.Indexing;
import dev.descent.kernel.Movement;
import dev.descent.kernel.Repetition;
import dev.descent.kernel.Rows;
import dev.descent.kernel.Sums;
import dev.descent.kernel.Uniform;
import dev.descent.random.Keys;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Rows, columns, sums and movement of a matrix of about 4000 elements: few classes (409 × 10), a
/// layer (33 × 127), a vocabulary (4 × 1021). Started like [ElementwiseBenchmark].
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RowsBenchmark {
  private static final int[] ROWS = {0, 1};
  private static final int[] COLUMNS = {1, 0};

  @Param({"10", "127", "1021"})
  private int columns;

  private int rows;
  private float[] x = {};
  private float[] g = {};
  private float[] y = {};
  private float[] perRow = {};
  private int[] labels = {};
  private int[] extents = {};
  private int[] across = {};
  private int[] shape = {};
  private int[] along = {};

  /// Makes operands and checks one function.
  @Setup
  public void setUp() {
    rows = 4096 / columns;
    int n = rows * columns;
    x = new float[n];
    g = new float[n];
    y = new float[n];
    perRow = new float[rows];
    labels = new int[rows];
    for (int i = 0; i < n; i++) {
      x[i] = (float) Keys.normal(Keys.of(1), i);
      g[i] = (float) Keys.normal(Keys.of(2), i);
    }
    for (int r = 0; r < rows; r++) {
      labels[r] = r % Math.min(rows, columns);
    }
    extents = new int[] {columns, rows};
    across = new int[] {1, columns};
    shape = new int[] {rows, columns};
    along = new int[] {rows, 1};
    Rows.softmax(x, 0, y, 0, rows, columns);
    if (Math.abs(Sums.sum(y, 0, n) - rows) > 1e-5 * rows) {
      throw new AssertionError("softmax does not sum to 1");
    }
  }

  /// One call.
  @Benchmark
  public float[] sum() {
    Rows.sum(x, 0, perRow, 0, rows, columns);
    return perRow;
  }

  /// One call.
  @Benchmark
  public float[] max() {
    Rows.max(x, 0, perRow, 0, rows, columns);
    return perRow;
  }

  /// One call.
  @Benchmark
  public float[] softmax() {
    Rows.softmax(x, 0, y, 0, rows, columns);
    return y;
  }

  /// One call.
  @Benchmark
  public float[] logSoftmax() {
    Rows.logSoftmax(x, 0, y, 0, rows, columns);
    return y;
  }

  /// One call.
  @Benchmark
  public float[] softmaxGradient() {
    Rows.softmaxGradient(x, 0, g, 0, y, 0, rows, columns);
    return y;
  }

  /// One call.
  @Benchmark
  public float[] crossEntropy() {
    Rows.crossEntropy(x, 0, labels, 0, perRow, 0, rows, columns, -1, 0);
    return perRow;
  }

  /// One call.
  @Benchmark
  public float[] crossEntropyGradient() {
    Rows.crossEntropyGradient(x, 0, labels, 0, g, 0, y, 0, rows, columns, -1);
    return y;
  }

  /// One call.
  @Benchmark
  public float[] lossAndGradient() {
    Rows.lossAndGradient(x, 0, labels, 0, g, 0, perRow, 0, y, 0, rows, columns, -1, 0);
    return y;
  }

  /// One call.
  @Benchmark
  public float[] gather() {
    Indexing.gather(x, 0, labels, 0, y, 0, rows, columns, rows, 0);
    return y;
  }

  /// One call.
  @Benchmark
  public float[] scatterAdd() {
    Indexing.scatterAdd(g, 0, labels, 0, y, 0, rows, columns, rows);
    return y;
  }

  /// One call: the same row again and again.
  @Benchmark
  public float[] repeatedRows() {
    Repetition.copy(x, 0, y, 0, 0, y.length, shape, ROWS);
    return y;
  }

  /// One call: one number for each row.
  @Benchmark
  public float[] repeatedColumns() {
    Repetition.copy(perRow, 0, y, 0, 0, y.length, shape, COLUMNS);
    return y;
  }

  /// One call.
  @Benchmark
  public float[] columnSums() {
    Columns.sum(x, 0, y, 0, rows, columns);
    return y;
  }

  /// One call.
  @Benchmark
  public double sumSquares() {
    return Sums.sumSquares(x, 0, x.length);
  }

  /// One call.
  @Benchmark
  public float maxAbs() {
    return Sums.maxAbs(x, 0, x.length);
  }

  /// One call.
  @Benchmark
  public float[] uniform() {
    Uniform.fill(5, 0, y, 0, y.length);
    return y;
  }

  /// One call.
  @Benchmark
  public float[] transpose() {
    Movement.copy(x, 0, y, 0, extents, across, along);
    return y;
  }

  /// One call.
  @Benchmark
  public float[] add() {
    Elementwise.binary(Elementwise.ADD, x, 0, g, 0, y, 0, y.length);
    return y;
  }
}
