package dev.descent.optim.spi;

/// What a rule needs beyond gradients and its own state. A caller who cannot provide it is told so
/// by name, and what is not declared is refused when it is asked for.
public enum Need {
  /// [Block#weights] in [Rule.Elementwise#update] or [Rule.PerTensor#update]: the weights before
  /// this step. (A wrapper and a whole-model rule have them anyway.) Declared so that the framework
  /// knows when it may decay in place.
  WEIGHTS,
  /// [Step#loss].
  LOSS,
  /// [Step#objective]: more evaluations of this step's batch.
  OBJECTIVE,
  /// [Step#hessianVector] and [Step#hessianDiagonal]: products of the batch loss's Hessian with a
  /// vector.
  HESSIAN_VECTOR,
  /// [Rule#evaluation]: the weights to validate and to ship differ from those that are trained.
  /// They follow from the steps that the rule has seen, so nothing that changes steps may be around
  /// it: such a wrapper is put inside.
  EVALUATION_WEIGHTS,
  /// The rule is a transform: it changes the gradient, which [Block#gradient] lets it write, before
  /// any optimizer sees it, and no weight.
  GRADIENT,
  /// The rule applies decay itself, from [Block#decay]. A wrapper: that of the rule it wraps;
  /// otherwise the step that it sees contains it. Such a wrapper stands directly around the
  /// innermost rule. An elementwise rule that wraps nothing: its own, in its loop, which saves a
  /// pass over the weights; the framework still does it where the step is kept apart.
  DECAY
}
