package dev.descent.optim.engine;

import org.jspecify.annotations.Nullable;

/// What is known of the magnitudes of weights and slots before a step reads them: from the last
/// look at them, and from what rules have promised since.
final class Ranges {
  /// With everything within this, no product of two and no sum of such products over a block
  /// overflows.
  static final float MODERATE = 0x1p58f;

  /// How many steps in a row may go without a look at the weights: a rule that breaks its promise,
  /// or a caller who writes a NaN, is found out after so many.
  private static final int BLIND = 15;

  /// After how many steps slots are read again where their bound decides whether weights are looked
  /// at: bounds grow, and what rules promise grows with them.
  private static final int BOUND = 256;

  private final boolean squares; // of gradients, which slots gain
  private float @Nullable [] seen; // the weights whose range is known
  private float range; // of the weights and slots that the last step has looked at
  private double bound; // of all slots, and of those weights; never too small
  private double reach; // of the weights, looked at or not
  private boolean promised; // how far a rule reaches
  private int blind = BLIND; // steps since somebody has looked at all weights

  Ranges(Part[] parts) {
    boolean any = false;
    for (Part part : parts) {
      any |= part.squares;
    }
    squares = any;
  }

  /// Knows nothing from now on: weights or state have been replaced, or parameters or slots have
  /// been added.
  void forget() {
    seen = null;
    blind = BLIND;
  }

  /// Returns whether these are the weights whose range is known.
  @SuppressWarnings("ReferenceEquality") // the very array
  boolean areOf(float[] weights) {
    return seen == weights;
  }

  /// Returns whether weights and slots have to be read before a step.
  ///
  /// @param number of the step
  boolean areUnknown(float[] weights, long number) {
    return !areOf(weights) || (promised && number % BOUND == 0);
  }

  /// Reads weights and slots if it has to, or if that lets a step be made in place.
  void read(Part[] parts, float[] weights, long number) {
    if (areUnknown(weights, number) || bound > Math.max(range, MODERATE)) {
      range = 0;
      for (Part part : parts) {
        part.start(weights);
        range = Math.max(range, part.sweep().range());
      }
      bound = range;
      reach = range;
      seen = weights;
    }
  }

  /// Returns whether nothing can overflow in a step, as far as weights and slots go.
  boolean areModerate() {
    return bound <= MODERATE;
  }

  /// Returns what no slot exceeds that has kept its promise, see `Slot.gains`. Hyper-parameters of
  /// steps in place are at most 2²⁰; the last factor is for rounding.
  ///
  /// @param scaled what nothing in the gradient exceeds
  double grown(float scaled) {
    double power = squares && scaled > 1 ? (double) scaled * scaled : scaled;
    return (bound + power + 0x1p20) * (1 + 0x1p-20);
  }

  /// Returns what no weight exceeds before a step.
  double reach() {
    return reach;
  }

  /// Returns whether a step has to look at all weights that it writes.
  boolean areDue() {
    return blind == BLIND;
  }

  /// Ends a step.
  ///
  /// @param written the largest magnitude of what it has looked at
  /// @param slots what no other slot exceeds
  /// @param farthest what no weight exceeds
  /// @param looks whether it has looked at all weights
  /// @param promises whether a rule has told how far it reaches
  void committed(float written, double slots, double farthest, boolean looks, boolean promises) {
    range = written;
    bound = Math.max(slots, written);
    reach = farthest;
    blind = looks ? 0 : blind + 1;
    promised = promises;
  }
}
