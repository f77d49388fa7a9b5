package dev.descent.optim.engine;

/// What becomes of a batch that cannot be used, as [NonFinite] says. How many have been left out in
/// a row is part of the saved state; a state without the number fits too, and counts as 0.
final class Skips {
  private final NonFinite policy;
  private final Numbers numbers;

  Skips(NonFinite policy, Numbers numbers) {
    this.policy = policy;
    this.numbers = numbers;
    if (policy.skip()) {
      numbers.declare(Numbers.Name.SKIPPED, 0);
    }
  }

  /// Leaves a batch out.
  ///
  /// @throws NonFiniteException if the policy does not allow that, or not once more
  void skip(String problem, long step) {
    if (!policy.skip() || numbers.get(Numbers.Name.SKIPPED) >= policy.limit()) {
      throw new NonFiniteException(problem, step, policy);
    }
    numbers.add(Numbers.Name.SKIPPED, 1);
  }

  /// Says that a batch has been used.
  void used() {
    if (policy.skip()) {
      numbers.set(Numbers.Name.SKIPPED, 0);
    }
  }
}
