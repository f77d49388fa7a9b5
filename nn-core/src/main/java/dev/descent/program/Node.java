package dev.descent.program;

import dev.descent.tensor.Operation;
import dev.descent.tensor.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One node of a plan: kernel calls over a range of items, or a user's operation.
///
/// @param values the values that it computes, each call's in order, the last the result
/// @param fused the names of the operations in it, in order
/// @param calls the calls; every call runs for the same ranges
/// @param results where each call's result is
/// @param callback the user's operation, `null` for calls
/// @param callbackInputs where its inputs are
/// @param items the number of independent items
/// @param work roughly the elements read or written for one item
/// @param block items in a row of calls: with several calls, all run for one block before the next
///   block; 1 for a call that takes one item at a time
/// @param cost what a run of it costs
record Node(
    List<Value> values,
    List<String> fused,
    List<Invoke> calls,
    List<Place> results,
    Operation.@Nullable Custom callback,
    List<Place> callbackInputs,
    int items,
    int work,
    int block,
    Cost cost) {
  /// Items of a chain that run in one go: four arrays of them fit in the smallest L1 data caches.
  static final int BLOCK = 1024;

  /// Nodes with less work than this run on the caller.
  private static final long SPLIT_FROM = 1 << 16;

  /// A part of a split node has about this much work.
  private static final long PART = 1 << 14;

  private static final int MOST_PARTS = 64;

  Node {
    values = List.copyOf(values);
    fused = List.copyOf(fused);
    calls = List.copyOf(calls);
    results = List.copyOf(results);
    callbackInputs = List.copyOf(callbackInputs);
  }

  /// Returns the result.
  Value value() {
    return values.getLast();
  }

  /// Returns whether the calls stand in a row without a loop around them.
  boolean straight() {
    return items <= block;
  }

  /// Returns into how many parts a team splits the node: a function of its shapes alone.
  int parts() {
    long total = (long) items * work;
    if (items == 1 || total < SPLIT_FROM) {
      return 1;
    }
    int grain = grain();
    return (items + grain - 1) / grain;
  }

  /// Returns the items of one part.
  int grain() {
    long total = (long) items * work;
    long parts = Math.max(1, Math.min(MOST_PARTS, total / PART));
    long grain = (items + parts - 1) / parts;
    return block == 1 || block == Integer.MAX_VALUE || items <= block
        ? (int) grain
        : (int) ((grain + block - 1) / block * block);
  }
}
