package dev.descent.cli;

import dev.descent.examples.Example;
import dev.descent.examples.Examples;
import dev.descent.examples.Option;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Lists the examples.
@Command(name = "examples", description = "Lists the examples and the options that each uses.")
final class ExamplesCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Override
  public Integer call() {
    List<Example> examples = Examples.all();
    int width = examples.stream().mapToInt(example -> example.name().length()).max().orElse(0);
    for (Example example : examples) {
      String options =
          example.options().stream().sorted().map(Option::flag).collect(Collectors.joining(" "));
      spec.commandLine()
          .getOut()
          .println(
              String.format(
                  Locale.ROOT, "%-" + width + "s  %s", example.name(), example.summary()));
      spec.commandLine().getOut().println(" ".repeat(width + 2) + options);
    }
    return ExitCode.SUCCESS;
  }
}
