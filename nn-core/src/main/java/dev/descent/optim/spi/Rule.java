package dev.descent.optim.spi;

import dev.descent.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// The mathematics of one optimizer. It has no fields: what changes is a slot, a scalar or an
/// argument, and `config` holds this step's values.
///
/// What it declares (slots, scalars, totals, needs) is asked once, when the optimizer is built; the
/// framework then owns that state: it saves, restores and measures it by name, and takes back what
/// a failing step has done.
///
/// A step runs, for each group: [#begin]; then the first sweep, a call of `update` for every
/// stretch; then [#end], and as many further sweeps as that asks for. A wrapper (a rule whose
/// config has an `inner` one) runs when the rule inside is done with all its sweeps, and changes
/// the step that it finds.
///
/// A transform (a rule that declares [Need#GRADIENT]) runs before all that, over the parameters of
/// all groups, and changes the gradient that the others see.
///
/// @param <C> the config
public sealed interface Rule<C extends OptimizerConfig> {
  /// Returns the state of one parameter; the set may depend on the shape.
  default List<Slot> slots(C config, Shape parameter) {
    return List.of();
  }

  /// Returns the saved numbers of the group and of each parameter.
  default List<Scalar> scalars(C config) {
    return List.of();
  }

  /// Returns the sums that sweeps add up.
  default List<Total> totals(C config) {
    return List.of();
  }

  /// Returns what the rule cannot do without.
  default Set<Need> needs(C config) {
    return Set.of();
  }

  /// Returns whether the rule can update a parameter of this shape; others go to the config's
  /// `fallback`.
  default boolean accepts(C config, Shape parameter) {
    return true;
  }

  /// Called before the first sweep.
  default void begin(C config, Step step) {}

  /// Called after each sweep; true asks for another.
  default boolean end(C config, Step step) {
    return false;
  }

  /// Returns the share of each weight that this step takes away, besides the gradient's work:
  /// decoupled decay.
  ///
  /// The framework does it, in the same pass, before the rule: w − share · w. So it is a property
  /// of the group ("none on biases"), and wrappers can tell it from the step. A wrapper is not
  /// asked.
  default double decay(C config, Step step) {
    return 0;
  }

  /// Returns after how many updates of a parameter the rules inside a wrapper begin anew, as if
  /// they had never seen it: slots, scalars and its count of updates. 0: never. Asked once, when
  /// the optimizer is built, and only of a wrapper; one of a chain may do so, and a group must be
  /// trained as a whole from the start where a rule inside has a scalar of the group or evaluates
  /// the objective. Schedules go on. Random draws, which follow the count of updates, come again.
  default long restart(C config) {
    return 0;
  }

  /// With [Need#EVALUATION_WEIGHTS]: writes the weights to evaluate with into [Block#step]. Nothing
  /// may change that training sees. [Block#t] is at least 1: parameters that the rule has not
  /// updated yet, or not since it was restarted, are evaluated as they are.
  default void evaluation(C config, Block block) {
    throw new UnsupportedOperationException(
        "%s declares evaluation weights and must write them".formatted(getClass().getSimpleName()));
  }

  /// A rule in which the step of a weight depends on its own gradient and slots, and on scalars and
  /// totals.
  ///
  /// @param <C> the config
  non-sealed interface Elementwise<C extends OptimizerConfig> extends Rule<C> {
    /// Updates a stretch of weights; called for several stretches at the same time.
    void update(C config, Block block);

    /// Returns the rate, if all that this rule does in a step is `block.descend(rate)`: it neither
    /// begins nor ends it, and its decay is the same in each. The framework may then make the
    /// update without asking the rule. Empty unless overridden.
    default OptionalDouble descent(C config) {
      return OptionalDouble.empty();
    }

    /// Returns how far an update moves a weight at most, its decay apart, whatever the numbers are.
    /// The promise spares the framework a look at every weight after every step, up to a tenth of
    /// the time for 25 million weights. Infinite unless overridden: nothing is promised.
    ///
    /// It is kept if no finite weight becomes another that is further away, up to rounding, and
    /// none becomes NaN. It counts where all slots promise how much they grow, see [Slot#gains],
    /// and, if there are none, where there are many weights. It is asked before every step, after
    /// [Rule#begin]. Every sixteenth step looks nevertheless.
    ///
    /// @param gradient what no element of this step's gradient exceeds, times its scale
    /// @param slots what no element of a slot exceeds after this step
    default double reach(C config, double gradient, double slots) {
      return Double.POSITIVE_INFINITY;
    }
  }

  /// A rule that updates a parameter as a whole.
  ///
  /// @param <C> the config
  non-sealed interface PerTensor<C extends OptimizerConfig> extends Rule<C> {
    /// Updates one parameter, which starts at `block.from()` and is not empty.
    void update(C config, Shape shape, Block block, Algebra algebra);
  }

  /// A rule that updates the group as one vector, with as many evaluations as it wants.
  ///
  /// @param <C> the config
  non-sealed interface WholeModel<C extends OptimizerConfig> extends Rule<C> {
    /// Updates the group, which is one block.
    void update(C config, Step step, Block block);
  }
}
