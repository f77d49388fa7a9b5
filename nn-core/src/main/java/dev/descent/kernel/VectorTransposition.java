package dev.descent.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The planes of [Transposition] in blocks of eight rows of x by four columns, in registers of 256
/// bits: two loads, one of them four columns early, and a blend put the halves of rows four apart
/// side by side; two stages exchange pairs and neighbours. Every row of y gets eight elements at
/// once. More columns at a time would need more registers than there are.
final class VectorTransposition {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_256;

  /// The class of these vectors; see [Lanes].
  private static final Class<? extends FloatVector> EXACT = FloatVector.zero(S).getClass();

  private static final VectorMask<Float> HIGH_4 = VectorMask.fromLong(S, 0b11110000);
  private static final VectorMask<Float> HIGH_2 = VectorMask.fromLong(S, 0b11001100);
  private static final VectorMask<Float> HIGH_1 = VectorMask.fromLong(S, 0b10101010);
  private static final VectorShuffle<Float> SWAP_2 = VectorShuffle.fromOp(S, i -> i ^ 2);
  private static final VectorShuffle<Float> SWAP_1 = VectorShuffle.fromOp(S, i -> i ^ 1);

  /// Elements of a row of x that are read before the next rows.
  private static final int TILE = 64;

  private VectorTransposition() {}

  /// Copies x[xo + i + j·xStride] to y[yo + i·yStride + j] for i < rows, j < columns; at least 4
  /// rows, 8 columns. What does not fill a block is covered by one that overlaps its neighbour.
  static void plane(
      float[] x, int xo, int xStride, float[] y, int yo, int yStride, int rows, int columns) {
    for (int i = 0; i < rows; i += TILE) {
      int end = Math.min(i + TILE, rows);
      int start = Math.min(i, rows - 4);
      for (int j = 0; j < columns; j += 8) {
        int at = Math.min(j, columns - 8);
        int from = xo + at * xStride;
        int to = yo + at;
        int whole = (end - start) & -4;
        eight(x, from + start, xStride, y, to + start * yStride, yStride, whole);
        if (start + whole < end) {
          eight(x, from + end - 4, xStride, y, to + (end - 4) * yStride, yStride, 4);
        }
      }
    }
  }

  private static void eight(float[] x, int xo, int xStride, float[] y, int yo, int yStride, int n) {
    int x1 = xo + xStride;
    int x2 = x1 + xStride;
    int x3 = x2 + xStride;
    int x4 = x3 + xStride - 4;
    int x5 = x4 + xStride;
    int x6 = x5 + xStride;
    int x7 = x6 + xStride;
    for (int i = 0; i < n; i += 4) {
      FloatVector a0 =
          EXACT.cast(fromArray(S, x, xo + i)).blend(EXACT.cast(fromArray(S, x, x4 + i)), HIGH_4);
      FloatVector a1 =
          EXACT.cast(fromArray(S, x, x1 + i)).blend(EXACT.cast(fromArray(S, x, x5 + i)), HIGH_4);
      FloatVector a2 =
          EXACT.cast(fromArray(S, x, x2 + i)).blend(EXACT.cast(fromArray(S, x, x6 + i)), HIGH_4);
      FloatVector a3 =
          EXACT.cast(fromArray(S, x, x3 + i)).blend(EXACT.cast(fromArray(S, x, x7 + i)), HIGH_4);
      FloatVector b0 = a0.blend(a2.rearrange(SWAP_2), HIGH_2);
      FloatVector b2 = a0.rearrange(SWAP_2).blend(a2, HIGH_2);
      FloatVector b1 = a1.blend(a3.rearrange(SWAP_2), HIGH_2);
      FloatVector b3 = a1.rearrange(SWAP_2).blend(a3, HIGH_2);
      int to = yo + i * yStride;
      b0.blend(b1.rearrange(SWAP_1), HIGH_1).intoArray(y, to);
      b0.rearrange(SWAP_1).blend(b1, HIGH_1).intoArray(y, to + yStride);
      b2.blend(b3.rearrange(SWAP_1), HIGH_1).intoArray(y, to + 2 * yStride);
      b2.rearrange(SWAP_1).blend(b3, HIGH_1).intoArray(y, to + 3 * yStride);
    }
  }
}
