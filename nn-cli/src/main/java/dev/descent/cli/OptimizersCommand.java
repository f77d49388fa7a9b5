package dev.descent.cli;

import dev.descent.examples.TextTable;
import dev.descent.examples.Wiring;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.engine.OptimizerEntry.Kind;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.HyperParameters;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows the optimizers that were found.
@Command(
    name = "optimizers",
    description =
        "Lists the optimizers, wrappers and transforms that were found, or shows one with its"
            + " hyper-parameters.",
    sortOptions = false)
final class OptimizersCommand implements Callable<Integer>, Nn.Verbose {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", arity = "0..1", description = "The optimizer to show.")
  private @Nullable String name;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder with jars of further optimizers.")
  private @Nullable Path plugins;

  @Option(
      names = "--verbose",
      description =
          "Lists the paper of each and where it was found, and shows where an error comes from.")
  private boolean verbose;

  @Override
  public boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() {
    try {
      show(spec.commandLine().getOut());
    } catch (IllegalArgumentException e) {
      throw new UsageException(e);
    }
    return ExitCode.SUCCESS;
  }

  private void show(PrintWriter out) {
    OptimizerRegistry registry = Wiring.of(Optional.ofNullable(plugins), List.of()).optimizers();
    if (name != null) {
      show(out, registry.get(name));
    } else {
      for (Kind kind : Kind.values()) {
        list(out, registry, kind, verbose);
      }
    }
  }

  private static void list(
      PrintWriter out, OptimizerRegistry registry, Kind kind, boolean verbose) {
    List<List<String>> rows = new ArrayList<>();
    for (OptimizerEntry entry : registry.entries()) {
      if (entry.kind() == kind) {
        HyperParameters sheet = entry.defaults().hyperParameters();
        rows.add(
            verbose
                ? List.of(entry.name(), sheet.summary(), sheet.paper(), entry.origin())
                : List.of(entry.name(), sheet.summary(), builtIn(entry) ? "" : entry.origin()));
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    out.println(kind == Kind.OPTIMIZER ? heading(kind) : "\n" + heading(kind));
    TextTable.print(out, "  ", 4, rows);
  }

  private static boolean builtIn(OptimizerEntry entry) {
    return entry.defaults().getClass().getPackage().equals(AdamConfig.class.getPackage());
  }

  private static String heading(Kind kind) {
    return switch (kind) {
      case OPTIMIZER -> "optimizers: update weights";
      case WRAPPER ->
          "wrappers: change the steps or the evaluation weights of another optimizer, base";
      case TRANSFORM -> "transforms: change gradients before an optimizer sees them";
    };
  }

  private static void show(PrintWriter out, OptimizerEntry entry) {
    HyperParameters sheet = entry.defaults().hyperParameters();
    List<List<String>> facts = new ArrayList<>();
    facts.add(List.of("name", entry.name()));
    facts.add(List.of("kind", entry.kind().name().toLowerCase(Locale.ROOT)));
    facts.add(List.of("what it does", sheet.summary()));
    facts.add(List.of("class", entry.className()));
    facts.add(List.of("found in", entry.origin()));
    if (!sheet.paper().isEmpty()) {
      facts.add(List.of("paper", sheet.paper()));
    }
    if (!sheet.link().isEmpty()) {
      facts.add(List.of("", sheet.link()));
    }
    TextTable.print(out, "", 2, facts);
    out.println();
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("hyper-parameter", "type", "default", "range", "what it is"));
    for (OptimizerEntry.Line line : entry.lines()) {
      rows.add(List.of(line.name(), line.type(), line.value(), line.range(), line.summary()));
    }
    TextTable.print(out, "  ", 5, rows);
  }
}
