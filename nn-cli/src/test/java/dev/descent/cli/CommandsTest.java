package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
  @TempDir private Path folder;

  private final Terminal terminal = new Terminal();

  @Test
  void examples_list_namesAllWithTheirOptions() {
    assertThat(terminal.nn("examples")).isZero();
    assertThat(terminal.out())
        .contains("custom-optimizer  ", "digits  ", "iris  ", "weight-update  ", "xor  ")
        .contains(
            "--epochs --seed --threads --out --overwrite --optimizer --optimizer-file --transform"
                + " --set --plugins --plan --profile");
  }

  @Test
  void help_eachCommand_isShown() {
    for (String command : List.of("examples", "run", "optimizers", "schedule", "inspect")) {
      assertThat(terminal.nn(command, "--help")).isZero();
    }
    assertThat(terminal.nn("--help")).isZero();
    assertThat(terminal.out())
        .contains(
            "Usage: nn [-hV] COMMAND", "Usage: nn run", "bench ", "help        Shows this help")
        .contains("-Ddescent.program=checked", "-Ddescent.program=profiled");
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void help_asACommand_isThatOfTheOption() {
    terminal.nn("--help");
    terminal.nn("run", "--help");
    String options = terminal.out();
    terminal.clear();
    assertThat(terminal.nn("help")).isZero();
    assertThat(terminal.nn("help", "run")).isZero();
    assertThat(terminal.out()).isEqualTo(options);
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void nn_withoutArguments_showsUsageAsAnError() {
    assertThat(terminal.nn()).isEqualTo(ExitCode.USAGE);
    assertThat(terminal.err()).contains("Usage: nn");
  }

  @Test
  void run_xor_endsWithLinesForMachines() {
    assertThat(terminal.nn("run", "xor", "--epochs", "300", "--out", folder.toString())).isZero();
    List<String> lines = terminal.out().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).matches("loss: [0-9.e-]+");
    assertThat(lines.get(1)).isEqualTo("accuracy: 1.0000");
    assertThat(lines.get(2)).matches("weights-sha256: [0-9a-f]{64}");
    assertThat(folder.toFile().list())
        .containsExactlyInAnyOrder(
            "model.safetensors", "config.json", "metrics.csv", "report.html");
  }

  @Test
  void run_plan_isPrintedAndNothingIsTrained() {
    for (String example : List.of("digits", "iris", "xor")) {
      terminal.clear();
      assertThat(
              terminal.nn("run", example, "--plan", "--optimizer", "sgd", "--set", "momentum=0.9"))
          .isZero();
      assertThat(terminal.out())
          .startsWith("plan for input F32[")
          .contains("matmul", "bytes that the training holds", "parameters", "optimizer slots")
          .doesNotContain("weights-sha256");
    }
    assertThat(terminal.err()).isEmpty();
  }

  @Test
  void run_profile_printsTheTableAndWritesTheFiles() throws IOException {
    assertThat(terminal.nn("run", "xor", "--epochs", "20", "--profile", "--out", folder.toString()))
        .isZero();
    assertThat(terminal.err())
        .contains("20 steps, ", "operation", "matmul+add+tanh", "optimizer step", "data pipeline");
    assertThat(terminal.out()).doesNotContain("optimizer step").contains("weights-sha256: ");
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
    terminal.nn(
        "run", "xor", "--epochs", "50", "--threads", "1", "--out", folder.resolve("a").toString());
    terminal.nn(
        "run", "xor", "--epochs", "50", "--threads", "2", "--out", folder.resolve("b").toString());
    List<String> digests =
        terminal.out().lines().filter(line -> line.startsWith("weights-sha256")).toList();
    assertThat(digests).hasSize(2);
    assertThat(digests.get(0)).isEqualTo(digests.get(1));
  }

  @Test
  void run_overwrite_replacesTheRun() throws IOException {
    terminal.nn("run", "xor", "--epochs", "1", "--out", folder.toString());
    byte[] first = Files.readAllBytes(folder.resolve("model.safetensors"));
    assertThat(
            terminal.nn("run", "xor", "--epochs", "2", "--out", folder.toString(), "--overwrite"))
        .isZero();
    assertThat(Files.readAllBytes(folder.resolve("model.safetensors"))).isNotEqualTo(first);
  }

  @Test
  void run_verboseFailure_showsWhereItComesFrom() {
    assertThat(
            terminal.nn(
                "run", "xor", "--verbose", "--optimizer", "sgd", "--set", "learningRate=1e39"))
        .isEqualTo(ExitCode.FAILURE);
    assertThat(terminal.err()).contains("\tat dev.descent.");
  }

  @Test
  void optimizers_list_namesTheBuiltInOnes() {
    assertThat(terminal.nn("optimizers")).isZero();
    assertThat(terminal.out())
        .containsSubsequence("optimizers: ", "adam ", "adamw ", "sgd ")
        .containsSubsequence("wrappers: ", "ema ", "lookahead ")
        .containsSubsequence("transforms: ", "clip-by-norm ", "sam ");
    assertThat(terminal.out().lines()).allMatch(line -> line.length() <= 120);
  }

  @Test
  void optimizers_verbose_addsPapersAndWhereTheyWereFound() {
    assertThat(terminal.nn("optimizers", "--verbose")).isZero();
    assertThat(terminal.out().lines())
        .filteredOn(line -> line.startsWith("  sgd "))
        .allMatch(line -> line.contains("Sutskever et al. (2013)") && line.contains("nn-optim"));
    assertThat(terminal.out())
        .containsSubsequence("optimizers: ", "adam", "adamw", "sgd")
        .containsSubsequence("wrappers: ", "ema", "lookahead", "Zhang et al. (2019)")
        .containsSubsequence("transforms: ", "clip-by-norm", "sam", "Foret et al. (2021)");
  }

  @Test
  void optimizers_oneName_hasDefaultsRangesAndPaper() {
    assertThat(terminal.nn("optimizers", "adam")).isZero();
    assertThat(terminal.out())
        .contains("learningRate", "0.001", "beta2", "in [0, 1)", "https://arxiv.org/abs/1412.6980");
  }

  @Test
  void inspect_model_listsItsTensors() {
    terminal.nn("run", "xor", "--epochs", "1", "--out", folder.toString());
    terminal.clear();
    assertThat(terminal.nn("inspect", folder.resolve("model.safetensors").toString())).isZero();
    assertThat(terminal.out()).contains("0.weight", "F32", "[8, 2]", "tensors: 4", "elements: 33");
  }
}
