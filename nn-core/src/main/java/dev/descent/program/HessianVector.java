package dev.descent.program;

import dev.descent.tensor.Batch;
import dev.descent.tensor.DType;
import dev.descent.tensor.Layout;
import java.util.ArrayList;
import java.util.List;

/// Products of the Hessian of a network's loss with vectors, at any weights and for any batch of
/// fixed types. They are exact but for rounding: no differences are taken.
///
/// ```
/// H·v = ∇(Σ g ⊙ v),   g = ∇ loss,   v a constant
/// ```
///
/// The gradient is differentiated once more, backwards as the first time; a product takes two to
/// three times as long as a gradient. Where a function has a kink, as ReLU at 0, its curvature is
/// that beside the kink.
///
/// It owns no weights, and its program is no other's: outputs, gradient and running statistics of
/// [Model#training] stay as they are. A product in steady state allocates nothing. One thread at a
/// time may use it.
///
/// @see <a href="https://doi.org/10.1162/neco.1994.6.1.147">Pearlmutter (1994), Fast exact
///   multiplication by the Hessian</a>, which has the same product forwards
public final class HessianVector {
  private final Program program;
  private final List<String> inputs;
  private final List<Layout.Slice> trained = new ArrayList<>();
  private final Batch batch; // the fields of the caller's, and a direction for each parameter

  HessianVector(Program program, DirectionalDerivative slope) {
    this.program = program;
    this.inputs = List.copyOf(slope.inputs().keySet());
    for (String path : slope.directions().keySet()) {
      trained.add(program.layout().slice(path));
    }
    this.batch = new Batch(program.inputs());
  }

  /// Multiplies.
  ///
  /// @param parameters where the Hessian is taken, in the layout
  /// @param states the non-trainable states
  /// @param given the inputs; fields that the network does not take are ignored
  /// @param key the random key: that of a run gives the Hessian of that run's loss
  /// @param vector v, in the layout; only what belongs to trained parameters is read
  /// @param product gets H·v; 0 for frozen parameters
  /// @throws IllegalArgumentException as [Program#run], or if an array is shorter than the layout
  public void multiply(
      float[] parameters, float[] states, Batch given, long key, float[] vector, float[] product) {
    int size = program.layout().size();
    if (vector.length < size || product.length < size) {
      throw new IllegalArgumentException(
          "a product with the Hessian needs vectors of %d elements, was %d and %d"
              .formatted(size, vector.length, product.length));
    }
    for (int i = 0; i < inputs.size(); i++) {
      int field = given.indexOf(inputs.get(i));
      if (field < 0 || !given.types().get(field).equals(batch.types().get(i))) {
        throw new IllegalArgumentException(
            "batch must have a field '%s' %s; found %s"
                .formatted(inputs.get(i), batch.types().get(i), given.fields()));
      }
      if (batch.types().get(i).dtype() == DType.F32) {
        batch.set(i, given.floats(field), given.offset(field));
      } else {
        batch.set(i, given.ints(field), given.offset(field));
      }
    }
    for (int i = 0; i < trained.size(); i++) {
      batch.set(inputs.size() + i, vector, trained.get(i).offset());
    }
    program.run(parameters, states, batch, key);
    System.arraycopy(program.gradient(), 0, product, 0, size);
  }

  /// Returns what a product computes.
  public Plan plan() {
    return program.plan();
  }
}
