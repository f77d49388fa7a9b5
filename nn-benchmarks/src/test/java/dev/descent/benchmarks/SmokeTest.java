package dev.descent.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/// Every benchmark runs: one short iteration each, in this process, on small operands. What its
/// set-up checks is checked; no time is.
final class SmokeTest {
  private static final List<Class<?>> BENCHMARKS =
      List.of(ElementwiseBenchmark.class, GemmBenchmark.class, RowsBenchmark.class);

  @Test
  void everyBenchmark_oneShortIteration_runs() throws RunnerException {
    Options options =
        new OptionsBuilder()
            .include("^dev\\.descent\\.benchmarks\\.")
            .param("shape", "m31k65n127")
            .param("n", "4099")
            .param("columns", "127")
            .forks(0)
            .warmupIterations(0)
            .measurementIterations(1)
            .measurementTime(TimeValue.milliseconds(10))
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    assertThat(results.stream().map(result -> result.getParams().getBenchmark()).distinct())
        .containsExactlyInAnyOrderElementsOf(benchmarks());
  }

  private static List<String> benchmarks() {
    List<String> names = new ArrayList<>();
    for (Class<?> type : BENCHMARKS) {
      Arrays.stream(type.getMethods())
          .filter(method -> method.isAnnotationPresent(Benchmark.class))
          .map(Method::getName)
          .forEach(name -> names.add(type.getName() + "." + name));
    }
    return names;
  }
}
