package dev.descent.program;

/// A plan that can run: generated, or interpreted.
interface Code {
  /// Runs all nodes in order.
  void run(Frame frame);

  /// Runs a range of items of one node.
  void part(Frame frame, int node, int from, int to);
}
