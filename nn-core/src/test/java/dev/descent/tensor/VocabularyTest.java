package dev.descent.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.descent.oracle.GradientCheck;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;

/// What the words of the vocabulary mean where they are more than one operation, by loops over
/// coordinates.
final class VocabularyTest {
  private static final Shape SHAPE = Shape.of(2, 3, 4, 5);
  private final Tensor x = GradientCheck.random(SHAPE, 1, -1, 1);

  @Test
  void reductions_overEverySetOfAxes_foldThoseAxes() {
    for (int set = 1; set < 16; set++) {
      int[] axes = axes(set);
      double[] sum = fold(x, axes, 0, Double::sum);
      double count = (double) x.shape().size() / sum.length;
      close(x.sum(axes), sum, 1e-5);
      close(x.mean(axes), Arrays.stream(sum).map(s -> s / count).toArray(), 1e-6);
      close(x.max(axes), fold(x, axes, -9, Math::max), 0);
      close(x.min(axes), fold(x, axes, 9, Math::min), 0);
      Tensor squares = x.subtract(x.mean(true, axes)).square();
      double[] variance = fold(squares, axes, 0, Double::sum);
      if (count > 1) {
        close(
            x.variance(1, axes), Arrays.stream(variance).map(s -> s / (count - 1)).toArray(), 1e-5);
      }
      Shape kept = SHAPE;
      for (int axis : axes) {
        kept = kept.with(axis, 1);
      }
      assertThat(x.sum(true, axes).shape()).isEqualTo(kept);
      assertThat(x.max(true, axes).toFloats()).isEqualTo(x.max(axes).toFloats());
    }
  }

  @Test
  void reductions_withoutAxes_foldAll() {
    close(x.sum(), fold(x, new int[] {0, 1, 2, 3}, 0, Double::sum), 1e-5);
    assertThat(x.sum().shape()).isEqualTo(Shape.scalar());
    assertThat(x.sum(-1).shape()).isEqualTo(Shape.of(2, 3, 4));
  }

  @Test
  void argMax_alongAnyAxis_isTheFirstLargest() {
    Tensor ties = Tensor.of(Shape.of(2, 3), 1f, 5, 5, 7, 2, 5);
    assertThat(ties.argMax(1).toInts()).containsExactly(1, 0);
    assertThat(ties.argMax(0).toInts()).containsExactly(1, 0, 0);
  }

  @Test
  void softmax_alongAnyAxis_addsUpToOneThere() {
    for (int axis = 0; axis < 4; axis++) {
      Tensor y = x.softmax(axis);
      assertThat(y.shape()).isEqualTo(SHAPE);
      double[] ones = new double[SHAPE.size() / SHAPE.at(axis)];
      Arrays.fill(ones, 1);
      close(y.sum(axis), ones, 1e-6);
      close(y.log(), Arrays.stream(floats(x.logSoftmax(axis))).toArray(), 1e-6);
    }
  }

  @Test
  void arithmetic_repeatsMissingAxesAndOnes() {
    int[][] shapes = {{}, {1}, {5}, {4, 1}, {3, 1, 5}, {1, 3, 4, 5}, {2, 1, 1, 1}, {2, 3, 4, 5}};
    for (int[] extents : shapes) {
      Tensor other = GradientCheck.random(Shape.of(extents), 2, 1, 2);
      double[] expected = new double[SHAPE.size()];
      double[] product = new double[SHAPE.size()];
      for (int i = 0; i < expected.length; i++) {
        float b = other.at(repeated(i, other.shape()));
        expected[i] = b - x.at(i);
        product[i] = x.at(i) * b;
      }
      close(other.subtract(x), expected, 1e-6);
      close(x.multiply(other), product, 1e-6);
      close(x.greater(other), new double[SHAPE.size()], 0);
    }
  }

  @Test
  void arithmetic_ofTwoThinTensors_isAnOuterOne() {
    Tensor column = Tensor.of(Shape.of(3, 1), 1f, 2, 3);
    Tensor row = Tensor.of(Shape.of(2), 10f, 20);
    assertThat(column.add(row).toFloats()).containsExactly(11, 21, 12, 22, 13, 23);
  }

  @Test
  void matmul_repeatsBatchesOfOne() {
    Tensor a = GradientCheck.random(Shape.of(2, 1, 3, 4), 3, -1, 1);
    Tensor b = GradientCheck.random(Shape.of(5, 4, 2), 4, -1, 1);
    Tensor y = a.matmul(b);
    assertThat(y.shape()).isEqualTo(Shape.of(2, 5, 3, 2));
    double[] expected = new double[y.shape().size()];
    for (int i = 0; i < expected.length; i++) {
      int column = i % 2;
      int row = i / 2 % 3;
      int right = i / 6 % 5;
      int left = i / 30;
      for (int k = 0; k < 4; k++) {
        expected[i] += (double) a.at(left * 12 + row * 4 + k) * b.at(right * 8 + k * 2 + column);
      }
    }
    close(y, expected, 1e-6);
    close(a.matmul(b.transpose(), false, true), expected, 1e-6);
    close(a.transpose().matmul(b, true, false), expected, 1e-6);
  }

