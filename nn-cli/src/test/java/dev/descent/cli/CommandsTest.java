package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.train.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CommandsTest {
  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int nn(String... arguments) {
    return new Nn(new PrintWriter(out, true), new PrintWriter(err, true), new Cancellation())
        .run(arguments);
  }

  @Test
  void examples_list_namesAllWithTheirOptions() {
    assertThat(nn("examples")).isZero();
    assertThat(out.toString())
        .contains("custom-optimizer  ", "digits  ", "iris  ", "weight-update  ", "xor  ")
        .contains(
            "--epochs --seed --threads --out --overwrite --optimizer --optimizer-file --transform"
                + " --set --plugins --plan --profile");
  }

  @Test
  void help_eachCommand_isShown() {
    for (String command : List.of("examples", "run", "optimizers", "schedule", "inspect")) {
      assertThat(nn(command, "--help")).isZero();
    }
    assertThat(nn("--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: nn [-h] COMMAND", "Usage: nn run")
        .contains("-Ddescent.program=checked", "-Ddescent.program=profiled");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void schedule_isDrawnToItsLastChange() throws IOException {
    Path picture = folder.resolve("rate.png");
    assertThat(
            nn(
                "schedule",
                "linear(0, 1, 100).then(100, step-decay(1, 50, 0))",
                "--png",
                picture.toString()))
        .isZero();
    assertThat(out.toString().lines().toList())
        .startsWith(
            "Then[first=Linear[initial=0.0, end=1.0, steps=100], steps=100,"
                + " next=StepDecay[initial=1.0, every=50, factor=0.0]]")
        .contains(
            "     1.000 |                                *****************",
            "           |                              **                 *",
            "            0                                                                    220")
        .endsWith("written: " + picture);
    assertThat(Files.readAllBytes(picture)).startsWith(0x89, 'P', 'N', 'G');
  }

  @Test
  void schedule_withNameOrNothing_isExplained() {
    assertThat(nn("schedule")).isZero();
    assertThat(nn("schedule", "cosine")).isZero();
    assertThat(out.toString())
        .containsPattern(
            "cosine\\(initial, end, steps, exponent=1.0, kDecay=1.0\\) +Half a cosine wave")
        .contains("Loshchilov and Hutter (2017), equation 5")
        .contains("  steps     finite and >= 1");
  }

  @Test
  void schedule_thatAMetricMoves_isListedAndShownAndNotDrawn() {
    assertThat(nn("schedule", "--list")).isZero();
    String listed = out.toString();
    out.getBuffer().setLength(0);
    assertThat(nn("schedule")).isZero();
    assertThat(out.toString()).isEqualTo(listed);
    assertThat(listed)
        .containsPattern(
            "(?s)\\Rcosine\\(.*moved by a metric, .*\\Rgreedy\\(.*\\Rplateau\\(initial, ");
    assertThat(nn("schedule", "plateau")).isZero();
    assertThat(out.toString()).contains("patience", "bad observations that are put up with");
    assertThat(nn("schedule", "plateau(0.1)")).isEqualTo(ExitCode.USAGE);
    assertThat(nn("schedule", "plateau", "--list")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .containsExactly(
            "nn: schedule must be a function of steps to be drawn, was 'plateau(0.1)', which a"
                + " metric moves",
            "nn: --list lists all schedules: leave out 'plateau'");
  }

  @Test
  void schedule_thatIsNone_isRefusedInOneLine() {
    assertThat(nn("schedule", "cosin(1)")).isEqualTo(ExitCode.USAGE);
    assertThat(nn("schedule", "constant(1)", "--steps", "0")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .hasSize(2)
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith("nn: no schedule named 'cosin'; did you mean 'cosine'?"),
            line -> assertThat(line).isEqualTo("nn: --steps must be >= 1, was 0"));
  }

  @Test
  void nn_withoutArguments_showsUsageAsAnError() {
    assertThat(nn()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("Usage: nn");
  }

  @Test
  void run_xor_endsWithLinesForMachines() {
    assertThat(nn("run", "xor", "--epochs", "300", "--out", folder.toString())).isZero();
    List<String> lines = out.toString().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("loss: [0-9.e-]+");
    assertThat(lines.get(1)).isEqualTo("accuracy: 1.0000");
    assertThat(lines.get(2)).matches("weights-sha256: [0-9a-f]{64}");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "model.safetensors", "config.json", "metrics.csv", "report.html");
  }

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

  private String run(String... arguments) {
    out.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(arguments));
    all.addAll(List.of("--epochs", "5", "--overwrite", "--out", folder.resolve("run").toString()));
    assertThat(nn(all.toArray(new String[0]))).as(err.toString()).isZero();
    return out.toString();
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

  @Test
  void run_optimizerFile_canBePlanned() throws IOException {
    Path file = Files.writeString(folder.resolve("adam.yaml"), FILE);
    assertThat(nn("run", "xor", "--plan", "--optimizer-file", file.toString())).isZero();
    assertThat(out.toString()).contains("optimizer slots");
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
          """)
  void run_wrongOptimizerFile_isRefusedInOneLine(String name, String text, String message)
      throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Path run = folder.resolve("run");
    assertThat(nn("run", "iris", "--optimizer-file", file.toString(), "--out", run.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines().toList())
        .hasSize(1)
        .first()
        .asString()
        .startsWith("nn: optimizer file '" + file + "': " + message);
    assertThat(run).doesNotExist();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void run_wrongOptionsOfAnOptimizer_areRefusedInOneLine() {
    assertThat(nn("run", "xor", "--optimizer-file", "none.yaml")).isEqualTo(ExitCode.USAGE);
    assertThat(nn("run", "xor", "--optimizer-file", "a.yaml", "--set", "epsilon=1"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(nn("run", "xor", "--transform", "adam")).isEqualTo(ExitCode.USAGE);
    assertThat(nn("run", "xor", "--transform", "centralise")).isEqualTo(ExitCode.USAGE);
    assertThat(nn("run", "xor", "--transform", "clip-by-value:limit")).isEqualTo(ExitCode.USAGE);
    assertThat(nn("run", "xor", "--transform", "clip-by-value:limit=-1")).isEqualTo(ExitCode.USAGE);
    assertThat(nn("run", "xor", "--transform", "clip-by-value:limit=1,limit=2"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(nn("run", "weight-update", "--transform", "centralize")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("nn: no optimizer file 'none.yaml'"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "nn: --optimizer-file is the whole optimizer: leave out --optimizer, --set"
                            + " and --transform"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "nn: --transform must name a transform of gradients, was 'adam': 'nn"
                            + " optimizers' lists them"),
            line ->
                assertThat(line)
                    .startsWith("nn: no optimizer named 'centralise'; did you mean 'centralize'?"),
            line ->
                assertThat(line)
                    .isEqualTo(
                        "nn: --transform must be NAME or NAME:KEY=VALUE,KEY=VALUE, was 'limit'"),
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

  @Test
  void run_plan_isPrintedAndNothingIsTrained() {
    for (String example : List.of("digits", "iris", "xor")) {
      out.getBuffer().setLength(0);
      assertThat(nn("run", example, "--plan", "--optimizer", "sgd", "--set", "momentum=0.9"))
          .isZero();
      assertThat(out.toString())
          .startsWith("plan for input F32[")
          .contains("matmul", "bytes that the training holds", "parameters", "optimizer slots")
          .doesNotContain("weights-sha256");
    }
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void run_profile_printsTheTableAndWritesTheFiles() throws IOException {
    assertThat(nn("run", "xor", "--epochs", "20", "--profile", "--out", folder.toString()))
        .isZero();
    assertThat(err.toString())
        .contains("20 steps, ", "operation", "matmul+add+tanh", "optimizer step", "data pipeline");
    assertThat(out.toString()).doesNotContain("optimizer step").contains("weights-sha256: ");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "model.safetensors",
            "config.json",
            "metrics.csv",
            "report.html",
            "profile.csv",
            "profile.jfr");
    assertThat(Files.readString(folder.resolve("profile.csv")))
        .startsWith("operation,layer,result,calls,nanos,best_nanos,flops,bytes\n")
        .contains("optimizer step,,,20,");
    assertThat(Files.readString(folder.resolve("report.html")))
        .contains("Profile of training steps");
    assertThat(RecordingFile.readAllEvents(folder.resolve("profile.jfr")))
        .anyMatch(event -> event.getEventType().getName().equals("dev.descent.Operation"));
  }

  @Test
  void run_threadsAndListeners_changeNoBit() {
    nn("run", "xor", "--epochs", "50", "--threads", "1", "--out", folder.resolve("a").toString());
    nn("run", "xor", "--epochs", "50", "--threads", "2", "--out", folder.resolve("b").toString());
    List<String> digests =
        out.toString().lines().filter(line -> line.startsWith("weights-sha256")).toList();
    assertThat(digests).hasSize(2);
    assertThat(digests.get(0)).isEqualTo(digests.get(1));
  }

  @Test
  void run_overwrite_replacesTheRun() throws IOException {
    nn("run", "xor", "--epochs", "1", "--out", folder.toString());
    byte[] first = Files.readAllBytes(folder.resolve("model.safetensors"));
    assertThat(nn("run", "xor", "--epochs", "2", "--out", folder.toString(), "--overwrite"))
        .isZero();
    assertThat(Files.readAllBytes(folder.resolve("model.safetensors"))).isNotEqualTo(first);
  }

  @Test
  void run_verboseFailure_showsWhereItComesFrom() {
    assertThat(nn("run", "xor", "--verbose", "--optimizer", "sgd", "--set", "learningRate=1e39"))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(err.toString()).contains("\tat dev.descent.");
  }

  @Test
  void optimizers_list_namesTheBuiltInOnes() {
    assertThat(nn("optimizers")).isZero();
    assertThat(out.toString())
        .containsSubsequence("optimizers: ", "adam", "adamw", "sgd")
        .containsSubsequence("wrappers: ", "ema", "lookahead", "Zhang et al. (2019)")
        .containsSubsequence("transforms: ", "clip-by-norm", "sam", "Foret et al. (2021)");
  }

  @Test
  void optimizers_oneName_hasDefaultsRangesAndPaper() {
    assertThat(nn("optimizers", "adam")).isZero();
    assertThat(out.toString())
        .contains("learningRate", "0.001", "beta2", "in [0, 1)", "https://arxiv.org/abs/1412.6980");
  }

  @Test
  void inspect_model_listsItsTensors() {
    nn("run", "xor", "--epochs", "1", "--out", folder.toString());
    out.getBuffer().setLength(0);
    assertThat(nn("inspect", folder.resolve("model.safetensors").toString())).isZero();
    assertThat(out.toString()).contains("0.weight", "F32", "[8, 2]", "tensors: 4", "elements: 33");
  }
}
