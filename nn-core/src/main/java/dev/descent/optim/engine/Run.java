package dev.descent.optim.engine;

import org.jspecify.annotations.Nullable;

/// Neighbouring parameters of one part with equal slots and one update count, as one stretch.
final class Run {
  final Param first;
  final int index; // of the first among the plan's parameters
  final int count; // of parameters
  final int from;
  final int to; // of the parameters
  final int padded; // of what a rule may be handed
  private final Debias debias = new Debias();
  private @Nullable Debias inside; // of rules that are restarted

  Run(Param first, int index, int count, int to, int padded) {
    this.first = first;
    this.index = index;
    this.count = count;
    this.from = first.offset;
    this.to = to;
    this.padded = padded;
  }

  /// Moves to what follows the updates so far.
  ///
  /// @param restart after how many updates rules inside are restarted; 0: never
  /// @param next 1 for a step; 0 to look at what the last one left
  void at(long restart, int next) {
    debias.at(first.t + next);
    if (restart > 0) {
      if (inside == null) {
        inside = new Debias();
      }
      inside.at(first.t % restart + next);
    }
  }

  /// Returns the count of updates that a rule sees.
  Debias debias(Link link) {
    return link.restarted > 0 && inside != null ? inside : debias;
  }
}
