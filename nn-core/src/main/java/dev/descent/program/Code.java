package dev.descent.program;

import dev.descent.tensor.Batch;

/// A plan that can run: generated, or interpreted.
interface Code {
  /// Runs all nodes in order.
  ///
  /// @param fields which field of the batch each input is
  /// @param update what it may do to the weights behind the gradient
  void run(Frame frame, Batch batch, int[] fields, Update update);

  /// Runs a range of items of one node.
  void part(Frame frame, int node, int from, int to);
}
