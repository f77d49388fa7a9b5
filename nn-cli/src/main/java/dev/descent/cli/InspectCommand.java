package dev.descent.cli;

import dev.descent.io.SafetensorsFile;
import dev.descent.io.TensorEntry;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Shows what is in a weights file.
@Command(name = "inspect", description = "Shows the tensors in a safetensors file.")
final class InspectCommand implements Callable<Integer>, Nn.Verbose {
  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec spec;

  @Parameters(paramLabel = "FILE.safetensors", description = "The file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path file;

  @Option(names = "--verbose", description = "Shows where an error comes from.")
  private boolean verbose;

  @Override
  public boolean verbose() {
    return verbose;
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter out = spec.commandLine().getOut();
    if (Files.isDirectory(file)) {
      throw new UsageException(file + " must be a safetensors file, was a folder");
    }
    try (SafetensorsFile weights = SafetensorsFile.open(file)) {
      int width =
          weights.entries().keySet().stream()
              .mapToInt(name -> printable(name).length())
              .max()
              .orElse(0);
      long elements = 0;
      long bytes = 0;
      for (TensorEntry entry : weights.entries().values()) {
        elements += entry.elements();
        bytes += entry.end() - entry.begin();
        out.println(
            String.format(
                Locale.ROOT,
                "%-" + Math.max(1, width) + "s  %-4s %-18s %,14d",
                printable(entry.name()),
                entry.type(),
                entry.shape(),
                entry.elements()));
      }
      weights
          .metadata()
          .forEach((name, value) ->
              out.println("metadata " + printable(name) + ": " + printable(value)));
      out.println("tensors: " + weights.entries().size());
      out.println("elements: " + elements);
      out.println("bytes: " + bytes);
    }
    return ExitCode.SUCCESS;
  }

  /// Writes out characters that would command a terminal: a file's names come from anybody.
  private static String printable(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
            safe.append(String.format(Locale.ROOT, "\\u%04x", c));
          } else {
            safe.appendCodePoint(c);
          }
        });
    return safe.toString();
  }
}
