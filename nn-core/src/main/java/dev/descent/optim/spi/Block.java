package dev.descent.optim.spi;

/// A stretch of weights of one group with one update count, valid during the call only.
///
/// **All arrays share the index**: element i of each, for i in [from, to), belongs to weight i.
/// Write the loop as `for (int i = block.from(), to = block.to(); i < to; i++)` over local
/// variables that hold the arrays: one index for all is what lets the compiler vectorize it. A
/// stretch of a rule without [Total]s can reach into padding, and that of a whole model can have
/// some inside. What is there means nothing: [#dot] and [#sumAbs] leave it out, and what is written
/// there is dropped.
public interface Block {
  /// Returns the first index.
  int from();

  /// Returns the index after the last. It may include padding, in one step and not in the next:
  /// bound loops by it, and never compute with it.
  int to();

  /// Returns how often these weights have been updated, this time included: 1, 2, ... Counted anew
  /// for a rule that is restarted, [Rule#restart].
  long t();

  /// Returns the sweep over the group, from 0.
  int sweep();

  /// Returns the weights before this step; read only. Read an element before you write its [#step].
  ///
  /// @throws IllegalStateException if the rule neither declares [Need#WEIGHTS] nor is a wrapper
  float[] weights();

  /// Returns the gradient. Multiply by [#scale]. Read only, but for a transform ([Need#GRADIENT]),
  /// which changes it in place; its scale is 1.
  float[] gradient();

  /// Returns the factor of the gradient: clipping, loss scale and accumulation in one.
  float scale();

  /// Returns the array to add to what the weights shall gain: `step[i] -= rate * m[i]`.
  ///
  /// A transform has none. It may be the weights themselves, so a rule that wraps nothing must not
  /// read it for anything else than [#decay]. A wrapper finds the step of the rule inside and
  /// changes it. In [Rule#evaluation] it takes the evaluation weights.
  float[] step();

  /// Takes the gradient, multiplied by its [#scale], times a rate from the step, and [#decay]
  /// before that: `step[i] = step[i] - decay * step[i] - rate * (scale * gradient[i])`.
  ///
  /// The framework's blocks do the same as that loop, to the last bit, and quicker where there are
  /// few weights. A rule may go on and add more to [#step]; it is then as quick as the loop.
  default void descend(float rate) {
    float[] step = step();
    float[] gradient = gradient();
    float scale = scale();
    float decay = decay();
    for (int i = from(), to = to(); i < to; i++) {
      float s = step[i];
      step[i] = s - decay * s - rate * (scale * gradient[i]);
    }
  }

  /// Returns the array of a slot, found by name; one with its own shape starts at index 0.
  float[] slot(Slot slot);

  /// Returns the share of each weight that the wrapped rule's decay takes away; 0 unless
  /// [Need#DECAY] is declared.
  ///
  /// For a rule that wraps nothing: the share of [#step] to take away before anything is added,
  /// `step[i] - decay * step[i] - rate * m[i]`. Where there is nothing to take it is −0, with which
  /// that is `step[i] - rate * m[i]` to the last bit.
  float decay();

  /// Returns 1 − betaᵗ, computed once for a t.
  double debias(double beta);

  /// Returns a scalar; one that is per parameter, of this block's parameter.
  double get(Scalar scalar);

  /// Returns a total of the previous sweep; one that is per parameter, of this block's parameter.
  double total(Total total);

  /// Adds to a total of this sweep.
  void add(Total total, double part);

  /// Returns the inner product of two arrays over this block, in a fixed order. Never write such a
  /// loop by hand: it would be slow, and its order would be yours.
  double dot(float[] a, float[] b);

  /// Returns the sum of absolute values over this block, in a fixed order.
  double sumAbs(float[] a);

  /// Writes draws from the standard normal distribution into this block's part of an array, such as
  /// a scratch slot. Each is a function of the seed, the parameter's path, [#t] and the element's
  /// place in the parameter, so of no thread, group or other parameter.
  void normal(long seed, float[] into);
}
