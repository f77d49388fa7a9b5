package dev.descent.program;

import dev.descent.autodiff.Differentiation;
import dev.descent.layer.Trace;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// From a traced network to the nodes of a plan: gradient graph, rewriting, fusion, order, storage,
/// calls.
///
/// All decisions are functions of the graph and its shapes, never of the machine or the team.
final class Compiler {
  private record Copy(Value value, Place target) {}

  private final Traced traced;
  private final Layout layout;
  private final Layout states;
  private final Set<String> trained;
  private final boolean fuse;
  private final boolean blocks;
  private final Rewriter rewriter;
  private final Storage storage;
  private final List<Copy> copies = new ArrayList<>();
  private final Map<String, Place> outputs = new LinkedHashMap<>();
  private final Map<String, Value> gradients = new LinkedHashMap<>();

  /// What a compilation gives.
  ///
  /// @param nodes the nodes in order
  /// @param storage where values are
  /// @param draws the names of random draws
  /// @param outputs where each output is
  record Result(
      List<Node> nodes, Storage storage, List<String> draws, Map<String, Place> outputs) {}

  /// @param trained the paths of the parameters that have a gradient
  /// @param fuse whether to rewrite and fuse
  /// @param blocks whether fused chains may keep values for a block at a time only, so that nobody
  ///   can look at them afterwards
  Compiler(
      Traced traced,
      Layout layout,
      Layout states,
      Set<String> trained,
      boolean fuse,
      boolean blocks) {
    this.traced = traced;
    this.layout = layout;
    this.states = states;
    this.trained = trained;
    this.fuse = fuse;
    this.blocks = fuse && blocks;
    this.rewriter = new Rewriter(fuse);
    this.storage = new Storage(rewriter, layout, states, List.copyOf(traced.inputs().keySet()));
  }

  Result compile() {
    if (traced.training()) {
      differentiate();
    }
    Set<Value> wanted = new LinkedHashSet<>(traced.outputs().values());
    wanted.addAll(gradients.values());
    wanted.addAll(traced.trace().nextStates().values());
    for (Value value : reachable(wanted)) {
      rewriter.add(value);
    }
    Set<Value> sources = new LinkedHashSet<>();
    for (Value value : wanted) {
      sources.add(rewriter.source(value));
    }
    Fuser fuser = new Fuser(rewriter, sources);
    List<Group> groups = Group.of(fuse ? fuser.fused() : fuser.needed(), sources, fuse, blocks);
    placeResults();
    storage.plan(groups, blocks);
    Emitter emitter = new Emitter(storage, fuse);
    List<Node> nodes = new ArrayList<>();
    for (Group group : groups) {
      nodes.addAll(emitter.emit(group));
    }
    for (Copy copy : copies) {
      nodes.add(emitter.copy(copy.value(), copy.target()));
    }
    return new Result(List.copyOf(nodes), storage, emitter.draws(), outputs);
  }

  private void differentiate() {
    Map<String, Value> leaves = new LinkedHashMap<>();
    for (Map.Entry<String, Trace.Parameter> entry : traced.trace().parameters().entrySet()) {
      if (trained.contains(entry.getKey())) {
        leaves.put(entry.getKey(), entry.getValue().value());
      }
    }
    Map<Value, Value> found = Differentiation.gradient(traced.loss(), leaves.values());
    for (Map.Entry<String, Value> entry : leaves.entrySet()) {
      Value gradient = found.get(entry.getValue());
      gradients.put(entry.getKey(), Objects.requireNonNull(gradient));
    }
  }

  /// Returns the wanted values and what they depend on, each behind its inputs.
  private List<Value> reachable(Set<Value> wanted) {
    boolean[] needed = new boolean[traced.trace().graph().nodes().size()];
    for (Value value : wanted) {
      needed[value.id()] = true;
    }
    List<Value> nodes = traced.trace().graph().nodes();
    for (int i = needed.length - 1; i >= 0; i--) {
      if (needed[i]) {
        for (Value input : nodes.get(i).inputs()) {
          needed[input.id()] = true;
        }
      }
    }
    List<Value> reached = new ArrayList<>();
    for (Value value : nodes) {
      if (needed[value.id()]) {
        reached.add(value);
      }
    }
    return reached;
  }

  private void placeResults() {
    for (Map.Entry<String, Value> entry : gradients.entrySet()) {
      int offset = layout.slice(entry.getKey()).offset();
      placeAt(rewriter.source(entry.getValue()), Place.floats(Place.Kind.GRADIENT, 0, offset));
    }
    for (Map.Entry<String, Value> entry : traced.trace().nextStates().entrySet()) {
      int offset = states.slice(entry.getKey()).offset();
      placeAt(rewriter.source(entry.getValue()), Place.floats(Place.Kind.NEXT_STATE, 0, offset));
    }
    for (Map.Entry<String, Value> entry : traced.outputs().entrySet()) {
      Value value = entry.getValue();
      Value source = rewriter.source(value);
      if (!storage.isPlaced(source)) {
        placeAt(source, storage.reserve(value.dtype(), value.shape().size()));
      }
      outputs.put(entry.getKey(), resultPlace(source));
    }
  }

  /// Has a value computed at a place, or copied there if it has another.
  private void placeAt(Value source, Place place) {
    if (rewriter.unit(source) != null && !storage.isPlaced(source)) {
      storage.fix(source, place);
    } else {
      copies.add(new Copy(source, place));
    }
  }

  private Place resultPlace(Value source) {
    if (rewriter.unit(source) != null) {
      return storage.place(source);
    }
    for (Copy copy : copies.reversed()) {
      if (copy.value().equals(source)) {
        return copy.target();
      }
    }
    throw new IllegalStateException("no place for " + source);
  }
}
