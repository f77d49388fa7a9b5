package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.OptimizerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/// Makes a jar of the sample project `nn-examples/sign-momentum`, from its sources.
final class SamplePlugin {
  private SamplePlugin() {}

  /// Makes the jar.
  ///
  /// @param work an empty folder for sources and classes
  /// @param change what to change in each file
  static void build(Path work, Path jar, UnaryOperator<String> change) throws IOException {
    Path inside = Path.of("nn-examples", "sign-momentum", "src", "main");
    Path main = Files.isDirectory(inside) ? inside : Path.of("..").resolve(inside);
    Path sources = Files.createDirectories(work.resolve("sources"));
    Path classes = Files.createDirectories(work.resolve("classes"));
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-proc:none", "-nowarn", "-d", classes.toString()));
    arguments.addAll(List.of("-cp", System.getProperty("java.class.path")));
    try (Stream<Path> files = Files.walk(main.resolve("java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = sources.resolve(file.getFileName());
        arguments.add(Files.writeString(copy, change.apply(Files.readString(file))).toString());
      }
    }
    run("javac", arguments);
    Path service = Path.of("META-INF", "services", OptimizerConfig.class.getName());
    Files.createDirectories(classes.resolve(service).getParent());
    Files.writeString(
        classes.resolve(service),
        change.apply(Files.readString(main.resolve("resources").resolve(service))));
    Files.createDirectories(jar.getParent());
    run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
  }

  private static void run(String tool, List<String> arguments) {
    StringWriter output = new StringWriter();
    PrintWriter writer = new PrintWriter(output);
    int code =
        ToolProvider.findFirst(tool)
            .orElseThrow()
            .run(writer, writer, arguments.toArray(String[]::new));
    assertThat(code).as("%s", output).isZero();
  }
}
