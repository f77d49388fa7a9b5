package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import java.util.Arrays;

/// The factored second moment of [Adafactor]: means of squared gradients over rows and columns.
final class AdafactorMoment {
  /// Rows whose squares are added in one chain; the chains are added in ascending order.
  private static final int SEGMENT = 64;

  // scratch
  private static final int SQUARES = AdafactorSteps.FREE;
  private static final int PART = AdafactorSteps.FREE + 1;
  private static final int SUM = AdafactorSteps.FREE + 2;

  private AdafactorMoment() {}

  /// Moves both means by a share towards this gradient's.
  static void learn(AdafactorConfig config, Factors f, Block block, Algebra algebra, double share) {
    double added = config.epsilonFloor() ? 0 : config.epsilon() * config.epsilon();
    float[] column = block.slot(Adafactor.COLUMN);
    int width = f.width();
    for (int index = 0; index < f.outer() * f.middle(); index++) {
      float[] part = algebra.scratch(PART, width);
      float[] sum = algebra.scratch(SUM, width);
      Arrays.fill(part, 0, width, 0);
      Arrays.fill(sum, 0, width, 0);
      for (int r = 0; r < f.rows(); r++) {
        int at = block.from() + f.offset(index / f.middle(), index % f.middle(), r);
        float[] squares = squares(block, algebra, at, part, width);
        rows(f, block, squares, index * f.rows() + r, share, added);
        if (r % SEGMENT == SEGMENT - 1 || r == f.rows() - 1) {
          add(part, sum, width);
        }
      }
      for (int k = 0, c = index * width; k < width; k++, c++) {
        column[c] = toward(column[c], sum[k] / (double) f.rows() + added, share);
      }
    }
  }

  private static float[] squares(Block block, Algebra algebra, int at, float[] part, int width) {
    float[] squares = algebra.scratch(SQUARES, width);
    System.arraycopy(block.gradient(), at, squares, 0, width);
    float scale = block.scale();
    for (int i = 0; i < width; i++) {
      float gi = scale * squares[i];
      float square = gi * gi;
      squares[i] = square;
      part[i] += square;
    }
    return squares;
  }

  private static void rows(
      Factors f, Block block, float[] squares, int index, double share, double added) {
    float[] row = block.slot(Adafactor.ROW);
    for (int s = 0; s < f.inner(); s++) {
      double sum = 0;
      for (int i = s; i < f.width(); i += f.inner()) {
        sum += squares[i];
      }
      int at = index * f.inner() + s;
      row[at] = toward(row[at], sum / f.columns() + added, share);
    }
  }

  private static void add(float[] part, float[] sum, int width) {
    for (int i = 0; i < width; i++) {
      sum[i] += part[i];
      part[i] = 0;
    }
  }

  private static float toward(float old, double fresh, double share) {
    return (float) ((1 - share) * old + share * fresh);
  }
}
