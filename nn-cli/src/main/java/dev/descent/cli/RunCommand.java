package dev.descent.cli;

import dev.descent.examples.Example;
import dev.descent.examples.Examples;
import dev.descent.examples.Option;
import dev.descent.examples.Outcome;
import dev.descent.examples.Request;
import dev.descent.runtime.Nearest;
import dev.descent.train.Cancellation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Runs an example.
@Command(
    name = "run",
    description = {
      "Runs an example. Standard output has one 'name: value' a line, the rest goes to standard"
          + " error.",
      "An option that the example does not use is an error; 'nn examples' lists what each uses."
    },
    sortOptions = false)
final class RunCommand implements Callable<Integer>, Nn.Verbose {
  private final Cancellation cancellation;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "The example.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private String name;

  @picocli.CommandLine.Option(
      names = "--epochs",
      paramLabel = "N",
      description = "Passes over the training data.")
  private @Nullable Integer epochs;

  @picocli.CommandLine.Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of everything that is random, 1 if it is not given.")
  private @Nullable Long seed;

  @picocli.CommandLine.Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "Threads, 1 if it is not given: the examples are small. No result depends on it.")
  private @Nullable Integer threads;

  @picocli.CommandLine.Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Run directory, a new one under runs/ if it is not given.")
  private @Nullable Path out;

  @picocli.CommandLine.Option(
      names = "--overwrite",
      description = "Replaces the files of an earlier run in the run directory.")
  private boolean overwrite;

  @picocli.CommandLine.Option(
      names = "--optimizer",
      paramLabel = "NAME",
      description = "Optimizer; 'nn optimizers' lists them.")
  private @Nullable String optimizer;

  @picocli.CommandLine.Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Hyper-parameter of the optimizer, such as learningRate=0.01. May be repeated.")
  private List<String> settings = new ArrayList<>();

  @picocli.CommandLine.Option(
      names = "--transform",
      paramLabel = "NAME[:KEY=VALUE,...]",
      description =
          "Transform of gradients before the optimizer, such as clip-by-value:limit=0.5. May be"
              + " repeated.")
  private List<String> transforms = new ArrayList<>();

  @picocli.CommandLine.Option(
      names = "--optimizer-file",
      paramLabel = "FILE",
      description =
          "The whole optimizer in JSON or YAML: groups, transforms, schedules, clipping. It takes"
              + " the place of all that the example sets. The config.json of an earlier run is"
              + " one.")
  private @Nullable Path optimizerFile;

  @picocli.CommandLine.Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "Folder with jars of further optimizers.")
  private @Nullable Path plugins;

  @picocli.CommandLine.Option(
      names = "--plan",
      description =
          "Prints what a training step would compute and what the training would hold in memory,"
              + " and trains nothing.")
  private boolean plan;

  @picocli.CommandLine.Option(
      names = "--profile",
      description =
          "Prints where the time of the training steps went, by operation and layer, and writes"
              + " profile.csv and profile.jfr (for JDK Mission Control) into the run directory. The"
              + " same bits, slower.")
  private boolean profile;

  @picocli.CommandLine.Option(
      names = "--verbose",
      description =
          "Shows the kernels and optimizers that were found, and where an error comes from.")
  private boolean verbose;

  RunCommand(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  @Override
  public boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    Example example = example();
    requireUsed(example);
    if (verbose) {
      Logging.verbose();
    }
    Request request = request(err);
    if (plan) {
      spec.commandLine().getOut().print(example.plan(request));
      spec.commandLine().getOut().flush();
      return ExitCode.SUCCESS;
    }
    Outcome outcome;
    try (ProgressDisplay display = ProgressDisplay.of(err)) {
      outcome = example.run(request.listener(display));
    }
    err.println("run directory: " + outcome.folder());
    err.flush();
    PrintWriter standard = spec.commandLine().getOut();
    outcome.values().forEach((key, value) -> standard.println(key + ": " + value));
    standard.flush();
    return ExitCode.SUCCESS;
  }

  private Example example() {
    List<String> names = Examples.all().stream().map(Example::name).toList();
    return Examples.find(name)
        .orElseThrow(() -> new UsageException(Nearest.message("no example named", name, names)));
  }

  private void requireUsed(Example example) {
    List<Option> given = new ArrayList<>();
    add(given, Option.EPOCHS, epochs != null);
    add(given, Option.SEED, seed != null);
    add(given, Option.THREADS, threads != null);
    add(given, Option.OUT, out != null);
    add(given, Option.OVERWRITE, overwrite);
    add(given, Option.OPTIMIZER, optimizer != null);
    add(given, Option.OPTIMIZER_FILE, optimizerFile != null);
    add(given, Option.TRANSFORM, !transforms.isEmpty());
    add(given, Option.SET, !settings.isEmpty());
    add(given, Option.PLUGINS, plugins != null);
    add(given, Option.PLAN, plan);
    add(given, Option.PROFILE, profile);
    for (Option option : given) {
      if (!example.options().contains(option)) {
        throw new UsageException(
            "example '%s' does not use %s; it uses %s"
                .formatted(
                    example.name(),
                    option.flag(),
                    example.options().stream().sorted().map(Option::flag).toList()));
      }
    }
    if (optimizerFile != null
        && (optimizer != null || !settings.isEmpty() || !transforms.isEmpty())) {
      throw new UsageException(
          "--optimizer-file is the whole optimizer: leave out --optimizer, --set and --transform");
    }
    if (plan && (out != null || profile)) {
      throw new UsageException(
          "--plan trains nothing and has no use for %s: leave one of them out"
              .formatted(profile ? "--profile" : "--out"));
    }
    if (out != null && out.toString().isEmpty()) {
      throw new UsageException("--out must name a folder, was ''");
    }
    if (overwrite && out == null) {
      throw new UsageException("--overwrite needs --out: without it every run has a new folder");
    }
  }

  private static void add(List<Option> given, Option option, boolean present) {
    if (present) {
      given.add(option);
    }
  }

  private Request request(PrintWriter err) {
    Request request =
        new Request()
            .cancellation(cancellation)
            .messages(err)
            .overwrite(overwrite)
            .profile(profile)
            .home(Path.of(System.getProperty("descent.home", "")));
    if (epochs != null) {
      request.epochs(epochs);
    }
    if (seed != null) {
      request.seed(seed);
    }
    if (threads != null) {
      request.threads(threads);
    }
    if (out != null) {
      request.out(out);
    }
    if (optimizer != null) {
      request.optimizer(optimizer);
    }
    Set<String> set = new HashSet<>();
    for (String setting : settings) {
      Map.Entry<String, String> one = setting("--set must be KEY=VALUE", setting, setting);
      if (!set.add(one.getKey())) {
        throw new UsageException(
            "--set must give '%s' once, was '%s' after another".formatted(one.getKey(), setting));
      }
      request.set(one.getKey(), one.getValue());
    }
    for (String transform : transforms) {
      request.transform(transformName(transform), transformSettings(transform));
    }
    if (optimizerFile != null) {
      request.optimizerFile(optimizerFile);
    }
    if (plugins != null) {
      request.plugins(plugins);
    }
    return request;
  }

  private static Map.Entry<String, String> setting(String rule, String text, String given) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new UsageException("%s, was '%s'".formatted(rule, given));
    }
    return Map.entry(text.substring(0, equals).strip(), text.substring(equals + 1).strip());
  }

  private static String transformName(String text) {
    int colon = text.indexOf(':');
    return colon < 0 ? text : text.substring(0, colon);
  }

  private static Map<String, String> transformSettings(String text) {
    int colon = text.indexOf(':');
    Map<String, String> all = new LinkedHashMap<>();
    if (colon >= 0) {
      for (String part : text.substring(colon + 1).split(",", -1)) {
        Map.Entry<String, String> one =
            setting("--transform must be NAME or NAME:KEY=VALUE,KEY=VALUE", part, text);
        if (all.putIfAbsent(one.getKey(), one.getValue()) != null) {
          throw new UsageException(
              "--transform must set '%s' once, was '%s'".formatted(one.getKey(), text));
        }
      }
    }
    return all;
  }
}
