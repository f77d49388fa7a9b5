package dev.descent.program;

/// An argument of a kernel call for the items [from, to) of a node.
sealed interface Operand {
  /// The array of a place.
  record Array(Place place) implements Operand {}

  /// `offset of the place + from * stride`.
  record Offset(Place place, int stride) implements Operand {}

  /// `value + from * stride`: an offset into a literal.
  record From(int stride) implements Operand {}

  /// `to`.
  record To() implements Operand {}

  /// `(to - from) * factor`.
  record Count(int factor) implements Operand {}

  /// A number of the plan.
  record Whole(int value) implements Operand {}

  /// A number of the plan.
  record Real(float value) implements Operand {}

  /// A flag of the plan.
  record Flag(boolean value) implements Operand {}

  /// Numbers of the plan: the array of this index in the frame's literals, never written.
  record Wholes(int index) implements Operand {}

  /// The run's key folded with the name of this index.
  record Key(int index) implements Operand {}

  /// `from * stride` as a long.
  record LongFrom(int stride) implements Operand {}

  /// The team that runs the program.
  record TeamOperand() implements Operand {}

  /// No array.
  record NoFloats() implements Operand {}

  /// Returns the type of the parameter that takes this argument.
  default Class<?> type() {
    return switch (this) {
      case Array array -> array.place().isFloats() ? float[].class : int[].class;
      case Offset _, From _, To _, Count _, Whole _ -> int.class;
      case Real _ -> float.class;
      case Flag _ -> boolean.class;
      case Wholes _ -> int[].class;
      case Key _, LongFrom _ -> long.class;
      case TeamOperand _ -> dev.descent.parallel.Team.class;
      case NoFloats _ -> float[].class;
    };
  }
}
