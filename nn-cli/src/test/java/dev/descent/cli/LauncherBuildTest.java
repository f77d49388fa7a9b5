package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// When the launcher `nn` builds the project.
final class LauncherBuildTest {
  @TempDir private Path folder;

  private StubProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new StubProject(folder);
  }

  @Test
  void build_nothingChanged_isDoneOnce() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    assertThat(project.nn("examples").err()).startsWith("nn: building");
    assertThat(project.nn("examples").err()).isEmpty();
    StubProject.later(project.home.resolve("nn-cli/src/test/java/SomeTest.java"));
    assertThat(project.nn("examples").err()).isEmpty();
    assertThat(project.builds()).isEqualTo(1);
  }

  @Test
  void build_somethingChanged_isDoneAgain() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    project.nn("examples");
    StubProject.later(project.home.resolve("nn-core/src/main/java/Some.java"));
    project.nn("examples");
    assertThat(project.builds()).as("changed source").isEqualTo(2);
    Files.setLastModifiedTime(
        project.home.resolve("nn-core/src/main/java/Some.java"), FileTime.fromMillis(0));
    Files.delete(project.home.resolve("nn-examples/sign-momentum/src/main/java/Other.java"));
    project.nn("examples");
    assertThat(project.builds()).as("deleted source").isEqualTo(3);
    StubProject.later(project.home.resolve("nn-cli/pom.xml"));
    project.nn("examples");
    assertThat(project.builds()).as("changed POM").isEqualTo(4);
  }

  @Test
  void build_byHand_isNotRepeated() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    project.nn("examples");
    Files.writeString(project.home.resolve("nn-core/src/main/java/Some.java"), "changed");
    ProcessBuilder verify = new ProcessBuilder(project.tools.resolve("mvn").toString(), "verify");
    verify.environment().put("PATH", project.tools.toString());
    assertThat(verify.directory(project.home.toFile()).start().waitFor()).isZero();
    assertThat(project.nn("examples").err()).isEmpty();
    assertThat(project.builds()).isEqualTo(2);
  }

  @Test
  void build_sourceChangedMeanwhile_isDoneAgain() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    Path hold = StubProject.write(project.folder.resolve("hold"), "");
    Process first = project.start("examples");
    try (BufferedReader err = first.errorReader()) {
      assertThat(err.readLine()).startsWith("nn: building");
      while (!Files.exists(project.folder.resolve("began"))) {
        Thread.onSpinWait();
      }
      Files.setLastModifiedTime(
          project.home.resolve("nn-core/src/main/java/Some.java"),
          FileTime.fromMillis(
              Files.getLastModifiedTime(project.folder.resolve("began")).toMillis() + 100));
      Files.delete(hold);
      assertThat(first.waitFor()).isZero();
    }
    project.nn("examples");
    assertThat(project.builds()).isEqualTo(2);
  }

  @Test
  void build_withoutTheSamplePlugin_isDoneAgain() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    project.nn("examples");
    Files.delete(project.home.resolve("nn-examples/sign-momentum/target/sign-momentum-0.1.0.jar"));
    project.nn("examples");
    assertThat(project.builds()).isEqualTo(2);
  }

  @Test
  void build_broken_failsAndIsTriedAgain() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    Path broken = StubProject.write(project.folder.resolve("broken"), "");
    StubProject.Outcome outcome = project.nn("examples");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).endsWith("nn: the build failed, its messages are above\n");
    Files.delete(broken);
    assertThat(project.nn("examples").code()).isZero();
    assertThat(project.builds()).isEqualTo(2);
  }

  /// Maven 3.8 writes the end of colors even where it may write none.
  @Test
  void build_colorsOfMaven_areLeftOut() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    StubProject.tool(
        project.tools.resolve("mvn"),
        "printf '\\e[0m\\e[0m[ERROR] one\\n\\ntwo\\n\\e[0m\\e[0m'\nexit 1\n");
    assertThat(project.nn("examples"))
        .isEqualTo(
            new StubProject.Outcome(
                1,
                "",
                """
                nn: building (the first time takes about a minute)
                [ERROR] one

                two
                nn: the build failed, its messages are above
                """));
  }

  @Test
  void build_withoutMaven_saysWhatIsMissing() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    Files.delete(project.tools.resolve("mvn"));
    assertThat(project.nn("examples"))
        .isEqualTo(
            new StubProject.Outcome(
                1, "", "Descent is built by Maven: install it, mvn was not found on the path\n"));
  }

  @Test
  void build_twoStartsAtOnce_isDoneOnce() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    Path hold = StubProject.write(project.folder.resolve("hold"), "");
    Process first = project.start("examples");
    try (BufferedReader firstErr = first.errorReader()) {
      assertThat(firstErr.readLine()).startsWith("nn: building");
      Process second = project.start("examples");
      try (BufferedReader secondErr = second.errorReader()) {
        assertThat(secondErr.readLine())
            .isEqualTo("nn: waiting for the build of process " + first.pid());
        Files.delete(hold);
        assertThat(second.waitFor()).isZero();
      }
    }
    assertThat(first.waitFor()).isZero();
    assertThat(project.builds()).isEqualTo(1);
  }

  @Test
  void build_lockOfAProcessThatIsGone_isNoObstacle() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    Process gone = new ProcessBuilder(project.tools.resolve("bash").toString(), "-c", ":").start();
    gone.waitFor();
    Files.createDirectories(project.home.resolve("nn-cli/target"));
    Files.createSymbolicLink(
        project.home.resolve("nn-cli/target/nn.lock"), Path.of("" + gone.pid()));
    assertThat(project.nn("examples").code()).isZero();
    assertThat(project.builds()).isEqualTo(1);
    assertThat(Files.isSymbolicLink(project.home.resolve("nn-cli/target/nn.lock"))).isFalse();
  }
}
