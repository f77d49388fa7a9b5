package dev.descent.program;

import static dev.descent.program.PieceNumbers.apart;
import static dev.descent.program.PieceNumbers.compared;
import static dev.descent.program.PieceNumbers.ints;
import static dev.descent.program.PieceNumbers.labels;
import static dev.descent.program.PieceNumbers.numbers;
import static dev.descent.program.PieceNumbers.positive;
import static dev.descent.program.PieceNumbers.ranked;
import static dev.descent.program.PieceNumbers.signs;
import static dev.descent.program.PieceNumbers.steps;
import static dev.descent.program.PieceNumbers.twice;

import dev.descent.layer.Scope;
import dev.descent.program.Networks.Dice;
import dev.descent.tensor.Activation;
import dev.descent.tensor.ActivationGradient;
import dev.descent.tensor.Arithmetic;
import dev.descent.tensor.Comparison;
import dev.descent.tensor.Indexing;
import dev.descent.tensor.Matmul;
import dev.descent.tensor.Movement;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Pointwise;
import dev.descent.tensor.Reduction;
import dev.descent.tensor.Rowwise;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Source;
import dev.descent.tensor.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/// A piece of a network for every operation: two matrices in, one of the same shape out, with the
/// operation between them.
///
/// Numbers stay near 1, and far enough from kinks (0 for relu, equal elements for max) that central
/// differences do not cross one.
final class OperationPieces {
  /// A piece of a network.
  @FunctionalInterface
  interface Piece {
    /// Returns a matrix of the shape that both inputs have.
    Value apply(Scope scope, Dice dice, Value x, Value y);
  }

  private final Map<Class<? extends Operation>, Piece> pieces = new LinkedHashMap<>();

  private OperationPieces() {
    arithmetic();
    pointwise();
    activations();
    activationGradients();
    choices();
    rows();
    movements();
    lookups();
    put(Matmul.class, (_, dice, x, y) -> product(dice, x, y));
    put(
        Source.Uniform.class,
        (scope, _, x, y) -> scope.uniform(x.shape()).multiply(x).add(y.square().tanh()));
    put(Source.Fill.class, (_, _, x, y) -> x.fill(x.shape(), 0.7).multiply(x).multiply(y.tanh()));
  }

  /// Returns the pieces by the class of their operation.
  static Map<Class<? extends Operation>, Piece> all() {
    return new OperationPieces().pieces;
  }

  private void put(Class<? extends Operation> operation, Piece piece) {
    if (pieces.put(operation, piece) != null) {
      throw new AssertionError(operation + " has two pieces");
    }
  }

  private void both(Class<? extends Operation> operation, BinaryOperator<Value> function) {
    put(operation, (_, _, x, y) -> function.apply(x, y));
  }

  private void arithmetic() {
    both(Arithmetic.Add.class, Value::add);
    both(Arithmetic.Subtract.class, (x, y) -> x.subtract(y.square().tanh()));
    both(Arithmetic.Multiply.class, (x, y) -> x.tanh().multiply(y));
    both(Arithmetic.Divide.class, (x, y) -> x.divide(positive(y)));
    put(
        Arithmetic.Minimum.class,
        (_, dice, x, y) -> positive(x).minimum(positive(y).add(signs(dice, x))));
    put(
        Arithmetic.Maximum.class,
        (_, dice, x, y) -> positive(x).square().maximum(positive(y).square().add(steps(dice, x))));
  }

  private void pointwise() {
    both(Pointwise.Negate.class, (x, y) -> x.negate().multiply(y.tanh()));
    both(Pointwise.Affine.class, (x, y) -> x.affine(0.7, 0.3).multiply(y.tanh()));
    put(
        Pointwise.Power.class,
        (_, dice, x, _) -> positive(x).power(List.of(-4, -3, -2, 3, 4, 5).get(dice.next(6))));
    both(Pointwise.Square.class, (x, y) -> x.tanh().square().add(y));
    both(Pointwise.Sqrt.class, (x, y) -> positive(x).sqrt().multiply(y.tanh()));
    both(Pointwise.Reciprocal.class, (x, y) -> positive(x).reciprocal().multiply(y.tanh()));
    put(Pointwise.Abs.class, (_, dice, x, y) -> apart(dice, x).abs().multiply(y.tanh()));
    put(Pointwise.Sign.class, (_, dice, x, y) -> apart(dice, x).sign().multiply(y).add(x));
    put(Pointwise.Step.class, (_, dice, x, y) -> apart(dice, x).step().multiply(y).add(x));
    both(Pointwise.Exp.class, (x, y) -> x.tanh().exp().multiply(y.tanh()));
    both(Pointwise.Log.class, (x, y) -> positive(x).log().multiply(y.tanh()));
    both(Pointwise.Erf.class, (x, y) -> x.erf().add(y.tanh().erf()));
    put(
        Pointwise.Clamp.class,
        (_, dice, x, y) ->
            x.tanh().multiply(0.4).add(steps(dice, x)).clamp(-1, 1).multiply(y.tanh()));
  }

