package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.descent.train.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/// `docs/guides/write-an-optimizer.md`, done as it says: the files are written and compiled, the
/// commands run. Maven's part is done by javac and JUnit, which need no repository.
final class OptimizerGuideTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\S+)(?: (\\S+))?\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

  @TempDir private Path folder;

  @Test
  void guide_fromAnEmptyFolder_endsWithAProvenOptimizer() throws Exception {
    List<String> commands = new ArrayList<>();
    for (Matcher block = BLOCK.matcher(guide()); block.find(); ) {
      if (block.group(2) != null) {
        Path file = folder.resolve(block.group(2));
        Files.createDirectories(file.getParent());
        Files.writeString(file, block.group(3));
      } else if (block.group(1).equals("sh")) {
        commands.addAll(block.group(3).lines().toList());
      }
    }
    Map<String, Step> known = new LinkedHashMap<>();
    known.put("java Golden.java > src/test/resources/grams.csv", command -> golden());
    known.put("mvn verify", command -> verify());
    known.put("nn optimizers grams --plugins target", this::nn);
    known.put("nn run iris --optimizer grams --set learningRate=0.01 --plugins target", this::nn);
    assertThat(commands).containsExactlyElementsOf(known.keySet());
    for (String command : commands) {
      known.get(command).run(command);
    }
  }

  private interface Step {
    void run(String command) throws Exception;
  }

  private static String guide() throws IOException {
    Path inside = Path.of("docs", "guides", "write-an-optimizer.md");
    return Files.readString(Files.exists(inside) ? inside : Path.of("..").resolve(inside));
  }

  private void golden() throws IOException, InterruptedException {
    Path file = folder.resolve("src/test/resources/grams.csv");
    Files.createDirectories(file.getParent());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "Golden.java")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(file.toFile())
            .start();
    assertThat(process.waitFor()).as("%s", Files.readString(file)).isZero();
  }

  private void verify() throws Exception {
    Path classes = Files.createDirectories(folder.resolve("target/classes"));
    Path tests = Files.createDirectories(folder.resolve("target/test-classes"));
    String path = System.getProperty("java.class.path");
    compile(folder.resolve("src/main/java"), classes, path);
    compile(
        folder.resolve("src/test/java"),
        tests,
        classes + System.getProperty("path.separator") + path);
    copy(folder.resolve("src/main/resources"), classes);
    copy(folder.resolve("src/test/resources"), tests);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {classes.toUri().toURL(), tests.toUri().toURL()},
            getClass().getClassLoader())) {
      TestExecutionSummary summary = test(loader, "com.example.grams.GramsContractTest");
      StringWriter failures = new StringWriter();
      summary.printFailuresTo(new PrintWriter(failures));
      assertThat(summary.getTotalFailureCount()).as("%s", failures).isZero();
      assertThat(summary.getTestsSucceededCount()).isGreaterThanOrEqualTo(20);
    }
    tool(
        "jar",
        "--create",
        "--file",
        folder.resolve("target/grams-1.0.0.jar").toString(),
        "-C",
        classes.toString(),
        ".");
  }

  private static TestExecutionSummary test(ClassLoader loader, String name) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(loader);
    try {
      LauncherDiscoveryRequest request =
          LauncherDiscoveryRequestBuilder.request()
              .selectors(selectClass(Class.forName(name, false, loader)))
              .build();
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create().execute(request, listener);
      return listener.getSummary();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private void nn(String command) throws IOException {
    List<String> arguments = new ArrayList<>(Arrays.asList(command.split(" ")));
    arguments.removeFirst();
    arguments.replaceAll(one -> one.equals("target") ? folder.resolve("target").toString() : one);
    if (arguments.getFirst().equals("run")) {
      arguments.addAll(List.of("--epochs", "20", "--out", folder.resolve("run").toString()));
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new Nn(new PrintWriter(out, true), new PrintWriter(err, true), new Cancellation())
            .run(arguments.toArray(String[]::new));
    assertThat(code).as("%s", err).isZero();
    assertThat(out.toString())
        .contains(arguments.getFirst().equals("run") ? "weights-sha256: " : "Cao et al. (2024)");
  }

  private static void compile(Path sources, Path classes, String path) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      Stream<String> options =
          Stream.of(
              "-proc:none", "-Xlint:all,-path,-classfile", "-d", classes.toString(), "-cp", path);
      tool(
          "javac",
          Stream.concat(options, files.filter(Files::isRegularFile).map(Path::toString))
              .toArray(String[]::new));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.write(copy, Files.readString(file).getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static void tool(String name, String... arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int code = ToolProvider.findFirst(name).orElseThrow().run(writer, writer, arguments);
    assertThat(code).as("%s", output).isZero();
  }
}
