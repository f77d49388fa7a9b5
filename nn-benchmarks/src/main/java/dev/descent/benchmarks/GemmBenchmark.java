package dev.descent.benchmarks;

import dev.descent.parallel.Team;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The matrix product on the shapes of the workloads; microseconds a call.
///
/// ```
/// java -cp "$CLASSES" org.openjdk.jmh.Main GemmBenchmark -jvmArgsAppend '--add-modules jdk.incubator.vector' \
///   -p shape=m128k784n512 -p kind=forward -p threads=1
/// ```
///
/// Plain loops instead of vector kernels: `-jvmArgsAppend -Ddescent.kernel=scalar`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 1)
public class GemmBenchmark {
  @Param({
    "m32k64n128",
    "m128k784n512",
    "m256k4096n4096",
    "m31k65n127",
    "m64k64n64",
    "m512k512n512",
    "m1024k1024n1024"
  })
  private String shape = "";

  @Param({"forward", "weights", "inputs"})
  private String kind = "";

  @Param({"1", "2"})
  private int threads;

  private Team team = Team.single();
  private GemmShape product = GemmShape.of("m1k1n1", "plain");

  /// Makes operands and checks one product.
  @Setup(Level.Trial)
  public void prepare() {
    team = Team.of(threads);
    product = GemmShape.of(shape, kind);
  }

  /// Ends the threads.
  @TearDown(Level.Trial)
  public void close() {
    team.close();
  }

  /// One product.
  @Benchmark
  public float[] multiply() {
    return product.multiply(team);
  }
}
