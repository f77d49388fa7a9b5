package dev.descent.parallel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How many threads can compute side by side: the processors that this process may use, hardware
/// threads of one core counted once where the system says which they are.
final class Processors {
  private static final Path CPUS = Path.of("/sys/devices/system/cpu");
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String ALLOWED = "Cpus_allowed_list:";

  private Processors() {}

  /// Returns the number for this process, at least 1.
  static int count() {
    int available = Runtime.getRuntime().availableProcessors();
    try {
      return count(available, CPUS, STATUS);
    } catch (IOException | UncheckedIOException | SecurityException | NumberFormatException e) {
      return available; // not Linux, or not told
    }
  }

  /// Returns the number of cores among the allowed processors, at most `available`.
  ///
  /// @param available what Java says, limits of containers included
  /// @param cpus a folder with `cpu0/topology/thread_siblings_list`: processors of the same core
  /// @param status a file with a line `Cpus_allowed_list: 0-3,8`
  /// @throws IOException if one of them cannot be read
  static int count(int available, Path cpus, Path status) throws IOException {
    Set<String> cores = new HashSet<>();
    for (int cpu : list(allowed(status))) {
      Path siblings = cpus.resolve("cpu" + cpu).resolve("topology/thread_siblings_list");
      cores.add(Files.readString(siblings).strip());
    }
    return Math.clamp(cores.size(), 1, available);
  }

  private static String allowed(Path status) throws IOException {
    for (String line : Files.readAllLines(status)) {
      if (line.startsWith(ALLOWED)) {
        return line.substring(ALLOWED.length());
      }
    }
    throw new IOException(status + " must have a line " + ALLOWED);
  }

  private static List<Integer> list(String text) {
    List<Integer> numbers = new java.util.ArrayList<>();
    for (String range : text.strip().split(",", -1)) {
      String[] ends = range.split("-", -1);
      int last = Integer.parseInt(ends[ends.length - 1]);
      for (int cpu = Integer.parseInt(ends[0]); cpu <= last; cpu++) {
        numbers.add(cpu);
      }
    }
    return numbers;
  }
}
