package dev.descent.kernel;

import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Transposes blocks of 4x4 floats in registers into [Panels], in two stages that exchange the
/// halves of neighbours 2 and 1 apart. Blocks of 8x8 in wider vectors are not faster: permutations
/// across the halves of a register cost more.
///
/// The methods for A and B differ in how far apart columns go, which must be a constant for C2.
final class PanelTranspose {
  /// Rows and columns of a block.
  static final int BLOCK = 4;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;

  /// The class of these vectors; see [Lanes].
  private static final Class<? extends FloatVector> EXACT = FloatVector.zero(S).getClass();

  private static final VectorShuffle<Float> SWAP_2 = VectorShuffle.fromOp(S, i -> i ^ 2);
  private static final VectorShuffle<Float> SWAP_1 = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorMask<Float> HIGH_2 = VectorMask.fromLong(S, 0b1100);
  private static final VectorMask<Float> HIGH_1 = VectorMask.fromLong(S, 0b1010);

  private PanelTranspose() {}

  /// Packs [#BLOCK] rows of memory as columns of a panel of B.
  ///
  /// @param length elements of each row, at least [#BLOCK]
  /// @param at the first element of the first row; the others follow `stride` apart
  /// @param last the last row there is; later ones repeat it
  /// @param to where the first column goes
  static void columnsOfB(int length, float[] x, int at, int stride, int last, int to) {
    int at1 = at + Math.min(1, last) * stride;
    int at2 = at + Math.min(2, last) * stride;
    int at3 = at + Math.min(3, last) * stride;
    int whole = length & -BLOCK;
    toB(0, whole, x, at, at1, at2, at3, to);
    if (whole < length) {
      // The last block ends where the rows end and repeats what is there.
      toB(length - BLOCK, length, x, at, at1, at2, at3, to);
    }
  }

  /// Packs [#BLOCK] rows of memory as columns of a panel of A; parameters as in [#columnsOfB].
  static void rowsOfA(int length, float[] x, int at, int stride, int last, int to) {
    int at1 = at + Math.min(1, last) * stride;
    int at2 = at + Math.min(2, last) * stride;
    int at3 = at + Math.min(3, last) * stride;
    int whole = length & -BLOCK;
    toA(0, whole, x, at, at1, at2, at3, to);
    if (whole < length) {
      toA(length - BLOCK, length, x, at, at1, at2, at3, to);
    }
  }

  /// Packs eight rows of memory as columns of a panel of B; parameters as in [#columnsOfB]. From
  /// beyond the caches eight rows at once come faster than four.
  static void eightColumnsOfB(int length, float[] x, int at, int stride, int to) {
    int at1 = at + stride;
    int at2 = at1 + stride;
    int at3 = at2 + stride;
    int at4 = at3 + stride;
    int at5 = at4 + stride;
    int at6 = at5 + stride;
    int at7 = at6 + stride;
    int last = length - BLOCK;
    for (int k = 0; k < length; k += BLOCK) {
      int from = Math.min(k, last); // the last block ends where the rows end
      int out = to + from * Panels.COLUMNS;
      block(x, at + from, at1 + from, at2 + from, at3 + from, out);
      block(x, at4 + from, at5 + from, at6 + from, at7 + from, out + BLOCK);
    }
  }

  private static void toB(int from, int end, float[] x, int at, int at1, int at2, int at3, int to) {
    for (int k = from; k < end; k += BLOCK) {
      block(x, at + k, at1 + k, at2 + k, at3 + k, to + k * Panels.COLUMNS);
    }
  }

  private static void block(float[] x, int at, int at1, int at2, int at3, int out) {
    FloatVector a0 = EXACT.cast(fromArray(S, x, at));
    FloatVector a1 = EXACT.cast(fromArray(S, x, at1));
    FloatVector a2 = EXACT.cast(fromArray(S, x, at2));
    FloatVector a3 = EXACT.cast(fromArray(S, x, at3));
    FloatVector b0 = a0.blend(a2.rearrange(SWAP_2), HIGH_2);
    FloatVector b2 = a0.rearrange(SWAP_2).blend(a2, HIGH_2);
    FloatVector b1 = a1.blend(a3.rearrange(SWAP_2), HIGH_2);
    FloatVector b3 = a1.rearrange(SWAP_2).blend(a3, HIGH_2);
    b0.blend(b1.rearrange(SWAP_1), HIGH_1).intoArray(Panels.ALL, out);
    b0.rearrange(SWAP_1).blend(b1, HIGH_1).intoArray(Panels.ALL, out + Panels.COLUMNS);
    b2.blend(b3.rearrange(SWAP_1), HIGH_1).intoArray(Panels.ALL, out + 2 * Panels.COLUMNS);
    b2.rearrange(SWAP_1).blend(b3, HIGH_1).intoArray(Panels.ALL, out + 3 * Panels.COLUMNS);
  }

  private static void toA(int from, int end, float[] x, int at, int at1, int at2, int at3, int to) {
    for (int k = from; k < end; k += BLOCK) {
      FloatVector a0 = EXACT.cast(fromArray(S, x, at + k));
      FloatVector a1 = EXACT.cast(fromArray(S, x, at1 + k));
      FloatVector a2 = EXACT.cast(fromArray(S, x, at2 + k));
      FloatVector a3 = EXACT.cast(fromArray(S, x, at3 + k));
      FloatVector b0 = a0.blend(a2.rearrange(SWAP_2), HIGH_2);
      FloatVector b2 = a0.rearrange(SWAP_2).blend(a2, HIGH_2);
      FloatVector b1 = a1.blend(a3.rearrange(SWAP_2), HIGH_2);
      FloatVector b3 = a1.rearrange(SWAP_2).blend(a3, HIGH_2);
      int out = to + k * Panels.ROW;
      b0.blend(b1.rearrange(SWAP_1), HIGH_1).intoArray(Panels.ALL, out);
      b0.rearrange(SWAP_1).blend(b1, HIGH_1).intoArray(Panels.ALL, out + Panels.ROW);
      b2.blend(b3.rearrange(SWAP_1), HIGH_1).intoArray(Panels.ALL, out + 2 * Panels.ROW);
      b2.rearrange(SWAP_1).blend(b3, HIGH_1).intoArray(Panels.ALL, out + 3 * Panels.ROW);
    }
  }
}
