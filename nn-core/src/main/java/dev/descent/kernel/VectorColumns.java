package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOAT;
import static dev.descent.kernel.Lanes.FLOATS;
import static jdk.incubator.vector.FloatVector.broadcast;
import static jdk.incubator.vector.FloatVector.fromArray;

import jdk.incubator.vector.FloatVector;

/// Column sums in vectors: four or one at a time go down the rows. What does not fill a vector is
/// covered by one that overlaps its neighbour and computes the same sums again.
final class VectorColumns {
  private static final Calls APART = Apart.of(Calls.class, VectorColumns.class);

  private VectorColumns() {}

  static void sum(float[] x, int xo, float[] y, int yo, int rows, int columns, int from, int to) {
    if (to - from < COUNT) {
      ScalarColumns.sum(x, xo, y, yo, rows, columns, from, to);
      return;
    }
    int c = from;
    for (; c <= to - 4 * COUNT; c += 4 * COUNT) {
      APART.four(x, xo + c, y, yo + c, rows, columns);
    }
    for (; c <= to - COUNT; c += COUNT) {
      APART.one(x, xo + c, y, yo + c, rows, columns);
    }
    if (c < to) {
      APART.one(x, xo + to - COUNT, y, yo + to - COUNT, rows, columns);
    }
  }

  static void one(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    FloatVector total = FLOAT.cast(broadcast(FLOATS, 0f));
    int r = 0;
    while (r < rows) {
      FloatVector sum = FLOAT.cast(broadcast(FLOATS, 0f));
      int end = Math.min(r + Columns.SEGMENT, rows);
      for (; r < end; r++) {
        sum = FLOAT.cast(fromArray(FLOATS, x, xo + r * columns)).add(sum);
      }
      total = FLOAT.cast(total).add(sum);
    }
    FLOAT.cast(total).intoArray(y, yo);
  }

  static void four(float[] x, int xo, float[] y, int yo, int rows, int columns) {
    FLOAT.cast(broadcast(FLOATS, 0f)).intoArray(y, yo);
    FLOAT.cast(broadcast(FLOATS, 0f)).intoArray(y, yo + COUNT);
    FLOAT.cast(broadcast(FLOATS, 0f)).intoArray(y, yo + 2 * COUNT);
    FLOAT.cast(broadcast(FLOATS, 0f)).intoArray(y, yo + 3 * COUNT);
    int r = 0;
    while (r < rows) {
      FloatVector a = FLOAT.cast(broadcast(FLOATS, 0f));
      FloatVector b = FLOAT.cast(broadcast(FLOATS, 0f));
      FloatVector c = FLOAT.cast(broadcast(FLOATS, 0f));
      FloatVector d = FLOAT.cast(broadcast(FLOATS, 0f));
      int end = Math.min(r + Columns.SEGMENT, rows);
      for (; r < end; r++) {
        int o = xo + r * columns;
        a = FLOAT.cast(fromArray(FLOATS, x, o)).add(a);
        b = FLOAT.cast(fromArray(FLOATS, x, o + COUNT)).add(b);
        c = FLOAT.cast(fromArray(FLOATS, x, o + 2 * COUNT)).add(c);
        d = FLOAT.cast(fromArray(FLOATS, x, o + 3 * COUNT)).add(d);
      }
      FLOAT.cast(fromArray(FLOATS, y, yo)).add(a).intoArray(y, yo);
      FLOAT.cast(fromArray(FLOATS, y, yo + COUNT)).add(b).intoArray(y, yo + COUNT);
      FLOAT.cast(fromArray(FLOATS, y, yo + 2 * COUNT)).add(c).intoArray(y, yo + 2 * COUNT);
      FLOAT.cast(fromArray(FLOATS, y, yo + 3 * COUNT)).add(d).intoArray(y, yo + 3 * COUNT);
    }
  }

  /// The loops above, each called apart.
  interface Calls {
    void one(float[] x, int xo, float[] y, int yo, int rows, int columns);

    void four(float[] x, int xo, float[] y, int yo, int rows, int columns);
  }
}
