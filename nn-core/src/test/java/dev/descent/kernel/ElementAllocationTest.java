package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compiled vector kernels allocate nothing: a vector that C2 cannot keep in a register becomes an
/// object, and the kernel a hundred times slower.
final class ElementAllocationTest {
  /// HotSpot's NodeCountInliningCutoff: past as many nodes C2 puts off what it writes out. Counted
  /// here is also what it writes out then.
  private static final int CUTOFF = 18_000;

  private static final Pattern TASK = Pattern.compile("<task .* method='dev\\.descent\\.(.*?) \\(");
  private static final Pattern LONGEST = Pattern.compile("kernel\\.GeneratedFewRows\\S+ rows\\d");

  private static final Pattern DONE = Pattern.compile("<parse_done nodes='(\\d+)'");

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vectorKernels_onceCompiled_afterVectorsOfOtherWidthsOrNone_allocateNothing(boolean others)
      throws IOException, InterruptedException {
    assertThat(Fork.output(ElementAllocation.class, "-Dwidths=" + others)).isEqualTo("allocating:");
  }

  @Test
  void vectorKernels_narrowerThanTheProcessorHas_allocateNothing()
      throws IOException, InterruptedException {
    int bits = Math.max(128, VectorWidth.bits() / 2);
    assertThat(Fork.output(ElementAllocation.class, "-Ddescent.vector.bits=" + bits))
        .isEqualTo("allocating:");
  }

  /// Where C2 has much to do, C1 makes code that takes no profile.
  @Test
  void vectorKernels_compiledWithLessProfile_allocateNothing()
      throws IOException, InterruptedException {
    assertThat(
            Fork.output(
                ElementAllocation.class,
                "-Dwidths=true",
                "-XX:Tier3DelayOn=0",
                "-XX:Tier3DelayOff=0"))
        .isEqualTo("allocating:");
  }

  /// But the longest ones, which cast every vector that may come late; see docs/adr/0071.
  @Test
  void vectorKernels_compiled_areWrittenOutInOnePiece(@TempDir Path folder)
      throws IOException, InterruptedException {
    Path log = folder.resolve("compilation.xml");
    Fork.output(
        ElementAllocation.class,
        "-Dwidths=true",
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+LogCompilation",
        "-XX:CompileCommand=quiet",
        "-XX:CompileCommand=log,dev.descent.kernel.*::*",
        "-XX:LogFile=" + log);
    Map<String, Integer> nodes = nodes(log);
    for (Method loop : FunctionLoops.Calls.class.getDeclaredMethods()) {
      assertThat(nodes.keySet()).anyMatch(method -> method.endsWith(' ' + loop.getName()));
    }
    nodes.keySet().removeIf(LONGEST.asMatchPredicate());
    assertThat(nodes).allSatisfy((method, count) -> assertThat(count).isLessThan(CUTOFF));
  }

  /// Returns how many nodes C2 made for each of our methods.
  private static Map<String, Integer> nodes(Path log) throws IOException {
    Map<String, Integer> nodes = new TreeMap<>();
    String task = "";
    try (BufferedReader lines = Files.newBufferedReader(log)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("<task ")) {
          Matcher method = TASK.matcher(line);
          task = method.find() ? method.group(1) : "";
        }
        Matcher done = DONE.matcher(line);
        if (!task.isEmpty() && done.find()) {
          nodes.merge(task, Integer.parseInt(done.group(1)), Math::max);
        }
      }
    }
    return nodes;
  }
}
