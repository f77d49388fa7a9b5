package dev.descent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Transposes blocks of 4x4 floats in registers, in two stages that exchange the halves of
/// neighbours 2 and 1 apart. Blocks of 8x8 in wider vectors are not faster: permutations across the
/// halves of a register cost more.
final class PanelTranspose {
  /// Rows and columns of a block.
  static final int BLOCK = 4;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;
  private static final int PAIR = 2 * VectorWidth.SPECIES.length();
  private static final VectorShuffle<Float> SWAP_2 = VectorShuffle.fromOp(S, i -> i ^ 2);
  private static final VectorShuffle<Float> SWAP_1 = VectorShuffle.fromOp(S, i -> i ^ 1);
  private static final VectorMask<Float> HIGH_2 = VectorMask.fromLong(S, 0b1100);
  private static final VectorMask<Float> HIGH_1 = VectorMask.fromLong(S, 0b1010);

  private PanelTranspose() {}

  /// Packs [#BLOCK] rows of B as columns.
  ///
  /// @param depth elements of each row, at least [#BLOCK]
  /// @param at the first element of the first row; the others follow `ldb` apart
  /// @param last the last row there is; later ones repeat it
  /// @param to where the first column goes; the others follow `step` apart
  static void block(
      int depth, float[] b, int at, int ldb, int last, float[] panel, int to, int step) {
    int at1 = at + Math.min(1, last) * ldb;
    int at2 = at + Math.min(2, last) * ldb;
    int at3 = at + Math.min(3, last) * ldb;
    int whole = depth & -BLOCK;
    if (step == PAIR) {
      inPairs(0, whole, b, at, at1, at2, at3, panel, to);
    } else {
      anywhere(0, whole, b, at, at1, at2, at3, panel, to, step);
    }
    if (whole < depth) {
      // The last block ends where the rows end and repeats what is there.
      anywhere(depth - BLOCK, depth, b, at, at1, at2, at3, panel, to, step);
    }
  }

  /// The case that matters: columns two vectors apart, a constant.
  private static void inPairs(
      int from, int end, float[] b, int at, int at1, int at2, int at3, float[] panel, int to) {
    for (int k = from; k < end; k += BLOCK) {
      FloatVector a0 = FloatVector.fromArray(S, b, at + k);
      FloatVector a1 = FloatVector.fromArray(S, b, at1 + k);
      FloatVector a2 = FloatVector.fromArray(S, b, at2 + k);
      FloatVector a3 = FloatVector.fromArray(S, b, at3 + k);
      FloatVector b0 = a0.blend(a2.rearrange(SWAP_2), HIGH_2);
      FloatVector b2 = a0.rearrange(SWAP_2).blend(a2, HIGH_2);
      FloatVector b1 = a1.blend(a3.rearrange(SWAP_2), HIGH_2);
      FloatVector b3 = a1.rearrange(SWAP_2).blend(a3, HIGH_2);
      int out = to + k * PAIR;
      b0.blend(b1.rearrange(SWAP_1), HIGH_1).intoArray(panel, out);
      b0.rearrange(SWAP_1).blend(b1, HIGH_1).intoArray(panel, out + PAIR);
      b2.blend(b3.rearrange(SWAP_1), HIGH_1).intoArray(panel, out + 2 * PAIR);
      b2.rearrange(SWAP_1).blend(b3, HIGH_1).intoArray(panel, out + 3 * PAIR);
    }
  }

  private static void anywhere(
      int from,
      int end,
      float[] b,
      int at,
      int at1,
      int at2,
      int at3,
      float[] panel,
      int to,
      int step) {
    for (int k = from; k < end; k += BLOCK) {
      FloatVector a0 = FloatVector.fromArray(S, b, at + k);
      FloatVector a1 = FloatVector.fromArray(S, b, at1 + k);
      FloatVector a2 = FloatVector.fromArray(S, b, at2 + k);
      FloatVector a3 = FloatVector.fromArray(S, b, at3 + k);
      FloatVector b0 = a0.blend(a2.rearrange(SWAP_2), HIGH_2);
      FloatVector b2 = a0.rearrange(SWAP_2).blend(a2, HIGH_2);
      FloatVector b1 = a1.blend(a3.rearrange(SWAP_2), HIGH_2);
      FloatVector b3 = a1.rearrange(SWAP_2).blend(a3, HIGH_2);
      int out = to + k * step;
      b0.blend(b1.rearrange(SWAP_1), HIGH_1).intoArray(panel, out);
      b0.rearrange(SWAP_1).blend(b1, HIGH_1).intoArray(panel, out + step);
      b2.blend(b3.rearrange(SWAP_1), HIGH_1).intoArray(panel, out + 2 * step);
      b2.rearrange(SWAP_1).blend(b3, HIGH_1).intoArray(panel, out + 3 * step);
    }
  }
}
