package dev.descent.program;

import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Type;
import java.util.Collection;
import java.util.List;

/// The arrays of a run: what the generated code and the interpreter read and write.
final class Frame {
  final Team team;
  final float[][] buffers;
  final int[][] intBuffers;
  final float[][] constants;
  final int[][] intConstants;
  final int[][] literals;
  final float[] gradient;
  final float[] nextStates;
  final float[][] inputs;
  final int[][] intInputs;
  final int[] inputOffsets;
  final long[] keys;
  float[] parameters = {};
  float[] states = {};
  private final List<String> draws;
  private final List<Node> nodes;
  private final Callbacks callbacks;
  private final boolean[] floats; // which inputs are
  private Splitter[] splitters = {};

  Frame(
      Team team,
      List<Node> nodes,
      Storage storage,
      List<String> draws,
      int gradientSize,
      int stateSize,
      Collection<Type> inputTypes) {
    this.team = team;
    this.buffers = storage.buffers().newFloats();
    this.intBuffers = storage.buffers().newInts();
    this.constants = storage.constants().floats();
    this.intConstants = storage.constants().ints();
    this.literals = storage.constants().literals();
    this.gradient = new float[gradientSize];
    this.nextStates = new float[stateSize];
    this.inputs = new float[inputTypes.size()][];
    this.intInputs = new int[inputs.length][];
    this.inputOffsets = new int[inputs.length];
    this.floats = new boolean[inputs.length];
    int input = 0;
    for (Type type : inputTypes) {
      floats[input++] = type.dtype() == DType.F32;
    }
    this.draws = draws;
    this.nodes = nodes;
    this.callbacks = new Callbacks(nodes);
    this.keys = new long[draws.size()];
  }

  /// Points at the arrays of a batch.
  ///
  /// @param fields which field of the batch each input is
  void bind(Batch batch, int[] fields) {
    for (int i = 0; i < fields.length; i++) {
      int field = fields[i];
      if (floats[i]) {
        inputs[i] = batch.floats(field);
      } else {
        intInputs[i] = batch.ints(field);
      }
      inputOffsets[i] = batch.offset(field);
    }
  }

  /// Says what runs the parts of nodes.
  void prepare(Code code) {
    splitters = new Splitter[nodes.size()];
    for (int i = 0; i < splitters.length; i++) {
      Node node = nodes.get(i);
      boolean whole = team.threads() == 1;
      splitters[i] =
          new Splitter(
              this,
              code,
              i,
              node.items(),
              whole ? node.items() : node.grain(),
              whole ? 1 : node.parts());
    }
  }

  /// Runs a node, shared among the team if it is large.
  void split(int node) {
    Splitter splitter = splitters[node];
    if (splitter.parts() == 1) {
      splitter.whole();
    } else {
      team.run(splitter.parts(), splitter);
    }
  }

  /// Runs a user's operation.
  void callback(int node) {
    callbacks.run(this, node);
  }

  /// Folds the key of a run with the names of its random draws.
  void fold(long key) {
    for (int i = 0; i < keys.length; i++) {
      keys[i] = Keys.fold(key, draws.get(i));
    }
  }

  float[] floats(Place place) {
    return switch (place.kind()) {
      case PARAMETER -> parameters;
      case STATE -> states;
      case GRADIENT -> gradient;
      case NEXT_STATE -> nextStates;
      case INPUT -> inputs[place.index()];
      case CONSTANT -> constants[place.index()];
      case BUFFER -> buffers[place.index()];
      case SCRATCH -> Scratch.array(place.index());
    };
  }

  int[] ints(Place place) {
    return switch (place.kind()) {
      case INPUT -> intInputs[place.index()];
      case CONSTANT -> intConstants[place.index()];
      case BUFFER -> intBuffers[place.index()];
      case PARAMETER, STATE, GRADIENT, NEXT_STATE, SCRATCH ->
          throw new IllegalStateException(place + " holds floats");
    };
  }

  int offset(Place place) {
    return place.kind() == Place.Kind.INPUT
        ? inputOffsets[place.index()] + place.offset()
        : place.offset();
  }
}
