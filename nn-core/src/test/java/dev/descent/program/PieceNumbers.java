package dev.descent.program;

import dev.descent.program.Networks.Dice;
import dev.descent.tensor.Comparison;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Value;
import java.util.List;

/// What [OperationPieces] are made of: numbers in ranges, and constants.
final class PieceNumbers {
  private PieceNumbers() {}

  /// A matrix and its square as a batch of two.
  static Value twice(Value a) {
    Shape shape = a.shape();
    return a.concat(0, List.of(a.square())).reshape(2, shape.at(0), shape.at(1));
  }

  /// Numbers in (0.7, 1.5).
  static Value positive(Value x) {
    return x.tanh().affine(0.4, 1.1);
  }

  /// Numbers in (0.7, 1.5), some of them negated.
  static Value apart(Dice dice, Value x) {
    return positive(x).multiply(signs(dice, x));
  }

  /// Any of the six relations, of numbers that are at least 0.2 apart.
  static Value compared(Dice dice, Value x, Value y) {
    Comparison.Relation[] relations = Comparison.Relation.values();
    Operation relation = new Comparison.Compare(relations[dice.next(relations.length)]);
    return x.apply(relation, List.of(positive(x), positive(y).add(signs(dice, x))));
  }

  /// Elements at least 0.02 apart, in a random order.
  static Value ranked(Dice dice, Value x) {
    float[] ranks = new float[x.shape().size()];
    for (int i = 0; i < ranks.length; i++) {
      int at = dice.next(i + 1);
      ranks[i] = ranks[at];
      ranks[at] = 0.1f * i;
    }
    return x.tanh().multiply(0.04).add(x.constant(Tensor.of(x.shape(), ranks)));
  }

  /// −1 or 1.
  static Value signs(Dice dice, Value x) {
    float[] signs = new float[x.shape().size()];
    for (int i = 0; i < signs.length; i++) {
      signs[i] = 2 * dice.next(2) - 1;
    }
    return x.constant(Tensor.of(x.shape(), signs));
  }

  /// −2, 0 or 2.
  static Value steps(Dice dice, Value x) {
    float[] steps = new float[x.shape().size()];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = 2 * dice.next(3) - 2;
    }
    return x.constant(Tensor.of(x.shape(), steps));
  }

  /// Numbers in [1/8, 5/4].
  static Value numbers(Dice dice, Value x, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (1 + dice.next(10)) / 8f;
    }
    return x.constant(Tensor.of(Shape.of(count), numbers));
  }

  /// Whole numbers under a bound.
  static Value ints(Dice dice, Value x, int count, int bound) {
    int[] ints = new int[count];
    for (int i = 0; i < count; i++) {
      ints[i] = dice.next(bound);
    }
    return x.constant(Tensor.of(Shape.of(count), ints));
  }

  /// A class for each row; one row has the label that is ignored.
  static Value labels(Dice dice, Value x) {
    int[] labels = new int[x.shape().at(0)];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = dice.next(x.shape().at(1));
    }
    labels[dice.next(labels.length)] = -100;
    return x.constant(Tensor.of(Shape.of(labels.length), labels));
  }
}
