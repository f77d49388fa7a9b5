package dev.descent.testkit;

import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.runtime.KernelReport;
import java.io.BufferedReader;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// Another JVM that runs courses, with other kernels or other vectors than this one. It starts when
/// it is asked for the first time, answers all tests of this JVM, and ends with it. After one that
/// has died, or has been ended because it was stuck, the next question starts another.
final class OtherJvm {
  private static final String END = ".";

  /// What lines of answers begin with; others are what somebody else has printed.
  private static final String ANSWER = "> ";

  /// Minutes after which a course is taken to be stuck.
  private static final int LIMIT = 5;

  private static final Map<List<String>, OtherJvm> RUNNING = new ConcurrentHashMap<>();

  private final Process process;
  private final BufferedReader answers;

  private OtherJvm(List<String> command) {
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Returns what [Course#smallAndLarge] returns without the Vector API.
  static Map<String, String> scalar(OptimizerConfig config) throws ReflectiveOperationException {
    return with(config).ask(config);
  }

  /// Returns what [Course#smallAndLarge] returns with vectors of 128 bit.
  static Map<String, String> narrow(OptimizerConfig config) throws ReflectiveOperationException {
    return with(
            config,
            "--add-modules",
            "jdk.incubator.vector",
            "-Ddescent.kernel=vector",
            "-Ddescent.vector.bits=128",
            "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:MaxVectorSize=16")
        .ask(config);
  }

  private static OtherJvm with(OptimizerConfig config, String... flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", classPath(config), OtherJvm.class.getName()));
    return RUNNING.computeIfAbsent(command, OtherJvm::new);
  }

  /// Returns where this JVM has its classes from, modules included, and where the config is from.
  private static String classPath(OptimizerConfig config) {
    Set<String> path = new LinkedHashSet<>();
    for (String property : List.of("java.class.path", "jdk.module.path")) {
      for (String one : System.getProperty(property, "").split(File.pathSeparator, -1)) {
        path.add(one);
      }
    }
    path.remove("");
    CodeSource source = config.getClass().getProtectionDomain().getCodeSource();
    if (source != null) {
      path.add(Path.of(URI.create(source.getLocation().toString())).toString());
    }
    return String.join(File.pathSeparator, path);
  }

  private synchronized Map<String, String> ask(OptimizerConfig config)
      throws ReflectiveOperationException {
    String name = config.hyperParameters().name();
    StringBuilder question = new StringBuilder(name).append('\n');
    Components.settings(config).forEach((n, v) -> question.append(n + "=" + v + "\n"));
    CompletableFuture<Void> late =
        new CompletableFuture<Void>().completeOnTimeout(null, LIMIT, TimeUnit.MINUTES);
    CompletableFuture<Void> kill = late.thenRun(process::destroyForcibly);
    Map<String, String> answer = new TreeMap<>();
    List<String> other = new ArrayList<>(); // warnings, or why it has ended
    send(question, other);
    boolean whole = receive(answer, other);
    kill.cancel(false);
    if (!whole) {
      RUNNING.values().remove(this);
      process.destroyForcibly();
      throw new IllegalStateException(
          "another JVM %s: its last lines were%n%s"
              .formatted(
                  late.isDone()
                      ? "has not ended the course of %s in %d minutes".formatted(name, LIMIT)
                      : "has died before the end of the course of %s".formatted(name),
                  String.join("\n", other)));
    }
    if (answer.containsKey("failure")) {
      throw new IllegalStateException("another JVM failed: " + answer.get("failure"));
    }
    return answer;
  }

  private void send(CharSequence question, List<String> other) {
    try {
      process.outputWriter(StandardCharsets.UTF_8).append(question).append(END + "\n").flush();
    } catch (IOException e) {
      other.add(e.toString()); // what it has printed, which is read next, says why
    }
  }

  /// Reads an answer, and what else there is; returns false if there is no end of it.
  private boolean receive(Map<String, String> answer, List<String> other) {
    try {
      for (String line = answers.readLine(); line != null; line = answers.readLine()) {
        int at = line.startsWith(ANSWER) ? line.indexOf(" = ") : -1;
        if (line.equals(ANSWER + END)) {
          return true;
        } else if (at < 0) {
          other.add(line);
        } else {
          answer.put(line.substring(ANSWER.length(), at), line.substring(at + 3));
        }
      }
    } catch (IOException e) {
      other.add(e.toString());
    }
    return false;
  }

  /// Answers, in the other JVM, until nobody asks any more.
  public static void main(String[] arguments) throws IOException {
    PrintStream out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    OptimizerRegistry registry = OptimizerRegistry.discover();
    for (String name = in.readLine(); name != null; name = in.readLine()) {
      Map<String, String> settings = new TreeMap<>();
      for (String line = in.readLine(); line != null && !line.equals(END); line = in.readLine()) {
        String[] parts = line.split("=", 2);
        settings.put(parts[0], parts[1]);
      }
      try {
        out.println(ANSWER + "kernels = " + KernelReport.description());
        OptimizerConfig config = registry.create(name, settings);
        Course.smallAndLarge(config).forEach((n, text) -> out.println(ANSWER + n + " = " + text));
      } catch (RuntimeException | Error e) {
        out.println(ANSWER + "failure = " + e);
      }
      out.println(ANSWER + END);
    }
  }
}