  @Test
  void axes_moveAndMerge() {
    assertThat(x.moveAxis(0, 2).shape()).isEqualTo(Shape.of(3, 4, 2, 5));
    assertThat(x.moveAxis(-1, 0).shape()).isEqualTo(Shape.of(5, 2, 3, 4));
    assertThat(x.transpose().shape()).isEqualTo(Shape.of(2, 3, 5, 4));
    assertThat(x.flatten(1).shape()).isEqualTo(Shape.of(2, 60));
    assertThat(x.reshape(6, -1).shape()).isEqualTo(Shape.of(6, 20));
    Tensor moved = x.moveAxis(1, 3);
    for (int i = 0; i < SHAPE.size(); i++) {
      int[] at = coordinates(SHAPE, i);
      assertThat(moved.at(((at[0] * 4 + at[2]) * 5 + at[3]) * 3 + at[1])).isEqualTo(x.at(i));
    }
    assertThat(x.permute(0, 1, 2, 3)).isSameAs(x);
    assertThat(x.reshape(SHAPE)).isSameAs(x);
    assertThat(x.broadcast(SHAPE)).isSameAs(x);
    assertThat(x.affine(1, 0)).isSameAs(x);
  }

  @Test
  void power_choosesTheExactForm() {
    Tensor y = Tensor.of(Shape.of(3), 2f, 3, 4);
    assertThat(y.power(0).toFloats()).containsExactly(1, 1, 1);
    assertThat(y.power(1)).isSameAs(y);
    assertThat(y.power(2).toFloats()).containsExactly(4, 9, 16);
    assertThat(y.power(5).toFloats()).containsExactly(32, 243, 1024);
    assertThat(y.power(-2).toFloats()).containsExactly(0.25f, 1f / 9, 0.0625f);
    close(y.power(0.5), new double[] {Math.sqrt(2), Math.sqrt(3), 2}, 1e-7);
    close(y.power(-0.5), new double[] {1 / Math.sqrt(2), 1 / Math.sqrt(3), 0.5}, 1e-7);
    close(y.power(1.5), new double[] {2.8284271247, 5.1961524227, 8}, 1e-6);
  }

  @Test
  void numbers_areRoundedOnce() {
    Tensor y = Tensor.of(Shape.of(2), -0f, 3);
    assertThat(y.multiply(2).toFloats()).containsExactly(-0f, 6);
    assertThat(y.add(0.1).toFloats()).containsExactly(0.1f, 3.1f);
    assertThat(y.divide(4).toFloats()).containsExactly(-0f, 0.75f);
  }

  @Test
  void text_showsTypeAndFirstNumbers() {
    assertThat(Tensor.of(Shape.of(2), 1f, 2.5f)).hasToString("F32[2] [1.0, 2.5]");
    assertThat(Tensor.of(Shape.of(1), 3)).hasToString("I32[1] [3]");
    assertThat(Tensor.full(Shape.of(13), 0).toString()).endsWith("0.0, ...]");
  }

  private static int[] axes(int set) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < 4; axis++) {
      if ((set >> axis & 1) == 1) {
        axes.add(axis);
      }
    }
    return axes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static double[] fold(Tensor x, int[] axes, double start, DoubleBinaryOperator operator) {
    Shape kept = x.shape();
    for (int axis : axes) {
      kept = kept.with(axis, 1);
    }
    double[] y = new double[kept.size()];
    Arrays.fill(y, start);
    for (int i = 0; i < x.shape().size(); i++) {
      int at = repeated(i, kept);
      y[at] = operator.applyAsDouble(y[at], x.at(i));
    }
    return y;
  }

  /// Returns the index in a tensor that is repeated up to [#SHAPE] of element i there.
  private static int repeated(int i, Shape shape) {
    int[] at = coordinates(SHAPE, i);
    int index = 0;
    for (int axis = 0; axis < shape.rank(); axis++) {
      int extent = shape.at(axis);
      int own = extent == 1 ? 0 : at[SHAPE.rank() - shape.rank() + axis];
      index = index * extent + own;
    }
    return index;
  }

  private static int[] coordinates(Shape shape, int index) {
    int[] at = new int[shape.rank()];
    int rest = index;
    for (int axis = at.length - 1; axis >= 0; axis--) {
      at[axis] = rest % shape.at(axis);
      rest /= shape.at(axis);
    }
    return at;
  }

  private static double[] floats(Tensor tensor) {
    double[] values = new double[tensor.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = tensor.at(i);
    }
    return values;
  }

  private static void close(Tensor actual, double[] expected, double tolerance) {
    assertThat(floats(actual)).containsExactly(expected, within(tolerance));
  }
}
