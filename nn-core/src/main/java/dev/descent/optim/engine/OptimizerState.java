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
/// @param rules what has updated each parameter, by path: `adamw`, with wrappers `ema(adamw)`, with
///   one that restarts it `lookahead(adamw restarted every 5)`. Slots of one name and shape mean
///   one thing in one optimizer and another in the next (the `v` of Adam and that of Yogi), so a
///   parameter's state goes back to the rules that made it, at whatever hyper-parameters but the
///   count of a restart. A path that is missing may go to any.
public record OptimizerState(
    long step,
    SortedMap<String, Tensor> slots,
    SortedMap<String, Double> scalars,
    SortedMap<String, Long> updates,
    String config,
    SortedMap<String, String> rules) {
  /// Copies the maps; tensors are shared.
  public OptimizerState {
    slots = Collections.unmodifiableSortedMap(new TreeMap<>(slots));
    scalars = Collections.unmodifiableSortedMap(new TreeMap<>(scalars));
    updates = Collections.unmodifiableSortedMap(new TreeMap<>(updates));
    rules = Collections.unmodifiableSortedMap(new TreeMap<>(rules));
  }

  /// Makes a state of which nobody knows the rules.
  public OptimizerState(
      long step,
      SortedMap<String, Tensor> slots,
      SortedMap<String, Double> scalars,
      SortedMap<String, Long> updates,
      String config) {
    this(step, slots, scalars, updates, config, Collections.emptySortedMap());
  }

  /// Returns the same for whatever optimizer has slots and numbers of these names and shapes: who
  /// goes on with another one on purpose (with AdamW from Adam's moments, say) restores this.
  public OptimizerState ofAnyRule() {
    return new OptimizerState(step, slots, scalars, updates, config);
  }
}
