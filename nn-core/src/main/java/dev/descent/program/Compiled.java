package dev.descent.program;

import dev.descent.parallel.Team;
import dev.descent.tensor.Layout;
import java.util.Set;

/// A network after compilation, before it has memory: what a [Program] is made of.
///
/// @param traced the network
/// @param layout the layout of parameters and gradient
/// @param states the layout of states
/// @param trained the paths of the parameters that have a gradient; none for evaluation
/// @param result the nodes and where values are
/// @param plan what the nodes do
record Compiled(
    Traced traced,
    Layout layout,
    Layout states,
    Set<String> trained,
    Compiler.Result result,
    Plan plan) {

  /// @param fuse whether to rewrite and fuse, which keeps the bits
  /// @param blocks whether chains may keep values for a block at a time only, see [Compiler]
  static Compiled of(
      Traced traced,
      Layout layout,
      Layout states,
      Set<String> trained,
      boolean fuse,
      boolean blocks) {
    Compiler.Result result = new Compiler(traced, layout, states, trained, fuse, blocks).compile();
    Plan plan = Plan.of(traced, layout, states, result);
    return new Compiled(traced, layout, states, trained, result, plan);
  }

  /// Returns the arrays of runs.
  Frame frame(Team team) {
    return new Frame(
        team,
        result.nodes(),
        result.storage(),
        result.draws(),
        traced.training() ? layout.size() : 0,
        states.size(),
        traced.inputs().values());
  }
}
