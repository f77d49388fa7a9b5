package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs programs of the tests in JVMs of their own, with the class path of this one.
public final class Fork {
  private Fork() {}

  /// Runs a program with options for the JVM and returns what it prints; it must end well. A test
  /// that is interrupted meanwhile ends it.
  public static String output(Class<?> program, String... options)
      throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
    all.addAll(List.of(options));
    return run(program, all);
  }

  /// Runs a program in a JVM that has no Vector API and returns what it prints.
  public static String withoutVectors(Class<?> program) throws IOException, InterruptedException {
    return run(program, List.of());
  }

  private static String run(Class<?> program, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    Path output = Files.createTempFile("fork", ".out");
    Path errors = Files.createTempFile("fork", ".err");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try {
      int code = process.waitFor();
      assertThat(code).as("%s%n%s", String.join(" ", command), Files.readString(errors)).isZero();
      return Files.readString(output).strip();
    } finally {
      process.destroyForcibly();
      Files.deleteIfExists(output);
      Files.deleteIfExists(errors);
    }
  }
}
