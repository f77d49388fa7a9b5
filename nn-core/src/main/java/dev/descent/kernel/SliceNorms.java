package dev.descent.kernel;

import dev.descent.parallel.Team;
import java.util.Arrays;

/// The sum of squares and the largest magnitude of each slice of a vector, such as a gradient. A
/// vector is read when somebody asks for the first time.
///
/// The team shares pieces of whole leaves, short ones several at a time; the sums of leaves are
/// added in ascending order, so the results are those of one call of [Sums] for each slice.
public final class SliceNorms implements Team.Task {
  private static final int PIECE = 64 * Reduction.LEAF;

  /// Elements that are read twice while they are in the L2 cache.
  private static final int GROUP = 16 * Reduction.LEAF;

  /// Elements that a thread takes at least.
  private static final int PART = PIECE / 2;

  /// Below this many elements one thread is faster than two.
  private static final int SHARED = 1 << 16;

  private final Team team;
  private final int[] from; // of pieces
  private final int[] to;
  private final int[] leaf; // the first of a piece, among the leaves of all
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
    leaf = new int[pieces];
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

  /// Says that there is a new vector, or new numbers in the last one.
  public void changed(float[] next) {
    vector = next;
    knowsSquares = false;
    knowsMaxima = false;
  }

  /// Returns Σ x² of each slice. With the squares come the maxima: the numbers are in the cache.
  /// Maxima alone are one pass less.
  public double[] sumSquares() {
    if (!knowsSquares) {
      compute(true);
    }
    return sumSquares;
  }

  /// Returns the largest |x| of each slice, NaN if it holds a NaN, 0 if it is empty.
  public float[] maxAbs() {
    if (!knowsMaxima) {
      compute(false);
    }
    return maxAbs;
  }

  private void compute(boolean alsoSquares) {
    squares = alsoSquares;
    (shared ? team : Team.single()).run(parts.length - 1, this);
    Arrays.fill(maxAbs, 0);
    Arrays.fill(sumSquares, 0);
    for (int i = 0; i < maxAbs.length; i++) {
      for (int piece = first[i]; piece < first[i + 1]; piece++) {
        maxAbs[i] = Math.max(maxAbs[i], maxima[piece]);
        int end = piece + 1 < leaf.length ? leaf[piece + 1] : leaves.length;
        for (int j = leaf[piece]; squares && j < end; j++) {
          sumSquares[i] += leaves[j];
        }
      }
    }
    knowsSquares |= squares;
    knowsMaxima = true;
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
    if (!squares) {
      maxima[piece] = Sums.maxAbs(vector, at, end);
      return;
    }
    int streams = Reduction.streams(vector, at, end);
    if (streams > 0) {
      maxima[piece] = byStreams(streams, vector, at, end, leaves, leaf[piece]);
    } else {
      maxima[piece] = byGroups(vector, at, end, leaves, leaf[piece]);
    }
  }

  /// A group twice: for the maximum, which reads memory faster, then for the sum of each leaf.
  static float byGroups(float[] x, int from, int end, double[] sums, int sum) {
    float max = 0;
    int i = sum;
    for (int at = from; at < end; at += GROUP) {
      int stop = Math.min(end, at + GROUP);
      max = Math.max(max, Sums.maxAbs(x, at, stop));
      for (int j = at; j < stop; j += Reduction.LEAF) {
        sums[i++] = Reduction.leafDot(x, j, x, j, Math.min(Reduction.LEAF, stop - j));
      }
    }
    return max;
  }

  /// One read, a leaf of each of two or four parts at a time; each part is whole leaves.
  static float byStreams(int streams, float[] x, int from, int end, double[] sums, int sum) {
    int n = Reduction.LEAF;
    int part = (end - from) / streams;
    int step = part / n;
    float max = 0;
    for (int i = 0; i < step; i++) {
      float some =
          streams == 2
              ? VectorNorms.ofTwo(x, from + i * n, part, n, sums, sum + i, step)
              : VectorNorms.ofFour(x, from + i * n, part, n, sums, sum + i, step);
      max = Math.max(max, some);
    }
    return max;
  }
}
