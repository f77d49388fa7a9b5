package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher `nn` in a project of stubs: a Maven that only makes the files the launcher looks
/// for, JDKs whose `java` says where it is and what it was given, and the tools of the system.
final class LauncherTest {
  private static final List<String> TOOLS =
      List.of(
          "bash",
          "cat",
          "dirname",
          "find",
          "head",
          "ln",
          "mkdir",
          "readlink",
          "rm",
          "sleep",
          "touch");

  @TempDir private Path folder;

  private Path home = Path.of("");
  private Path tools = Path.of("");
  private final Map<String, String> environment = new LinkedHashMap<>();

  private record Outcome(int code, String out, String err) {}

  @BeforeEach
  void makeProject() throws IOException {
    folder = folder.toRealPath();
    home = folder.resolve("project");
    tools = Files.createDirectories(folder.resolve("tools"));
    for (String tool : TOOLS) {
      // No link: what cleans up after a test would complain that it leads outside.
      tool(tools.resolve(tool), "exec " + system(tool) + " \"$@\"\n");
    }
    Path root = Files.exists(Path.of("nn")) ? Path.of("nn") : Path.of("..", "nn");
    // The usual folders are those of a file system of its own.
    write(
        home.resolve("nn"),
        Files.readString(root).replaceAll(" /(usr|opt|Library)/", " " + folder + "/$1/"));
    write(home.resolve("pom.xml"), "");
    for (String module : List.of("nn-core", "nn-cli", "nn-examples/sign-momentum")) {
      write(home.resolve(module).resolve("pom.xml"), "");
      write(home.resolve(module).resolve("src/main/java/Some.java"), "");
      write(home.resolve(module).resolve("src/main/java/Other.java"), "");
      write(home.resolve(module).resolve("src/test/java/SomeTest.java"), "");
    }
    tool(
        tools.resolve("mvn"),
        """
        echo "$JAVA25_HOME $*" >>"%1$s/mvn.log"
        touch "%1$s/began"
        while [ -e "%1$s/hold" ]; do sleep 0.02; done
        [ ! -e "%1$s/broken" ] || exit 1
        mkdir -p nn-cli/target/lib nn-examples/sign-momentum/target
        touch nn-cli/target/nn-cli-0.1.0.jar nn-examples/sign-momentum/target/sign-momentum-0.1.0.jar
        touch -r "%1$s/began" nn-cli/target/nn.stamp
        """
            .formatted(folder));
    environment.put("PATH", tools.toString());
    environment.put("HOME", folder.resolve("user").toString());
  }

