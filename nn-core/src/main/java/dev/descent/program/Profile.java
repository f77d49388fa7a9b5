package dev.descent.program;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The time that each node took, summed over runs.
final class Profile implements Interpreter.Observer {
  private final List<Node> nodes;
  private final long[] nanos;
  private final long[] best;
  private long current;
  private long runs;
  private long started;

  Profile(List<Node> nodes) {
    this.nodes = nodes;
    this.nanos = new long[nodes.size()];
    this.best = new long[nodes.size()];
    Arrays.fill(best, Long.MAX_VALUE);
  }

  @Override
  public void before(int node) {
    runs += node == 0 ? 1 : 0;
    current = 0;
    started = System.nanoTime();
  }

  @Override
  public void after(int node, int call) {
    long now = System.nanoTime();
    nanos[node] += now - started;
    current += now - started;
    if (call == Math.max(0, nodes.get(node).calls().size() - 1)) {
      best[node] = Math.min(best[node], current);
    }
    started = System.nanoTime();
  }

  /// Returns a table: microseconds in a run (mean, then the shortest), share of the mean, GFLOP/s
  /// of the shortest, operations, layer.
  @Override
  public String toString() {
    long total = 0;
    long shortest = 0;
    for (int i = 0; i < nanos.length; i++) {
      total += nanos[i];
      shortest += runs == 0 ? 0 : best[i];
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d runs, %.1f us each, the shortest of each node %.1f us%n",
            runs,
            total * 1e-3 / Math.max(1, runs),
            shortest * 1e-3));
    for (int i = 0; i < nanos.length; i++) {
      Node node = nodes.get(i);
      text.append(
          String.format(
              Locale.ROOT,
              "%4d %10.2f us %10.2f us %5.1f %% %7.1f GFLOP/s  %-28s %s%n",
              i,
              nanos[i] * 1e-3 / Math.max(1, runs),
              runs == 0 ? 0 : best[i] * 1e-3,
              100.0 * nanos[i] / Math.max(1, total),
              runs == 0 ? 0 : node.flops() / (double) Math.max(1, best[i]),
              String.join("+", node.fused()),
              node.value().origin().scope()));
    }
    return text.toString();
  }
}
