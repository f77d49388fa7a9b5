package dev.descent.runtime;

import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Refuses what the heap cannot hold, before anything of it is allocated.
///
/// It compares with the most that the JVM may use ([Runtime#maxMemory]), not with what is free:
/// what it refuses cannot fit, what it lets pass may still be too much beside other data.
public final class Heap {
  private static final long MEBIBYTE = 1 << 20;

  private Heap() {}

  /// Checks that the heap can hold something.
  ///
  /// @param subject what needs the memory
  /// @param needs bytes by what they are for
  /// @throws HeapTooSmallException if it cannot; the message says what is needed, for what, and the
  ///   flag that helps
  public static void require(String subject, Map<String, Long> needs) {
    require(subject, needs, Runtime.getRuntime().maxMemory());
  }

  /// Checks that a heap can hold something.
  ///
  /// @param subject what needs the memory
  /// @param needs bytes by what they are for
  /// @param maximum the most bytes that the heap may have
  /// @throws HeapTooSmallException if it cannot
  public static void require(String subject, Map<String, Long> needs, long maximum) {
    long all = 0;
    for (long need : needs.values()) {
      all += need;
    }
    if (all <= maximum) {
      return;
    }
    String parts =
        needs.entrySet().stream()
            .filter(need -> need.getValue() >= MEBIBYTE)
            .map(need -> need.getKey() + " " + mebibytes(need.getValue()))
            .collect(Collectors.joining(", "));
    String flag = flag(all);
    throw new HeapTooSmallException(
        "%s must fit into the heap of %s MiB, was %s MiB (%s): give java more by %s, or make the model or the batches smaller"
            .formatted(subject, mebibytes(maximum), mebibytes(all), parts, flag),
        flag);
  }

  /// Returns the flag for a heap that holds as much, and as much again by half: collectors keep a
  /// part for young objects.
  private static String flag(long bytes) {
    long wanted = Math.ceilDiv(bytes + bytes / 2, MEBIBYTE) + 128;
    return "-Xmx" + Math.ceilDiv(wanted, 256) * 256 + "m";
  }

  private static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%,d", Math.ceilDiv(bytes, MEBIBYTE));
  }
}
