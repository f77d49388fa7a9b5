package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/// A project of stubs for the launcher `nn`: a Maven that only makes the files the launcher looks
/// for, JDKs whose `java` says where it is and what it was given, and the tools of the system.
final class StubProject {
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

  record Outcome(int code, String out, String err) {}

  final Path folder;
  final Path home;
  final Path tools;
  final Map<String, String> environment = new LinkedHashMap<>();
  Path launcher;

  /// Makes the project in an empty folder.
  StubProject(Path folder) throws IOException {
    this.folder = folder.toRealPath();
    home = this.folder.resolve("project");
    tools = Files.createDirectories(this.folder.resolve("tools"));
    for (String tool : TOOLS) {
      // No link: what cleans up after a test would complain that it leads outside.
      tool(tools.resolve(tool), "exec " + system(tool) + " \"$@\"\n");
    }
    Path root = Files.exists(Path.of("nn")) ? Path.of("nn") : Path.of("..", "nn");
    launcher = home.resolve("nn");
    // The usual folders and what the system says are those of a file system of its own.
    write(
        launcher,
        Files.readString(root).replaceAll(" /(usr|opt|Library|sys)/", " " + this.folder + "/$1/"));
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
            .formatted(this.folder));
    environment.put("PATH", tools.toString());
    environment.put("HOME", this.folder.resolve("user").toString());
  }

  private static Path system(String tool) {
    return Stream.of("/usr/bin", "/bin")
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  static Path write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  static void tool(Path file, String script) throws IOException {
    write(file, "#!/bin/bash\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  Path jdk(String place, String version) throws IOException {
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

  Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(tools.resolve("bash").toString());
    command.add(launcher.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  static Outcome end(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), out, err);
  }

  Outcome nn(String... arguments) throws IOException, InterruptedException {
    return end(start(arguments));
  }

  int builds() throws IOException {
    Path log = folder.resolve("mvn.log");
    return Files.exists(log) ? Files.readAllLines(log).size() : 0;
  }

  static void later(Path file) throws IOException {
    Files.setLastModifiedTime(
        file, FileTime.fromMillis(Files.getLastModifiedTime(file).toMillis() + 3_600_000));
  }
}