  private static Path system(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  private static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static void tool(Path file, String script) throws IOException {
    write(file, "#!/bin/bash\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Path jdk(String place, String version) throws IOException {
    Path jdk = folder.resolve(place);
    write(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    tool(
        jdk.resolve("bin/java"),
        "echo \"java of "
            + place
            + "\"\n"
            + "echo \"arenas ${MALLOC_ARENA_MAX-any} trim ${MALLOC_TRIM_THRESHOLD_-any}\"\n"
            + "printf '%s\\n' \"$@\"\n");
    tool(jdk.resolve("bin/javac"), "");
    return jdk;
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(tools.resolve("bash").toString());
    command.add(home.resolve("nn").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Outcome end(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }

  private Outcome nn(String... arguments) throws IOException, InterruptedException {
    return end(start(arguments));
  }

  private int builds() throws IOException {
    Path log = folder.resolve("mvn.log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  @Test
  void jdk_severalPlaces_theFirstInOrderIsTaken() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    assertThat(nn("examples").out()).startsWith("java of usr/lib/jvm/usual\n");
    Files.createSymbolicLink(tools.resolve("java"), jdk("on-path", "25").resolve("bin/java"));
    assertThat(nn("examples").out()).startsWith("java of on-path\n");
    environment.put("JAVA_HOME", jdk("java-home", "25-ea").toString());
    assertThat(nn("examples").out()).startsWith("java of java-home\n");
    environment.put("JAVA25_HOME", jdk("java25-home", "25.0.1+8").toString());
    assertThat(nn("examples").out()).startsWith("java of java25-home\n");
    assertThat(Files.readString(folder.resolve("mvn.log")))
        .startsWith(folder.resolve("usr/lib/jvm/usual") + " -q ");
  }

  @Test
  void jdk_otherVersions_arePassedOver() throws IOException, InterruptedException {
    environment.put("JAVA25_HOME", jdk("old", "17.0.9").toString());
    environment.put("JAVA_HOME", jdk("new", "250.0.1").toString());
    jdk("opt/java/right", "25.0.3");
    assertThat(nn("examples").out()).startsWith("java of opt/java/right\n");
  }

  @Test
  void jdk_none_isSaidInOneLine() throws IOException, InterruptedException {
    environment.put("JAVA_HOME", jdk("old", "17.0.9").toString());
    assertThat(nn("examples"))
        .isEqualTo(
            new Outcome(
                1, "", "Descent needs a JDK 25: install one, or set JAVA25_HOME to its folder\n"));
    assertThat(builds()).isZero();
  }

  @Test
  void build_nothingChanged_isDoneOnce() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    assertThat(nn("examples").err()).startsWith("nn: building");
    assertThat(nn("examples").err()).isEmpty();
    later(home.resolve("nn-cli/src/test/java/SomeTest.java"));
    assertThat(nn("examples").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void build_somethingChanged_isDoneAgain() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    nn("examples");
    later(home.resolve("nn-core/src/main/java/Some.java"));
    nn("examples");
    assertThat(builds()).as("changed source").isEqualTo(2);
    Files.setLastModifiedTime(
        home.resolve("nn-core/src/main/java/Some.java"), FileTime.fromMillis(0));
    Files.delete(home.resolve("nn-examples/sign-momentum/src/main/java/Other.java"));
    nn("examples");
    assertThat(builds()).as("deleted source").isEqualTo(3);
    later(home.resolve("nn-cli/pom.xml"));
    nn("examples");
    assertThat(builds()).as("changed POM").isEqualTo(4);
  }

  @Test
  void build_byHand_isNotRepeated() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    nn("examples");
    Files.writeString(home.resolve("nn-core/src/main/java/Some.java"), "changed");
    ProcessBuilder verify = new ProcessBuilder(tools.resolve("mvn").toString(), "verify");
    verify.environment().put("PATH", tools.toString());
    assertThat(verify.directory(home.toFile()).start().waitFor()).isZero();
    assertThat(nn("examples").err()).isEmpty();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void build_sourceChangedMeanwhile_isDoneAgain() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    Path hold = write(folder.resolve("hold"), "");
    Process first = start("examples");
    try (BufferedReader err = first.errorReader()) {
      assertThat(err.readLine()).startsWith("nn: building");
      while (!Files.exists(folder.resolve("began"))) {
        Thread.onSpinWait();
      }
      Files.setLastModifiedTime(
          home.resolve("nn-core/src/main/java/Some.java"),
          FileTime.fromMillis(Files.getLastModifiedTime(folder.resolve("began")).toMillis() + 100));
      Files.delete(hold);
      assertThat(first.waitFor()).isZero();
    }
    nn("examples");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void build_withoutTheSamplePlugin_isDoneAgain() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    nn("examples");
    Files.delete(home.resolve("nn-examples/sign-momentum/target/sign-momentum-0.1.0.jar"));
    nn("examples");
    assertThat(builds()).isEqualTo(2);
  }

  private static void later(Path file) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 3_600_000));
  }

  @Test
  void build_broken_failsAndIsTriedAgain() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    Path broken = write(folder.resolve("broken"), "");
    Outcome outcome = nn("examples");
    assertThat(outcome.code()).isEqualTo(1);
    assertThat(outcome.err()).endsWith("nn: the build failed, its messages are above\n");
    Files.delete(broken);
    assertThat(nn("examples").code()).isZero();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void build_withoutMaven_saysWhatIsMissing() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    Files.delete(tools.resolve("mvn"));
    assertThat(nn("examples"))
        .isEqualTo(
            new Outcome(
                1, "", "Descent is built by Maven: install it, mvn was not found on the path\n"));
  }

  @Test
  void build_twoStartsAtOnce_isDoneOnce() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    Path hold = write(folder.resolve("hold"), "");
    Process first = start("examples");
    try (BufferedReader firstErr = first.errorReader()) {
      assertThat(firstErr.readLine()).startsWith("nn: building");
      Process second = start("examples");
      try (BufferedReader secondErr = second.errorReader()) {
        assertThat(secondErr.readLine())
            .isEqualTo("nn: waiting for the build of process " + first.pid());
        Files.delete(hold);
        assertThat(second.waitFor()).isZero();
      }
    }
    assertThat(first.waitFor()).isZero();
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void build_lockOfAProcessThatIsGone_isNoObstacle() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    Process gone = new ProcessBuilder(tools.resolve("bash").toString(), "-c", ":").start();
    gone.waitFor();
    Files.createDirectories(home.resolve("nn-cli/target"));
    Files.createSymbolicLink(home.resolve("nn-cli/target/nn.lock"), Path.of("" + gone.pid()));
    assertThat(nn("examples").code()).isZero();
    assertThat(builds()).isEqualTo(1);
    assertThat(Files.isSymbolicLink(home.resolve("nn-cli/target/nn.lock"))).isFalse();
  }

