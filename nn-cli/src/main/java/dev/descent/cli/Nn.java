package dev.descent.cli;

import dev.descent.runtime.Nearest;
import dev.descent.runtime.WholeNumber;
import dev.descent.train.Cancellation;
import dev.descent.train.run.Environment;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.TreeSet;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command as a function of its arguments: everything that it says goes to two writers.
final class Nn {
  @Command(
      name = "nn",
      description = "Trains neural networks on the JVM.",
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "A first try: nn run digits",
        "NN_JAVA_OPTS passes flags to the JVM, JAVA25_HOME names the JDK. Flags that help:",
        "  -Xmx4g                       memory for large models and data",
        "  -Ddescent.program=checked    names the operation and layer that make a NaN or infinity",
        "  -Ddescent.program=profiled   puts the time of every operation into the report, see also"
            + " nn run --profile",
        "  -Ddescent.kernel=scalar      computes without the Vector API: the same bits, slower"
      })
  static final class Top {}

  private final PrintWriter out;
  private final PrintWriter err;
  private final Cancellation cancellation;

  Nn(PrintWriter out, PrintWriter err, Cancellation cancellation) {
    this.out = out;
    this.err = err;
    this.cancellation = cancellation;
  }

  /// Runs and returns the exit code.
  int run(String... args) {
    CommandLine line = new CommandLine(new Top());
    line.addSubcommand(new ExamplesCommand());
    line.addSubcommand(new RunCommand(cancellation));
    line.addSubcommand(new OptimizersCommand());
    line.addSubcommand(new ScheduleCommand());
    line.addSubcommand(new InspectCommand());
    line.addSubcommand(new BenchCommand());
    addHelp(line);
    addVersion(line);
    line.getSubcommands().values().forEach(Nn::addHelp);
    CommandLine help = new CommandLine(new CommandLine.HelpCommand());
    help.getCommandSpec()
        .usageMessage()
        .header("Shows this help, or that of a command.")
        .description();
    line.addSubcommand(help);
    line.registerConverter(Integer.class, text -> (int) whole(text, Integer.SIZE));
    line.registerConverter(Long.class, text -> whole(text, Long.SIZE));
    line.setOut(out);
    line.setErr(err);
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(100);
    line.setParameterExceptionHandler((e, arguments) -> usage(e));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> Failures.report(e, verbose(command), err));
    if (args.length == 0) {
      line.usage(err);
      return ExitCode.USAGE;
    }
    return line.execute(args);
  }

  private static void addHelp(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this help.")
                .build());
  }

  private static void addVersion(CommandLine line) {
    line.getCommandSpec()
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Shows the version, the JVM and the kernels.")
                .build());
    line.getCommandSpec()
        .versionProvider(() ->
            Environment.describe().entrySet().stream()
                .map(fact -> fact.getKey() + ": " + fact.getValue())
                .toArray(String[]::new));
  }

  private int usage(ParameterException e) {
    err.println("nn: " + message(e));
    return ExitCode.USAGE;
  }

  /// Says in one line what picocli found, in the form of all other messages.
  private static String message(ParameterException e) {
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      String argument = unmatched.getUnmatched().getFirst();
      if (argument.startsWith("-")) {
        return Nearest.message(
            name + " has no option",
            argument,
            new TreeSet<>(e.getCommandLine().getCommandSpec().optionsMap().keySet()));
      }
      if (e.getCommandLine().getParent() == null) {
        return noCommand(e, argument);
      }
      return "%s has no use for '%s'; see %s --help".formatted(name, argument, name);
    }
    if (e.getArgSpec() == null && e.getValue() != null) {
      return noCommand(e, e.getValue()); // of help
    }
    if (e.getArgSpec() instanceof OptionSpec option && e.getValue() != null) {
      Class<?> type = option.type();
      if (type == Integer.class || type == Long.class) {
        int bits = type == Integer.class ? Integer.SIZE : Long.SIZE;
        try {
          WholeNumber.parse(option.longestName(), e.getValue(), bits);
        } catch (IllegalArgumentException refused) {
          return String.valueOf(refused.getMessage());
        }
      }
    }
    String text = e.getMessage() == null ? e.toString() : e.getMessage();
    String first = text.lines().findFirst().orElse(text).strip();
    if (first.endsWith(".")) {
      first = first.substring(0, first.length() - 1);
    }
    return first.isEmpty()
        ? first
        : first.substring(0, 1).toLowerCase(Locale.ROOT)
            + first.substring(1)
            + "; see "
            + name
            + " --help";
  }

  private static String noCommand(ParameterException e, String name) {
    return Nearest.message("no command", name, e.getCommandLine().getSubcommands().keySet());
  }

  /// Reads a number as files do; [#message] says what is wrong with it.
  private static long whole(String text, int bits) {
    return WholeNumber.parse("number", text, bits);
  }

  private static boolean verbose(CommandLine command) {
    return command.getCommand() instanceof Verbose verbose && verbose.verbose();
  }

  /// A command that can show where an error comes from.
  interface Verbose {
    boolean verbose();
  }
}
