package dev.descent.program;

import java.util.List;

/// The time that each node took, summed over runs.
final class Profile implements Interpreter.Observer {
  private final List<Node> nodes;
  private final long[] nanos;
  private long runs;
  private long started;

  Profile(List<Node> nodes) {
    this.nodes = nodes;
    this.nanos = new long[nodes.size()];
  }

  @Override
  public void before(int node) {
    runs += node == 0 ? 1 : 0;
    started = System.nanoTime();
  }

  @Override
  public void after(int node, int call) {
    long now = System.nanoTime();
    nanos[node] += now - started;
    started = now;
  }

  /// Returns a table: microseconds in a run, share, GFLOP/s, operations, layer.
  @Override
  public String toString() {
    long total = 0;
    for (long time : nanos) {
      total += time;
    }
    StringBuilder text = new StringBuilder();
    text.append("%d runs, %.1f us each%n".formatted(runs, total * 1e-3 / Math.max(1, runs)));
    for (int i = 0; i < nanos.length; i++) {
      Node node = nodes.get(i);
      double each = nanos[i] / (double) Math.max(1, runs);
      text.append(
          "%4d %10.2f us %5.1f %% %7.1f GFLOP/s  %-28s %s%n"
              .formatted(
                  i,
                  each * 1e-3,
                  100.0 * nanos[i] / Math.max(1, total),
                  node.flops() / Math.max(1, each),
                  String.join("+", node.fused()),
                  node.value().origin().scope()));
    }
    return text.toString();
  }
}
