package dev.descent.benchmarks;

import dev.descent.kernel.Elementwise;
import dev.descent.kernel.Maths;
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

/// Functions of elements, time of one call for n elements: in the first cache (4099) and in the
/// second (65537).
///
/// ```
/// java -cp "$CLASSES" org.openjdk.jmh.Main ElementwiseBenchmark -jvmArgsAppend '--add-modules jdk.incubator.vector -Ddescent.kernel=vector'
/// ```
///
/// Plain loops instead of vector kernels: `-Ddescent.kernel=scalar`.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ElementwiseBenchmark {
  /// A unary function.
  public enum Function {
    RELU(Elementwise.RELU),
    AFFINE(Elementwise.AFFINE),
    EXP(Elementwise.EXP),
    LOG(Elementwise.LOG),
    TANH(Elementwise.TANH),
    SIGMOID(Elementwise.SIGMOID),
    ERF(Elementwise.ERF),
    GELU(Elementwise.GELU),
    GELU_TANH(Elementwise.GELU_TANH),
    SILU(Elementwise.SILU),
    SOFTPLUS(Elementwise.SOFTPLUS);

    private final int opcode;

    Function(int opcode) {
      this.opcode = opcode;
    }
  }

  private static final int BLOCK = 1024;

  @Param({"4099", "65537"})
  private int n;

  @Param private Function function = Function.RELU;

  private float[] x = {};
  private float[] y = {};

  /// Makes operands and checks one function.
  @Setup
  public void setUp() {
    x = new float[n];
    y = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) Keys.normal(Keys.of(1), i);
    }
    Elementwise.unary(Elementwise.EXP, 0, 0, x, 0, y, 0, n);
    for (int i = 0; i < n; i++) {
      if (y[i] != Maths.exp(x[i])) {
        throw new AssertionError("exp of " + x[i]);
      }
    }
  }

  /// A chain of five functions, block by block as programs run it; the function does not matter.
  @Benchmark
  public float[] chain() {
    for (int from = 0; from < n; from += BLOCK) {
      int k = Math.min(BLOCK, n - from);
      Elementwise.binary(Elementwise.MULTIPLY, x, from, x, from, y, from, k);
      Elementwise.binary(Elementwise.ADD, y, from, x, from, y, from, k);
      Elementwise.unary(Elementwise.AFFINE, 2f, 1f, y, from, y, from, k);
      Elementwise.binary(Elementwise.SUBTRACT, y, from, x, from, y, from, k);
      Elementwise.unary(Elementwise.RELU, 0f, 0f, y, from, y, from, k);
    }
    return y;
  }

  /// One call.
  @Benchmark
  public float[] unary() {
    Elementwise.unary(function.opcode, 0.5f, 2f, x, 0, y, 0, n);
    return y;
  }
}
