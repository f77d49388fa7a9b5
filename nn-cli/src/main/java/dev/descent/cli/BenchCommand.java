package dev.descent.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/// The place of `nn bench` among the commands. The launcher starts it from nn-benchmarks, which
/// this module does not know.
@Command(
    name = "bench",
    description = "Times a workload, such as mlp-small or gemm; see nn bench --help.")
final class BenchCommand implements Callable<Integer> {
  @Unmatched private List<String> arguments = new ArrayList<>();

  @Override
  public Integer call() {
    throw new UsageException(
        "nn bench is part of nn-benchmarks: start it by the launcher, "
            + ("./nn bench " + String.join(" ", arguments)).strip());
  }
}
