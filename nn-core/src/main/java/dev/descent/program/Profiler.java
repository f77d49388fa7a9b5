package dev.descent.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/// Takes the time of every node, and writes it into a flight recording if one is going on.
///
/// A node that a team shares has its time from the first part's begin to the last part's end.
final class Profiler implements Interpreter.Observer {
  private final List<Node> nodes;
  private final LongSupplier clock;
  private final long[] nanos;
  private final long[] best;
  private final OperationEvent event = new OperationEvent();
  private long runs;
  private long next;
  private long step;
  private long started;

  /// @param clock gives nanoseconds
  Profiler(List<Node> nodes, LongSupplier clock) {
    this.nodes = nodes;
    this.clock = clock;
    this.nanos = new long[nodes.size()];
    this.best = new long[nodes.size()];
    Arrays.fill(best, Long.MAX_VALUE);
  }

  /// Says which step the next run is; those after it count on.
  void step(long number) {
    next = number;
  }

  @Override
  public boolean everyCall() {
    return false;
  }

  @Override
  public void before(int node) {
    if (node == 0) {
      runs++;
      step = next++;
    }
    event.begin();
    started = clock.getAsLong();
  }

  @Override
  public void after(int index, int call) {
    long taken = clock.getAsLong() - started;
    event.end();
    nanos[index] += taken;
    best[index] = Math.min(best[index], taken);
    if (event.shouldCommit()) {
      Node node = nodes.get(index);
      event.step = step;
      event.operation = String.join("+", node.fused());
      event.layer = node.value().origin().scope();
      event.result = node.value().type().toString();
      event.flops = node.cost().flops();
      event.bytes = node.cost().bytes();
      event.commit();
    }
  }

  Profile profile() {
    List<Profile.Row> rows = new ArrayList<>();
    for (int i = 0; i < nanos.length && runs > 0; i++) {
      Node node = nodes.get(i);
      rows.add(
          new Profile.Row(
              String.join("+", node.fused()),
              node.value().origin().scope(),
              node.value().type().toString(),
              runs,
              nanos[i],
              best[i],
              runs * node.cost().flops(),
              runs * node.cost().bytes()));
    }
    return new Profile(runs, rows);
  }
}