  private void activations() {
    both(Activation.Tanh.class, (x, y) -> x.tanh().add(y));
    both(Activation.Sigmoid.class, (x, y) -> x.sigmoid().multiply(y.sigmoid()));
    put(Activation.Relu.class, (_, dice, x, y) -> apart(dice, x).relu().multiply(y.tanh()));
    put(
        Activation.LeakyRelu.class,
        (_, dice, x, y) -> apart(dice, x).leakyRelu(0.1).multiply(y.tanh()));
    put(Activation.Elu.class, (_, dice, x, y) -> apart(dice, x).elu(1.5).multiply(y.tanh()));
    both(Activation.Gelu.class, (x, y) -> x.gelu().add(y.tanh()));
    both(Activation.GeluTanh.class, (x, y) -> x.geluTanh().add(y.tanh()));
    both(Activation.Silu.class, (x, y) -> x.silu().add(y.tanh()));
    both(Activation.Softplus.class, (x, y) -> x.softplus().multiply(y.tanh()));
  }

  private void activationGradients() {
    for (ActivationGradient one :
        List.of(
            new ActivationGradient.TanhGradient(),
            new ActivationGradient.SigmoidGradient(),
            new ActivationGradient.GeluGradient(),
            new ActivationGradient.GeluTanhGradient(),
            new ActivationGradient.SiluGradient(),
            new ActivationGradient.SoftplusGradient())) {
      both(one.getClass(), (x, y) -> x.apply(one, List.of(x.tanh(), y.tanh())));
    }
    put(
        ActivationGradient.ReluGradient.class,
        (_, dice, x, y) ->
            x.apply(new ActivationGradient.ReluGradient(), List.of(apart(dice, x), y.tanh())));
  }

  private void choices() {
    put(
        Comparison.Compare.class,
        (_, dice, x, y) -> compared(dice, x, y).multiply(x.tanh()).add(y.sigmoid()));
    put(
        Comparison.Where.class,
        (_, dice, x, y) -> compared(dice, x, y).where(x.tanh().exp(), y.sigmoid()));
    put(
        Reduction.Sum.class,
        (_, dice, x, y) ->
            switch (dice.next(3)) {
              case 0 -> x.tanh().multiply(y.sum(true, 0).tanh());
              case 1 -> x.tanh().multiply(y.sum(true, 1).tanh());
              default -> x.tanh().multiply(y.sum().tanh());
            });
    put(
        Reduction.Max.class,
        (_, dice, x, y) -> ranked(dice, x).max(true, dice.next(2)).multiply(y.tanh()));
    put(
        Reduction.ArgMax.class,
        (_, dice, x, y) ->
            ranked(dice, x).argMax(-1).oneHot(x.shape().at(1)).multiply(x).add(y.sigmoid()));
  }

  private void rows() {
    put(Rowwise.Softmax.class, (_, dice, x, y) -> x.softmax(dice.next(2)).multiply(y));
    put(Rowwise.LogSoftmax.class, (_, dice, x, y) -> x.logSoftmax(dice.next(2)).multiply(y.tanh()));
    both(
        Rowwise.SoftmaxGradient.class,
        (x, y) -> x.apply(new Rowwise.SoftmaxGradient(), List.of(x.tanh(), y.tanh())));
    both(
        Rowwise.LogSoftmaxGradient.class,
        (x, y) -> x.apply(new Rowwise.LogSoftmaxGradient(), List.of(x.tanh(), y.tanh())));
    put(
        Rowwise.CrossEntropy.class,
        (_, dice, x, y) ->
            x.crossEntropy(labels(dice, x), -100).reshape(x.shape().at(0), 1).multiply(y.tanh()));
    put(
        Rowwise.CrossEntropyGradient.class,
        (_, dice, x, y) ->
            x.apply(
                new Rowwise.CrossEntropyGradient(-100),
                List.of(x, labels(dice, x), y.tanh().mean(1))));
  }

