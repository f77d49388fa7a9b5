package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the launcher `nn` starts java with.
final class LauncherTest {
  @TempDir private Path folder;

  private StubProject project;

  @BeforeEach
  void makeProject() throws IOException {
    project = new StubProject(folder);
  }

  @Test
  void java_arguments_areThoseOfTheUser() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    project.environment.put("NN_JAVA_OPTS", "-Xmx4g -Ddescent.kernel=scalar");
    StubProject.Outcome run = project.nn("run", "two words", "--seed", "7");
    assertThat(run.out().lines())
        .contains("-Xmx4g", "-Ddescent.kernel=scalar", "jdk.incubator.vector")
        .doesNotContain("-XX:TieredStopAtLevel=1")
        .endsWith("dev.descent.cli.Main", "run", "two words", "--seed", "7");
    assertThat(project.nn("examples").out().lines())
        .contains("-XX:TieredStopAtLevel=1")
        .doesNotContain("jdk.incubator.vector");
  }

  /// The version names the kernels: those of training.
  @Test
  void java_forTheVersion_hasTheVectorApi() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    for (String option : List.of("-V", "--version")) {
      assertThat(project.nn(option).out().lines())
          .containsSequence("--add-modules", "jdk.incubator.vector")
          .doesNotContain("-XX:TieredStopAtLevel=1", "-XX:ObjectAlignmentInBytes=64");
    }
  }

  @Test
  void help_ofTheBenchmarks_isTheirs() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    assertThat(project.nn("help", "bench").out().lines())
        .endsWith("dev.descent.benchmarks.Bench", "--help");
    assertThat(project.nn("help", "run").out().lines())
        .endsWith("dev.descent.cli.Main", "help", "run");
  }

  @Test
  void java_collectorOfTheUser_replacesTheUsualOne() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    assertThat(project.nn("examples").out().lines()).containsOnlyOnce("-XX:+UseSerialGC", "-Xmn4m");
    project.environment.put("NN_JAVA_OPTS", "-Xmx1g -XX:+UseParallelGC");
    assertThat(project.nn("examples").out().lines())
        .contains("-Xmx1g", "-XX:+UseParallelGC")
        .doesNotContain("-XX:+UseSerialGC", "-Xmn4m");
  }

  @Test
  void java_whereTheSystemLeavesLargePagesToPrograms_asksForThem()
      throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    String flag = "-XX:+UseTransparentHugePages";
    assertThat(project.nn("run").out().lines()).doesNotContain(flag);
    Path system = project.folder.resolve("sys/kernel/mm/transparent_hugepage/enabled");
    StubProject.write(system, "always madvise [never]\n");
    assertThat(project.nn("run").out().lines()).doesNotContain(flag);
    for (String enabled : List.of("always [madvise] never\n", "[always] madvise never\n")) {
      StubProject.write(system, enabled);
      assertThat(project.nn("run").out().lines()).contains(flag);
      assertThat(project.nn("bench").out().lines()).contains(flag);
      assertThat(project.nn("examples").out().lines()).doesNotContain(flag);
      assertThat(project.nn("--version").out().lines()).doesNotContain(flag);
    }
    for (String options :
        List.of("-XX:+UseLargePages", "-XX:-UseTransparentHugePages", "-XX:+UseZGC")) {
      project.environment.put("NN_JAVA_OPTS", options);
      assertThat(project.nn("run").out().lines()).contains(options).doesNotContain(flag);
    }
  }

  @Test
  void nn_whereGlibcIs_givesTheCompilersMemoryBack() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    String trim = "-XX:TrimNativeHeapInterval=100";
    assertThat(project.nn("examples").out().lines())
        .contains("arenas any trim any")
        .doesNotContain(trim);
    StubProject.tool(project.tools.resolve("getconf"), "[ \"$1\" = GNU_LIBC_VERSION ]\n");
    assertThat(project.nn("examples").out().lines()).contains("arenas 1 trim 65536", trim);
    project.environment.put("MALLOC_ARENA_MAX", "4");
    assertThat(project.nn("examples").out().lines()).contains("arenas 4 trim 65536");
  }

  @Test
  void nn_throughALink_findsItsProject() throws IOException, InterruptedException {
    project.jdk("usr/lib/jvm/usual", "25.0.3");
    Path link =
        Files.createSymbolicLink(project.folder.resolve("link"), project.home.resolve("nn"));
    project.launcher = Files.createSymbolicLink(project.folder.resolve("nn"), link);
    assertThat(project.nn("examples").out())
        .contains("-Ddescent.home=" + project.folder.resolve("project") + "\n");
  }
}
