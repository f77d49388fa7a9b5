package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options of `nn run` that say which optimizer trains.
final class OptimizerOptionsTest {
  private static final String FILE =
      """
      optimizer:
        name: adam
        hyperParameters:
          learningRate: 0.02
      transforms:
      - name: clip-by-value
        hyperParameters:
          limit: 0.25
      """;

  @TempDir private Path folder;

  private final Terminal terminal = new Terminal();

  private String run(String... arguments) {
    terminal.clear();
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--epochs", "5", "--overwrite", "--out", folder.resolve("run").toString()));
    assertThat(terminal.nn(all.toArray(new String[0]))).as(terminal.err()).isZero();
    return terminal.out();
  }

  @Test
  void run_optimizerOfAFile_isThatOfTheSameOptions() throws IOException {
    Path file = Files.writeString(folder.resolve("adam.yaml"), FILE);
    String options =
        run(
            "iris",
            "--optimizer",
            "adam",
            "--set",
            "learningRate=0.02",
            "--transform",
            "clip-by-value:limit=0.25");
    assertThat(run("iris", "--optimizer-file", file.toString())).isEqualTo(options);
    String config = Files.readString(folder.resolve("run/config.json"));
    assertThat(config).contains("clip-by-value", "0.25").doesNotContain("schedules");
    assertThat(run("iris", "--optimizer", "adam", "--set", "learningRate=0.02"))
        .isNotEqualTo(options);
    // all that digits sets is the file's: there is no cosine
    run("digits", "--optimizer-file", file.toString());
    assertThat(Files.readString(folder.resolve("run/config.json"))).doesNotContain("schedules");
    run("digits", "--transform", "centralize");
    assertThat(Files.readString(folder.resolve("run/config.json")))
        .contains("schedules", "centralize");
  }

  /// The configuration that a run has left is the optimizer's description, with schedules, clipping
  /// and all.
  @Test
  void run_configOfARun_isItsOptimizer() throws IOException {
    String first = run("digits", "--optimizer", "rmsprop", "--transform", "clip-by-norm:limit=2");
    Path config = Files.copy(folder.resolve("run/config.json"), folder.resolve("config.json"));
    assertThat(run("digits", "--optimizer-file", config.toString())).isEqualTo(first);
    assertThat(Files.readString(folder.resolve("run/config.json")))
        .contains("rmsprop", "clip-by-norm", "schedules");
  }

  @Test
  void run_configOfARunWithChoices_isItsOptimizer() throws IOException {
    String first =
        run("iris", "--optimizer", "lbfgs", "--set", "search=ZOOM", "--set", "first=IDENTITY");
    Path config = Files.copy(folder.resolve("run/config.json"), folder.resolve("config.json"));
    assertThat(Files.readString(config)).contains("\"ZOOM\"", "\"IDENTITY\"");
    assertThat(run("iris", "--optimizer-file", config.toString())).isEqualTo(first);
    assertThat(run("iris", "--optimizer", "lbfgs")).isNotEqualTo(first);
  }

