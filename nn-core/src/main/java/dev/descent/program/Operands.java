package dev.descent.program;

import java.util.ArrayList;
import java.util.List;

/// The arguments of a kernel call, one after the other.
final class Operands {
  private final List<Operand> operands = new ArrayList<>();

  Operands add(Operand operand) {
    operands.add(operand);
    return this;
  }

  /// Adds the array of a place and its offset, which moves by a stride from item to item.
  Operands array(Place place, int stride) {
    return add(new Operand.Array(place))
        .add(new Operand.Offset(place, place.isScratch() ? 0 : stride));
  }

  Operands whole(int value) {
    return add(new Operand.Whole(value));
  }

  Operands real(float value) {
    return add(new Operand.Real(value));
  }

  Operands flag(boolean value) {
    return add(new Operand.Flag(value));
  }

  /// Adds the number of items.
  Operands count() {
    return add(new Operand.Count(1));
  }

  /// Adds numbers that the plan keeps.
  Operands wholes(Constants constants, int... numbers) {
    return add(new Operand.Wholes(constants.literal(numbers)));
  }

  Invoke invoke(String door, String method) {
    return new Invoke(door, method, operands);
  }
}
