package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which JDK the launcher `nn` takes.
final class LauncherJdkTest {
  @TempDir private Path folder;

  private StubProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new StubProject(folder);
  }

  @Test
  void jdk_severalPlaces_theFirstInOrderIsTaken() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    assertThat(project.nn("examples").out()).startsWith("java of usr/lib/jvm/usual\n");
    Files.createSymbolicLink(
        project.tools.resolve("java"), project.jdk("on-path", "25").resolve("bin/java"));
    assertThat(project.nn("examples").out()).startsWith("java of on-path\n");
    project.environment.put("JAVA_HOME", project.jdk("java-home", "25-ea").toString());
    assertThat(project.nn("examples").out()).startsWith("java of java-home\n");
    project.environment.put("JAVA25_HOME", project.jdk("java25-home", "25.0.1+8").toString());
    assertThat(project.nn("examples").out()).startsWith("java of java25-home\n");
    assertThat(Files.readString(project.folder.resolve("mvn.log")))
        .startsWith(project.folder.resolve("usr/lib/jvm/usual") + " -q ");
  }

  @Test
  void jdk_otherVersions_arePassedOver() throws IOException, InterruptedException {
    project.environment.put("JAVA25_HOME", project.jdk("old", "17.0.9").toString());
    project.environment.put("JAVA_HOME", project.jdk("new", "250.0.1").toString());
    project.jdk("opt/java/right", "25.0.3");
    assertThat(project.nn("examples").out()).startsWith("java of opt/java/right\n");
  }

  @Test
  void jdk_none_isSaidInOneLine() throws IOException, InterruptedException {
    project.environment.put("JAVA_HOME", project.jdk("old", "17.0.9").toString());
    assertThat(project.nn("examples"))
        .isEqualTo(
            new StubProject.Outcome(
                1, "", "Descent needs a JDK 25: install one, or set JAVA25_HOME to its folder\n"));
    assertThat(project.builds()).isZero();
  }
}
