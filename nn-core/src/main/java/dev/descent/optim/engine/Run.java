package dev.descent.optim.engine;

/// Neighbouring parameters of one part with equal slots and one update count, as one stretch.
final class Run {
  final Param first;
  final int index; // of the first among the plan's parameters
  final int count; // of parameters
  final int from;
  final int to; // of the parameters
  final int padded; // of what a rule may be handed
  final Debias debias = new Debias();

  Run(Param first, int index, int count, int to, int padded) {
    this.first = first;
    this.index = index;
    this.count = count;
    this.from = first.offset;
    this.to = to;
    this.padded = padded;
  }
}
