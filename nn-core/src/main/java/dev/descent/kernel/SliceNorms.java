package dev.descent.kernel;

import dev.descent.parallel.Team;
import java.util.Arrays;

/// The sum of squares, or the largest magnitude, of each slice of a vector, such as a gradient. A
/// vector is read when somebody asks for one of them for the first time.
///
/// The team shares pieces of whole leaves, short ones several at a time; the sums of leaves are
/// added in ascending order, so the results are those of one call of [Sums] for each slice.
public final class SliceNorms implements Team.Task {
  private static final int PIECE = 64 * Reduction.LEAF;

  /// Elements that a thread takes at least.
  private static final int PART = PIECE / 2;

  /// Below this many elements one thread is faster than two.
  private static final int SHARED = 1 << 16;

  private final Team team;
  private final int[] from; // of pieces
  private final int[] to;
  private final int[] leaf; // the first of a piece, among the leaves of all, and the end
  private final int[] first; // piece of a slice, and the end
  private final int[] parts; // the first piece of a part, and the end
  private final boolean shared;
  private final double[] leaves;
  private final float[] maxima;
  private final double[] sumSquares;
  private final float[] maxAbs;
  private float[] vector = {};
  private boolean squares;
  private boolean knowsSquares = true;
  private boolean knowsMaxima = true;

  /// Creates norms of a vector of zeros.
  ///
  /// @param starts the first index of each slice
  /// @param ends the index after the last of each slice
  public SliceNorms(Team team, int[] starts, int[] ends) {
    this.team = team;
    int pieces = 0;
    long elements = 0;
    for (int i = 0; i < starts.length; i++) {
      pieces += (ends[i] - starts[i] + PIECE - 1) / PIECE;
      elements += ends[i] - starts[i];
    }
    from = new int[pieces];
    to = new int[pieces];
    leaf = new int[pieces + 1];
    first = new int[starts.length + 1];
    int count = 0;
    int leafCount = 0;
    for (int i = 0; i < starts.length; i++) {
      first[i] = count;
      for (int at = starts[i]; at < ends[i]; at = to[count++]) {
        from[count] = at;
        to[count] = Math.min(ends[i], at + PIECE);
        leaf[count] = leafCount;
        leafCount += (to[count] - at + Reduction.LEAF - 1) / Reduction.LEAF;
      }
    }
    first[starts.length] = count;
    leaf[count] = leafCount;
    parts = parts(from, to);
    shared = elements >= SHARED && team.threads() > 1;
    leaves = new double[leafCount];
    maxima = new float[pieces];
    sumSquares = new double[starts.length];
    maxAbs = new float[starts.length];
  }

  private static int[] parts(int[] from, int[] to) {
    int[] starts = new int[from.length + 1];
    int count = 0;
    int size = PART;
    for (int piece = 0; piece < from.length; piece++) {
      if (size >= PART) {
        starts[count++] = piece;
        size = 0;
      }
      size += to[piece] - from[piece];
    }
    starts[count] = from.length;
    return Arrays.copyOf(starts, count + 1);
  }

  /// Returns how many slices there are.
  public int slices() {
    return maxAbs.length;
  }

  /// Says that there is a new vector, or new numbers in the last one.
  public void changed(float[] next) {
    vector = next;
    knowsSquares = false;
    knowsMaxima = false;
  }

  /// Returns Σ x² of each slice.
  public double[] sumSquares() {
    if (!knowsSquares) {
      read(true);
      Arrays.fill(sumSquares, 0);
      for (int i = 0; i < sumSquares.length; i++) {
        for (int j = leaf[first[i]]; j < leaf[first[i + 1]]; j++) {
          sumSquares[i] += leaves[j];
        }
      }
      knowsSquares = true;
    }
    return sumSquares;
  }

  /// Returns the largest |x| of each slice, NaN if it holds a NaN, 0 if it is empty.
  public float[] maxAbs() {
    if (!knowsMaxima) {
      read(false);
      Arrays.fill(maxAbs, 0);
      for (int i = 0; i < maxAbs.length; i++) {
        for (int piece = first[i]; piece < first[i + 1]; piece++) {
          maxAbs[i] = Math.max(maxAbs[i], maxima[piece]);
        }
      }
      knowsMaxima = true;
    }
    return maxAbs;
  }

  private void read(boolean forSquares) {
    squares = forSquares;
    (shared ? team : Team.single()).run(parts.length - 1, this);
  }

  /// Handles a part.
  @Override
  public void run(int part) {
    for (int piece = parts[part]; piece < parts[part + 1]; piece++) {
      look(piece);
    }
  }

  private void look(int piece) {
    int at = from[piece];
    int end = to[piece];
    if (squares) {
      sum(vector, at, end, leaves, leaf[piece]);
    } else {
      maxima[piece] = Sums.maxAbs(vector, at, end);
    }
  }

  private static void sum(float[] x, int from, int end, double[] sums, int to) {
    boolean aligned = Reduction.alignedFours(x, from, end);
    if (aligned || Reduction.fours(end - from)) {
      fours(aligned, x, from, end, sums, to);
      return;
    }
    int i = to;
    for (int at = from; at < end; at += Reduction.LEAF) {
      sums[i++] = Reduction.leafDot(x, at, x, at, Math.min(Reduction.LEAF, end - at));
    }
  }

  /// A leaf of each of four parts at a time; each part is whole leaves.
  static void fours(boolean aligned, float[] x, int from, int end, double[] sums, int to) {
    int n = Reduction.LEAF;
    int part = (end - from) / 4;
    int step = part / n;
    for (int i = 0; i < step; i++) {
      if (aligned) {
        VectorNorms.ofFourAligned(x, from + i * n, part, n, sums, to + i, step);
      } else {
        VectorNorms.ofFour(x, from + i * n, part, n, sums, to + i, step);
      }
    }
  }
}
