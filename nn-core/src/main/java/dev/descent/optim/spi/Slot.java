package dev.descent.optim.spi;

import dev.descent.tensor.Shape;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A named piece of state that the framework owns: it allocates, saves, restores and measures it.
///
/// A slot without a shape is like the weights: element i belongs to weight i. One with a shape
/// belongs to a parameter as a whole and starts at index 0 of its array; only a per-tensor rule can
/// have those. A slot is looked up by its name.
///
/// @param name unique within the rule; it is the name in files
/// @param fill the initial value of every element
/// @param startsAsWeights whether it starts as a copy of the weights instead
/// @param saved whether it holds something between steps; scratch does not
/// @param shape the shape; null: like the weights
/// @param power the promise of [#gains]; 0: none
public record Slot(
    String name,
    float fill,
    boolean startsAsWeights,
    boolean saved,
    @Nullable Shape shape,
    int power) {
  /// Checks that the initial value has one source, and the promise.
  public Slot {
    if (power < 0 || power > 2) {
      throw new IllegalArgumentException(
          "slot '%s' must gain the first or second power of the gradient, was %d"
              .formatted(name, power));
    }
    if (startsAsWeights && shape != null) {
      throw new IllegalArgumentException(
          "slot '%s' must be like the weights to start as them, was %s".formatted(name, shape));
    }
  }

  /// Returns the hash of the name, by which slots of one rule differ.
  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /// Returns whether all components are equal.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Slot slot
        && name.equals(slot.name)
        && Float.compare(fill, slot.fill) == 0
        && startsAsWeights == slot.startsAsWeights
        && saved == slot.saved
        && power == slot.power
        && Objects.equals(shape, slot.shape);
  }

  /// Returns a slot like the weights that starts at 0.
  public static Slot zeros(String name) {
    return filled(name, 0f);
  }

  /// Makes a slot that promises nothing about its growth.
  public Slot(
      String name, float fill, boolean startsAsWeights, boolean saved, @Nullable Shape shape) {
    this(name, fill, startsAsWeights, saved, shape, 0);
  }

  /// Returns a slot like the weights that starts at a value.
  public static Slot filled(String name, float value) {
    return new Slot(name, value, false, true, null);
  }

  /// Returns a slot like the weights that starts as a copy of them.
  public static Slot weights(String name) {
    return new Slot(name, 0f, true, true, null);
  }

  /// Returns a slot like the weights that holds nothing between steps and is in no file; its
  /// content at the start of a step is undefined.
  public static Slot scratch(String name) {
    return new Slot(name, 0f, false, false, null);
  }

  /// Returns this slot with a shape of its own, usually a function of the parameter's.
  public Slot shaped(Shape own) {
    return new Slot(name, fill, startsAsWeights, saved, own, power);
  }

  /// Returns this slot with the promise of an elementwise rule: no update makes an element larger
  /// than its magnitude before, the given power of the gradient's (times its scale) and a `double`
  /// hyper-parameter together. A mean of gradients gains 1, a mean or a sum of their squares 2.
  ///
  /// The framework then need not look at the slot after every step to know that what it holds is
  /// finite, which saves 3 to 5 of AdamW's 30 ms for 25 million weights. The promise does not
  /// count, and need not hold, where the rule declares [Need#WEIGHTS] (the gradient may contain an
  /// L2 penalty), has totals or is wrapped.
  ///
  /// @param exponent 1 or 2
  public Slot gains(int exponent) {
    return new Slot(name, fill, startsAsWeights, saved, shape, exponent);
  }
}
