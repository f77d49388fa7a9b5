package dev.descent.program;

import dev.descent.kernel.Sums;
import dev.descent.parallel.Team;
import dev.descent.tensor.Layout;
import java.util.List;

/// The sum of squares and the largest absolute value of each slice of a gradient.
///
/// Large slices are shared by the team in pieces of whole leaves; the sums of leaves are added in
/// ascending order, so the result is that of one call for the slice.
final class Statistics {
  private static final int LEAF = 1024;
  private static final int PIECE = 64 * LEAF;

  private final List<Layout.Slice> slices;
  private final double[] sumSquares;
  private final float[] maxAbs;
  private final Team team;
  private final Pieces pieces;
  private float[] gradient = {};
  private boolean knowsSquares = true;
  private boolean knowsMaxima = true;

  Statistics(Layout layout, Team team) {
    this.slices = layout.slices();
    this.sumSquares = new double[slices.size()];
    this.maxAbs = new float[slices.size()];
    this.team = team;
    int longest = 0;
    for (Layout.Slice slice : slices) {
      longest = Math.max(longest, slice.shape().size());
    }
    this.pieces = new Pieces(team.threads() == 1 ? 0 : longest);
  }

  /// Says that there is a new gradient; it is read when somebody asks.
  void changed(float[] next) {
    gradient = next;
    knowsSquares = false;
    knowsMaxima = false;
  }

  /// With the squares come the maxima: the numbers are in the cache. Maxima alone are one pass
  /// less.
  double[] sumSquares() {
    if (!knowsSquares) {
      compute(true);
    }
    return sumSquares;
  }

  float[] maxAbs() {
    if (!knowsMaxima) {
      compute(false);
    }
    return maxAbs;
  }

  private void compute(boolean squares) {
    for (int i = 0; i < maxAbs.length; i++) {
      Layout.Slice slice = slices.get(i);
      int from = slice.offset();
      int to = slice.end();
      if (team.threads() == 1 || to - from <= 2 * PIECE) {
        sumSquares[i] = squares ? Sums.sumSquares(gradient, from, to) : 0;
        maxAbs[i] = Sums.maxAbs(gradient, from, to);
      } else {
        pieces.gradient = gradient;
        pieces.squares = squares;
        pieces.from = from;
        pieces.to = to;
        team.run((to - from + PIECE - 1) / PIECE, pieces);
        sumSquares[i] = squares ? pieces.sum() : 0;
        maxAbs[i] = pieces.max();
      }
    }
    knowsSquares |= squares;
    knowsMaxima = true;
  }

  private static final class Pieces implements Team.Task {
    private final double[] sums;
    private final float[] maxima;
    private float[] gradient = {};
    private boolean squares;
    private int from;
    private int to;

    Pieces(int longest) {
      sums = new double[(longest + LEAF - 1) / LEAF];
      maxima = new float[(longest + PIECE - 1) / PIECE];
    }

    @Override
    public void run(int part) {
      int start = from + part * PIECE;
      int end = Math.min(to, start + PIECE);
      for (int leaf = start; squares && leaf < end; leaf += LEAF) {
        sums[(leaf - from) / LEAF] = Sums.sumSquares(gradient, leaf, Math.min(end, leaf + LEAF));
      }
      maxima[part] = Sums.maxAbs(gradient, start, end);
    }

    double sum() {
      double sum = 0;
      for (int i = 0; i < (to - from + LEAF - 1) / LEAF; i++) {
        sum += sums[i];
      }
      return sum;
    }

    float max() {
      float max = 0;
      for (int i = 0; i < (to - from + PIECE - 1) / PIECE; i++) {
        max = Math.max(max, maxima[i]);
      }
      return max;
    }
  }
}
