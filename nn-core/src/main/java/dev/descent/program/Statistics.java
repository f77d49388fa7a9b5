package dev.descent.program;

import dev.descent.kernel.Sums;
import dev.descent.parallel.Team;
import dev.descent.tensor.Layout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// The sum of squares and the largest absolute value of each slice of a gradient; 0 for those that
/// are not trained, which are not read.
///
/// The team shares pieces of slices that are whole leaves; the sums of a slice's leaves are added
/// in ascending order, so the result is that of one call for the slice.
final class Statistics implements Team.Task {
  private static final int LEAF = 1024;

  /// Elements of a part, at least, and of a piece, at most; whole leaves.
  private static final int PART = 1 << 15;

  /// Below this many elements one thread is faster than two.
  private static final int SHARED = 1 << 16;

  /// Some leaves of a slice.
  private record Piece(int slice, int from, int to, int firstLeaf) {}

  private final Team team;
  private final int size;
  private final List<Piece> pieces = new ArrayList<>();
  private final int[] firstPiece; // of each part, and the end
  private final double[] leaves;
  private final float[] maxima; // of pieces
  private final double[] sumSquares;
  private final float[] maxAbs;
  private float[] gradient = {};
  private boolean squares;
  private boolean knowsSquares = true;
  private boolean knowsMaxima = true;

  Statistics(Layout layout, Set<String> trained, Team team) {
    this.team = team;
    List<Layout.Slice> slices = layout.slices();
    int count = 0;
    int elements = 0;
    List<Integer> parts = new ArrayList<>();
    int ofPart = PART;
    for (int slice = 0; slice < slices.size(); slice++) {
      int start = slices.get(slice).offset();
      int end = trained.contains(slices.get(slice).path()) ? slices.get(slice).end() : start;
      for (int from = start; from < end; from += PART) {
        if (ofPart >= PART) {
          parts.add(pieces.size());
          ofPart = 0;
        }
        int to = Math.min(from + PART, end);
        pieces.add(new Piece(slice, from, to, count));
        count += leaves(from, to);
        ofPart += to - from;
        elements += to - from;
      }
    }
    parts.add(pieces.size());
    this.size = elements;
    this.firstPiece = new int[parts.size()];
    for (int i = 0; i < firstPiece.length; i++) {
      firstPiece[i] = parts.get(i);
    }
    this.leaves = new double[count];
    this.maxima = new float[pieces.size()];
    this.sumSquares = new double[slices.size()];
    this.maxAbs = new float[slices.size()];
  }

  private static int leaves(int from, int to) {
    return (to - from + LEAF - 1) / LEAF;
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

  private void compute(boolean withSquares) {
    squares = withSquares;
    (size < SHARED ? Team.single() : team).run(firstPiece.length - 1, this);
    Arrays.fill(sumSquares, 0);
    Arrays.fill(maxAbs, 0);
    for (int i = 0; i < maxima.length; i++) {
      Piece piece = pieces.get(i);
      int end = withSquares ? piece.firstLeaf + leaves(piece.from, piece.to) : piece.firstLeaf;
      double sum = sumSquares[piece.slice];
      for (int leaf = piece.firstLeaf; leaf < end; leaf++) {
        sum += leaves[leaf];
      }
      sumSquares[piece.slice] = sum;
      maxAbs[piece.slice] = Math.max(maxAbs[piece.slice], maxima[i]);
    }
    knowsSquares |= squares;
    knowsMaxima = true;
  }

  @Override
  public void run(int part) {
    for (int i = firstPiece[part]; i < firstPiece[part + 1]; i++) {
      Piece piece = pieces.get(i);
      int leaf = piece.firstLeaf;
      for (int from = piece.from; squares && from < piece.to; from += LEAF) {
        leaves[leaf++] = Sums.sumSquares(gradient, from, Math.min(piece.to, from + LEAF));
      }
      maxima[i] = Sums.maxAbs(gradient, piece.from, piece.to);
    }
  }
}