  private void movements() {
    both(
        Movement.Reshape.class,
        (x, y) -> {
          Value turned = x.reshape(x.shape().at(1), x.shape().at(0));
          return turned.softmax(-1).reshape(x.shape()).multiply(y);
        });
    put(
        Movement.StopGradient.class, // of what does not move: differences see through it
        (_, dice, x, y) -> apart(dice, x).sign().stopGradient().multiply(y.tanh()).add(x));
    put(
        Movement.Broadcast.class,
        (_, dice, x, y) -> {
          Shape shape = x.shape();
          Value wide = x.reshape(shape.at(0), 1, shape.at(1));
          Value all = wide.broadcast(Shape.of(shape.at(0), 3, shape.at(1)));
          Value row = y.slice(0, 0, 1).broadcast(shape);
          return all.multiply(numbers(dice, x, 3).reshape(3, 1)).tanh().mean(1).add(row.sigmoid());
        });
    put(
        Movement.Permute.class,
        (_, dice, x, y) -> {
          int rows = x.shape().at(0);
          int columns = x.shape().at(1);
          Value pair = x.concat(0, List.of(y)).reshape(2, rows, columns);
          Value moved =
              dice.next(2) == 0 ? pair.permute(2, 0, 1) : pair.permute(1, 2, 0).permute(1, 2, 0);
          return moved.softmax(1).multiply(moved).sum(1).transpose();
        });
    put(
        Movement.Slice.class,
        (_, dice, x, y) -> {
          int axis = dice.next(2);
          int cut = 1 + dice.next(x.shape().at(axis) - 1);
          Value behind = y.slice(axis, cut, x.shape().at(axis)).sigmoid();
          return x.slice(axis, 0, cut).tanh().concat(axis, List.of(behind));
        });
    put(
        Movement.Pad.class,
        (_, dice, x, y) -> {
          int axis = dice.next(2);
          int from = dice.next(4);
          Value wide = x.pad(axis, 1, 2);
          return wide.slice(axis, from, from + x.shape().at(axis)).add(1).tanh().multiply(y);
        });
    put(
        Movement.Concat.class,
        (_, dice, x, y) -> {
          int axis = dice.next(2);
          int extent = x.shape().at(axis);
          Value three = x.concat(axis, List.of(y, x)).softmax(axis);
          int from = dice.next(2 * extent);
          return three.slice(axis, from, from + extent).multiply(x);
        });
  }

  private void lookups() {
    put(
        Indexing.Gather.class,
        (_, dice, x, y) -> {
          int rows = x.shape().at(0);
          return x.tanh().gather(ints(dice, x, rows, rows)).multiply(y);
        });
    put(
        Indexing.ScatterAdd.class,
        (_, dice, x, y) -> {
          int rows = x.shape().at(0);
          Shape table = Shape.of(rows + 1, x.shape().at(1));
          Value added = x.scatterAdd(ints(dice, x, rows, rows + 1), table);
          return added.slice(0, 1, rows + 1).tanh().multiply(y);
        });
    put(
        Indexing.OneHot.class,
        (_, dice, x, y) -> labels(dice, x).oneHot(x.shape().at(1), -100).multiply(x.exp()).add(y));
    put(
        Indexing.ToFloat.class,
        (_, dice, x, y) -> {
          Value column = labels(dice, x).toFloat().multiply(0.01).reshape(x.shape().at(0), 1);
          return x.tanh().multiply(column).add(y.sigmoid());
        });
  }

  /// op(A) is [rows, columns], op(B) [columns, rows]; one of them, both or none have batches of
  /// two.
  private static Value product(Dice dice, Value x, Value y) {
    boolean transposeA = dice.next(2) == 1;
    boolean transposeB = dice.next(2) == 1;
    Value a = transposeA ? x.tanh().transpose() : x.tanh();
    Value b = transposeB ? y.tanh() : y.tanh().transpose();
    int batches = dice.next(4);
    Value product =
        (batches & 1) + (batches & 2) == 0
            ? a.matmul(b, transposeA, transposeB)
            : ((batches & 1) == 0 ? a : twice(a))
                .matmul((batches & 2) == 0 ? b : twice(b), transposeA, transposeB)
                .sum(0);
    return product.tanh().matmul(y).divide((double) x.shape().at(0));
  }
}
