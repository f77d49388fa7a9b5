package dev.descent.optim.engine;

import dev.descent.tensor.Tensor;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// Everything an optimizer remembers, by name: what a checkpoint holds besides the weights.
///
/// @param step the committed steps
/// @param slots the tensors, by parameter path and slot: `0.weight/m`; a wrapper's by
///   `0.weight/lookahead.slow`
/// @param scalars the numbers, by parameter path and name, or for a group's by `group PATTERN` and
///   name: `group &#42;/d`
/// @param updates how often each parameter has been updated, by path
/// @param config the text of the configuration that made it, for people
public record OptimizerState(
    long step,
    SortedMap<String, Tensor> slots,
    SortedMap<String, Double> scalars,
    SortedMap<String, Long> updates,
    String config) {
  /// Copies the maps; tensors are shared.
  public OptimizerState {
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    scalars = Collections.unmodifiableSortedMap(new TreeMap<>(scalars));
    updates = Collections.unmodifiableSortedMap(new TreeMap<>(updates));
  }
}
