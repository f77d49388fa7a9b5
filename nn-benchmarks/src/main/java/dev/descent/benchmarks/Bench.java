package dev.descent.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `nn bench`: runs one workload under the rules of the peers' programs (same names, repeats, data
/// in memory; a longer warm-up, for the JVM) and prints `workload,system,threads,metric,value`
/// lines like they do.
@Command(
    name = "nn bench",
    description = "Times a workload and prints workload,system,threads,metric,value lines.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
public final class Bench implements Callable<Integer> {
  private static final int USAGE = 2;

  /// All workloads, as the peers call them.
  static final List<String> NAMES = names();

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(
      paramLabel = "WORKLOAD",
      description =
          "mlp-small, mlp-mnist, mlp-xor, mlp-wide, opt-step, opt-step-after-tiny, bandwidth, gemm,"
              + " startup, regions; scaling, trainers or beside, which compare threads on the"
              + " workload of --of")
  private String workload = "";

  @Option(
      names = "--of",
      paramLabel = "WORKLOAD",
      defaultValue = "mlp-mnist",
      description = "what scaling, trainers and beside train (default ${DEFAULT-VALUE})")
  private String of = "";

  @Option(
      names = "--threads",
      paramLabel = "T",
      defaultValue = "1",
      description = "threads of the team (default ${DEFAULT-VALUE})")
  private int threads;

  @Option(
      names = "--repeats",
      paramLabel = "N",
      defaultValue = "7",
      description =
          "repeats, of which the median and the best are printed (default ${DEFAULT-VALUE})")
  private int repeats;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      defaultValue = "0.5",
      description = "length of a repeat (default ${DEFAULT-VALUE})")
  private double seconds;

  @Option(
      names = "--warm",
      paramLabel = "S",
      defaultValue = "3",
      description = "seconds of warm-up before (default ${DEFAULT-VALUE})")
  private double warm;

  private Bench() {}

  /// Runs the command and ends the JVM with its exit code: 2 if it was called wrongly.
  public static void main(String[] arguments) {
    System.exit(line().execute(arguments));
  }

  /// Returns the command, whose errors are lines of the form of all other commands.
  static CommandLine line() {
    CommandLine line = new CommandLine(new Bench());
    line.setParameterExceptionHandler((problem, _) -> {
      String text = String.valueOf(problem.getMessage()).lines().findFirst().orElse("");
      line.getErr().println("nn: " + lowered(text) + "; see nn bench --help");
      return USAGE;
    });
    return line;
  }

  private static String lowered(String text) {
    return text.isEmpty()
        ? text
        : text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }

  @Override
  public Integer call() {
    String refusal = refusal();
    if (!refusal.isEmpty()) {
      spec.commandLine().getErr().println("nn: " + refusal);
      return USAGE;
    }
    Timing timing = new Timing("descent", threads, repeats, seconds, warm);
    switch (workload) {
      case "gemm" -> GemmBench.run(timing);
      case "opt-step" -> OptStep.run(timing);
      case "opt-step-after-tiny" -> OptStep.afterTiny(timing);
      case "bandwidth" -> Bandwidth.run(timing);
      case "startup" -> Startup.measure(timing);
      case "regions" -> RegionBench.run(timing);
      case "scaling" -> ThreadsBench.scaling(Workload.of(of), timing);
      case "trainers" -> ThreadsBench.trainers(Workload.of(of), timing);
      case "beside" -> ThreadsBench.beside(Workload.of(of), timing);
      default -> Workloads.run(Workload.of(workload), timing);
    }
    return 0;
  }

  private String refusal() {
    if (!NAMES.contains(workload)) {
      return "workload must be one of %s, was '%s'".formatted(String.join(", ", NAMES), workload);
    }
    if (!Mlp.NAMES.contains(of)) {
      return "--of must be one of %s, was '%s'".formatted(String.join(", ", Mlp.NAMES), of);
    }
    if (threads < 1 || threads > 1024) {
      return "--threads must be in [1, 1024], was " + threads;
    }
    if (workload.equals("startup") && threads != 1) {
      return "startup trains with one thread, --threads must be 1, was " + threads;
    }
    if (repeats < 1 || repeats > 1000) {
      return "--repeats must be in [1, 1000], was " + repeats;
    }
    if (!(seconds > 0 && seconds <= 3600)) {
      return "--seconds must be in (0, 3600], was " + seconds;
    }
    if (!(warm >= 0 && warm <= 3600)) {
      return "--warm must be in [0, 3600], was " + warm;
    }
    return "";
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(Mlp.NAMES);
    names.addAll(List.of("opt-step", "opt-step-after-tiny", "bandwidth"));
    names.addAll(List.of("gemm", "startup", "regions", "scaling", "trainers", "beside"));
    return List.copyOf(names);
  }
}