  @Test
  void java_arguments_areThoseOfTheUser() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    environment.put("NN_JAVA_OPTS", "-Xmx4g -Ddescent.kernel=scalar");
    Outcome run = nn("run", "two words", "--seed", "7");
    assertThat(run.out().lines())
        .contains("-Xmx4g", "-Ddescent.kernel=scalar", "jdk.incubator.vector")
        .doesNotContain("-XX:TieredStopAtLevel=1")
        .endsWith("dev.descent.cli.Main", "run", "two words", "--seed", "7");
    assertThat(nn("examples").out().lines())
        .contains("-XX:TieredStopAtLevel=1")
        .doesNotContain("jdk.incubator.vector");
  }

  @Test
  void java_collectorOfTheUser_replacesTheUsualOne() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    assertThat(nn("examples").out().lines()).containsOnlyOnce("-XX:+UseSerialGC", "-Xmn4m");
    environment.put("NN_JAVA_OPTS", "-Xmx1g -XX:+UseParallelGC");
    assertThat(nn("examples").out().lines())
        .contains("-Xmx1g", "-XX:+UseParallelGC")
        .doesNotContain("-XX:+UseSerialGC", "-Xmn4m");
  }

  @Test
  void nn_whereGlibcIs_givesTheCompilersMemoryBack() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    String trim = "-XX:TrimNativeHeapInterval=100";
    assertThat(nn("examples").out().lines()).contains("arenas any trim any").doesNotContain(trim);
    tool(tools.resolve("getconf"), "[ \"$1\" = GNU_LIBC_VERSION ]\n");
    assertThat(nn("examples").out().lines()).contains("arenas 1 trim 65536", trim);
    environment.put("MALLOC_ARENA_MAX", "4");
    assertThat(nn("examples").out().lines()).contains("arenas 4 trim 65536");
  }

  @Test
  void nn_throughALink_findsItsProject() throws IOException, InterruptedException {
    jdk("usr/lib/jvm/usual", "25.0.3");
    Path link = Files.createSymbolicLink(folder.resolve("link"), home.resolve("nn"));
    home = folder;
    Files.createSymbolicLink(folder.resolve("nn"), link);
    assertThat(nn("examples").out()).contains("-Ddescent.home=" + folder.resolve("project") + "\n");
  }
}
