package dev.descent.oracle;

import dev.descent.tensor.Indexing;
import dev.descent.tensor.Movement;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Value;
import java.util.List;

/// The definitions of movements and of indexing, element by element through coordinates.
final class Moves {
  private Moves() {}

  static double[] movement(Movement f, Value value, List<double[]> in) {
    Shape shape = value.shape();
    double[] x = in.getFirst();
    Shape before = value.inputs().getFirst().shape();
    double[] y = new double[shape.size()];
    for (int i = 0; i < y.length; i++) {
      int[] at = coordinates(shape, i);
      y[i] =
          switch (f) {
            case Movement.Reshape _, Movement.StopGradient _ -> x[i];
            case Movement.Broadcast _ -> {
              int[] from = new int[before.rank()];
              for (int a = 0; a < from.length; a++) {
                from[a] = before.at(a) == 1 ? 0 : at[shape.rank() - before.rank() + a];
              }
              yield x[index(before, from)];
            }
            case Movement.Permute(List<Integer> order) -> {
              int[] from = new int[before.rank()];
              for (int a = 0; a < from.length; a++) {
                from[order.get(a)] = at[a];
              }
              yield x[index(before, from)];
            }
            case Movement.Slice(int axis, int from, int _) -> {
              at[axis] += from;
              yield x[index(before, at)];
            }
            case Movement.Pad(int axis, int front, int _) -> {
              at[axis] -= front;
              boolean inside = at[axis] >= 0 && at[axis] < before.at(axis);
              yield inside ? x[index(before, at)] : 0;
            }
            case Movement.Concat(int axis) -> {
              int input = 0;
              while (at[axis] >= value.inputs().get(input).shape().at(axis)) {
                at[axis] -= value.inputs().get(input).shape().at(axis);
                input++;
              }
              yield in.get(input)[index(value.inputs().get(input).shape(), at)];
            }
          };
    }
    return y;
  }

  static double[] indexing(Indexing f, Value value, List<double[]> in) {
    double[] y = new double[value.shape().size()];
    double[] first = in.getFirst();
    switch (f) {
      case Indexing.Gather _ -> {
        int columns = first.length / value.inputs().getFirst().shape().at(0);
        for (int i = 0; i < y.length; i++) {
          y[i] = first[((int) in.get(1)[i / columns]) * columns + i % columns];
        }
      }
      case Indexing.ScatterAdd(Shape table) -> {
        int columns = y.length / table.at(0);
        for (int i = 0; i < in.get(1).length; i++) {
          y[((int) first[i / columns]) * columns + i % columns] += in.get(1)[i];
        }
      }
      case Indexing.OneHot(int classes, int ignored) -> {
        for (int i = 0; i < y.length; i++) {
          int index = (int) first[i / classes];
          y[i] = index == i % classes && index != ignored ? 1 : 0;
        }
      }
      case Indexing.ToFloat _ -> System.arraycopy(first, 0, y, 0, y.length);
    }
    return y;
  }

  private static int[] coordinates(Shape shape, int index) {
    int[] at = new int[shape.rank()];
    int rest = index;
    for (int a = at.length - 1; a >= 0; a--) {
      at[a] = rest % shape.at(a);
      rest /= shape.at(a);
    }
    return at;
  }

  private static int index(Shape shape, int[] at) {
    int index = 0;
    for (int a = 0; a < shape.rank(); a++) {
      index = index * shape.at(a) + at[a];
    }
    return index;
  }
}
