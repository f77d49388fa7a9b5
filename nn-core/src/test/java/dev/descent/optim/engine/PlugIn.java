package dev.descent.optim.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.spi.OptimizerConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Compiles a third party's optimizer, and runs a program that finds it in a JVM of its own.
final class PlugIn {
  private static final String CONFIG =
      """
      package third.party;

      import dev.descent.optim.spi.*;

      public record DriftConfig(double learningRate, OptimizerConfig partner) implements OptimizerConfig {
        private static final HyperParameters HYPER =
            HyperParameters.of("NAME", "Steps by a constant")
                .with("learningRate", Range.atLeast(0), "length of a step")
                .with("partner", "nothing");

        public DriftConfig { HYPER.check("learningRate", learningRate); }
        public DriftConfig() { this(0.5, new Other()); }
        public HyperParameters hyperParameters() { return HYPER; }
        public Rule<?> rule() { return new Drift(); }

        public record Other() implements OptimizerConfig {
          public HyperParameters hyperParameters() { return HyperParameters.of("other", "Nothing"); }
          public Rule<?> rule() { return new Drift(); }
        }
      }

      final class Drift implements Rule.Elementwise<DriftConfig> {
        public void update(DriftConfig config, Block block) {
          float[] step = block.step();
          for (int i = block.from(), to = block.to(); i < to; i++) step[i] -= (float) config.learningRate();
        }
      }
      """;

  private static final String PROBE =
      """
      import dev.descent.optim.engine.*;
      import dev.descent.tensor.Shape;
      import java.nio.file.Path;
      import java.util.Map;

      public class Probe {
        public static void main(String[] args) {
          OptimizerRegistry registry =
              args.length == 0 ? OptimizerRegistry.discover() : OptimizerRegistry.discover(Path.of(args[0]));
          for (OptimizerEntry entry : registry.entries())
            System.out.println(entry.name() + " " + entry.className() + " " + entry.origin() + " " + entry.lines());
          Optimizer optimizer =
              Optimizer.builder(registry.create("drift", Map.of("learningRate", "0.25")))
                  .schedule("learningRate", step -> 0.25 + step)
                  .build(Map.of("w", Shape.of(3)), Map.of());
          float[] weights = new float[optimizer.layout().size()];
          optimizer.step(weights, new Gradient(new float[weights.length]));
          optimizer.step(weights, new Gradient(new float[weights.length]));
          System.out.println(weights[0]);
        }
      }
      """;

  private PlugIn() {}

  /// Returns where the classes of this module are.
  static Path core() {
    return location(OptimizerConfig.class);
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Makes `name.jar` of an optimizer, with a module descriptor or for the class path.
  static Path jar(Path directory, String file, String name, boolean module) throws IOException {
    return jar(directory, file, CONFIG.replace("NAME", name), "third.party.DriftConfig", module);
  }

  static Path jar(Path directory, String file, String source, String service, boolean module)
      throws IOException {
    Path work = Files.createTempDirectory(directory, "plug-in");
    List<String> sources = new ArrayList<>();
    sources.add(write(work.resolve("source/third/party/DriftConfig.java"), source));
    if (module) {
      sources.add(
          write(
              work.resolve("source/module-info.java"),
              """
              module third.party {
                requires dev.descent.core;
                exports third.party;
                provides dev.descent.optim.spi.OptimizerConfig with third.party.DriftConfig;
              }
              """));
    }
    Path classes = work.resolve("classes");
    String path = core() + java.io.File.pathSeparator + location(Nullable.class);
    List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn"));
    options.addAll(List.of(module ? "-p" : "-cp", path, "-d", classes.toString()));
    options.addAll(sources);
    run("javac", options);
    if (!module) {
      write(classes.resolve("META-INF/services/" + OptimizerConfig.class.getName()), service);
    }
    Path jar = Files.createDirectories(directory.resolve("jars")).resolve(file);
    run("jar", List.of("--create", "--file", jar.toString(), "-C", classes.toString(), "."));
    return jar;
  }

  /// Compiles the probe and returns its directory.
  static Path probe(Path directory) throws IOException {
    Path work = Files.createTempDirectory(directory, "probe");
    String source = write(work.resolve("Probe.java"), PROBE);
    run(
        "javac",
        List.of("-proc:none", "-nowarn", "-cp", core().toString(), "-d", work.toString(), source));
    return work;
  }

  /// Runs `java` and returns what it prints.
  static String java(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }

  private static String write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
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

  static @Nullable String line(String output, String start) {
    return output.lines().filter(line -> line.startsWith(start)).findFirst().orElse(null);
  }
}