  /// What only the parameters of the network can tell is told before anything is done.
  @Test
  void run_optimizerThatDoesNotFit_isRefusedInOneLine() {
    Path run = folder.resolve("run");
    assertThat(terminal.nn("run", "xor", "--optimizer", "clip-by-value", "--out", run.toString()))
        .isEqualTo(ExitCode.USAGE);
    for (String base : List.of("clip-by-value", "swa")) {
      assertThat(
              terminal.nn(
                  "run",
                  "xor",
                  "--optimizer",
                  "ema",
                  "--set",
                  "base=" + base,
                  "--out",
                  run.toString()))
          .isEqualTo(ExitCode.USAGE);
    }
    assertThat(
            terminal.nn(
                "run", "optimizer-race", "--optimizer", "centralize", "--out", run.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines())
        .containsExactly(
            "nn: --optimizer must update weights, was 'clip-by-value', a transform of gradients:"
                + " add it by --transform where an example has that",
            "nn: clip-by-value changes gradients and is no optimizer: add it as a transform",
            "nn: ema and swa both have evaluation weights, of which a chain has one kind: leave one"
                + " out",
            "nn: --optimizer must update weights, was 'centralize', a transform of gradients: add"
                + " it by --transform where an example has that");
    assertThat(run).doesNotExist();
  }

  @Test
  void run_optimizerFile_canBePlanned() throws IOException {
    Path file = Files.writeString(folder.resolve("adam.yaml"), FILE);
    assertThat(terminal.nn("run", "xor", "--plan", "--optimizer-file", file.toString())).isZero();
    assertThat(terminal.out()).contains("optimizer slots");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a.yaml | optimizer: {name: adm}                    | no optimizer named 'adm'; did you mean 'adam'?
          a.yaml | optimizer: {name: adam, hyperParameters: {beta1: 2}} | adam beta1 must be in [0, 1), was 2.0
          a.yaml | optimiser: {name: adam}                   | optimizer description has no 'optimiser'
          a.yaml | clipByGlobalNorm: 1                       | optimizer description must have an 'optimizer', found [clipByGlobalNorm]
          a.yaml | optimizer: [adam                          | optimizer must be a mapping in YAML:
          a.json | {                                         | optimizer must be an object in JSON:
          a.txt  | optimizer: {name: adam}                   | optimizer file must end in .json, .yaml or .yml, was
          a.yaml | {optimizer: {name: adam}, groups: {'9.*': {name: sgd}}} | group pattern '9.*' must match a parameter; found [
          a.yaml | {optimizer: {name: adam}, frozen: {'*': frozen}} | freeze patterns must leave a parameter to train
          a.yaml | {optimizer: {name: adam}, schedules: {lr: 'constant(1)'}} | no hyper-parameter to schedule named 'lr'
          a.yaml | {optimizer: {name: clip-by-value}}        | clip-by-value changes gradients and is no optimizer
          a.yaml | {optimizer: {name: sgd}, transforms: [{name: sam}], accumulate: 2} | sam evaluates a step's batch again: accumulate must be 1, was 2
          a.yaml | {optimizer: {name: sgd}, transforms: [{name: sam, on: '0.*'}]} | sam takes all gradients as one vector: add it without a pattern
          a.yaml | {optimizer: {name: lbfgs}, frozen: {'0.*': frozen until step 2}} | lbfgs updates its group as one vector: all of '*' must be trained from the start
          a.json | {"trainings": {"adam": {}, "sgd": {}}}     | a run's configuration must have one training, this one has 'trainings' of [adam, sgd]: write
          """)
  void run_wrongOptimizerFile_isRefusedInOneLine(String name, String text, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Path run = folder.resolve("run");
    assertThat(
            terminal.nn(
                "run", "iris", "--optimizer-file", file.toString(), "--out", run.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines().toList())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("nn: optimizer file '" + file + "': " + message);
    assertThat(run).doesNotExist();
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void run_wrongOptionsOfAnOptimizer_areRefusedInOneLine() {
    assertThat(terminal.nn("run", "xor", "--optimizer-file", "none.yaml"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("run", "xor", "--optimizer-file", "a.yaml", "--set", "epsilon=1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("run", "xor", "--set", "beta1=0.5", "--set", "beta1=0.6"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("run", "xor", "--transform", "adam")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("run", "xor", "--transform", "centralise")).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("run", "xor", "--transform", "clip-by-value:limit"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("run", "xor", "--transform", "clip-by-value:limit=-1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("run", "xor", "--transform", "clip-by-value:limit=1,limit=2"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.nn("run", "weight-update", "--transform", "centralize"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .isEqualTo(
                        "nn: optimizer file 'none.yaml' must be a file to read, was not found:"
                            + " check the name, relative ones begin at "
                            + Path.of("").toAbsolutePath()),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "nn: --optimizer-file is the whole optimizer: leave out --optimizer, --set"
                            + " and --transform"),
            line ->
                assertThat(line)
                    .isEqualTo("nn: --set must give 'beta1' once, was 'beta1=0.6' after another"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "nn: --transform must name a transform of gradients, was 'adam': 'nn"
                            + " optimizers' lists them"),
            line ->
                assertThat(line)
                    .startsWith("nn: no transform named 'centralise'; did you mean 'centralize'?"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "nn: --transform must be NAME or NAME:KEY=VALUE,KEY=VALUE, was"
                            + " 'clip-by-value:limit'"),
            line -> assertThat(line).startsWith("nn: clip-by-value limit must be "),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "nn: --transform must set 'limit' once, was"
                            + " 'clip-by-value:limit=1,limit=2'"),
            line ->
                assertThat(line)
                    .startsWith("nn: example 'weight-update' does not use --transform; it uses ["));
  }
}
