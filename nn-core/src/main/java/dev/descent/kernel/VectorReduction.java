package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.Lanes.load;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The reductions of [ScalarReduction] in vectors: the 16 virtual lanes are one, two or four
/// vectors, a to d.
///
/// `COUNT` is a constant, so the branches on it vanish. Lanes past the end are masked out of the
/// addition itself: adding a zero would turn -0 into +0.
final class VectorReduction {
  private static final ThreadLocal<float[]> EXPONENTIALS =
      ThreadLocal.withInitial(() -> new float[Reduction.LEAF]);

  private VectorReduction() {}

  static float sum(float[] x, int from, int n) {
    FloatVector a = FloatVector.broadcast(FLOATS, 0f);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= n - 16; i += 16) {
      a = a.add(load(x, from + i));
      if (COUNT <= 8) {
        b = b.add(load(x, from + i + COUNT));
      }
      if (COUNT <= 4) {
        c = c.add(load(x, from + i + 8));
        d = d.add(load(x, from + i + 12));
      }
    }
    if (i < n) {
      a = addRest(a, x, from, i, n);
      if (COUNT <= 8) {
        b = addRest(b, x, from, i + COUNT, n);
      }
      if (COUNT <= 4) {
        c = addRest(c, x, from, i + 8, n);
        d = addRest(d, x, from, i + 12, n);
      }
    }
    return fold(a, b, c, d);
  }

  private static FloatVector addRest(FloatVector lanes, float[] x, int from, int i, int n) {
    VectorMask<Float> inside = FLOATS.indexInRange(i, n);
    return lanes.lanewise(VectorOperators.ADD, part(x, from + i, inside), inside);
  }

  static FloatVector part(float[] x, int from, VectorMask<Float> inside) {
    return FloatVector.fromArray(FLOATS, x, from, inside);
  }

  /// Folds the lanes by halves.
  private static float fold(FloatVector a, FloatVector b, FloatVector c, FloatVector d) {
    FloatVector four;
    if (COUNT == 16) {
      FloatVector eight =
          half(FloatVector.SPECIES_256, a, 0).add(half(FloatVector.SPECIES_256, a, 1));
      four = half(FloatVector.SPECIES_128, eight, 0).add(half(FloatVector.SPECIES_128, eight, 1));
    } else if (COUNT == 8) {
      FloatVector eight = a.add(b);
      four = half(FloatVector.SPECIES_128, eight, 0).add(half(FloatVector.SPECIES_128, eight, 1));
    } else {
      four = a.add(c).add(b.add(d));
    }
    return (four.lane(0) + four.lane(2)) + (four.lane(1) + four.lane(3));
  }

  private static float maxOfLanes(FloatVector x) {
    FloatVector eight = COUNT == 16 ? maxOfHalves(FloatVector.SPECIES_256, x) : x;
    FloatVector four = COUNT >= 8 ? maxOfHalves(FloatVector.SPECIES_128, eight) : eight;
    return Math.max(Math.max(four.lane(0), four.lane(2)), Math.max(four.lane(1), four.lane(3)));
  }

  private static FloatVector maxOfHalves(VectorSpecies<Float> species, FloatVector x) {
    return half(species, x, 0).max(half(species, x, 1));
  }

  private static FloatVector half(VectorSpecies<Float> species, FloatVector x, int part) {
    return (FloatVector) x.castShape(species, part);
  }

  static float dot(float[] x, int xo, float[] y, int yo, int n) {
    FloatVector a = FloatVector.broadcast(FLOATS, 0f);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= n - 16; i += 16) {
      a = load(x, xo + i).fma(load(y, yo + i), a);
      if (COUNT <= 8) {
        b = load(x, xo + i + COUNT).fma(load(y, yo + i + COUNT), b);
      }
      if (COUNT <= 4) {
        c = load(x, xo + i + 8).fma(load(y, yo + i + 8), c);
        d = load(x, xo + i + 12).fma(load(y, yo + i + 12), d);
      }
    }
    if (i < n) {
      a = fmaRest(a, x, xo, y, yo, i, n);
      if (COUNT <= 8) {
        b = fmaRest(b, x, xo, y, yo, i + COUNT, n);
      }
      if (COUNT <= 4) {
        c = fmaRest(c, x, xo, y, yo, i + 8, n);
        d = fmaRest(d, x, xo, y, yo, i + 12, n);
      }
    }
    return fold(a, b, c, d);
  }

  private static FloatVector fmaRest(
      FloatVector lanes, float[] x, int xo, float[] y, int yo, int i, int n) {
    VectorMask<Float> inside = FLOATS.indexInRange(i, n);
    FloatVector sum = part(x, xo + i, inside).fma(part(y, yo + i, inside), lanes);
    return lanes.blend(sum, inside);
  }

  static float sumAbs(float[] x, int from, int n) {
    FloatVector a = FloatVector.broadcast(FLOATS, 0f);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= n - 16; i += 16) {
      a = a.add(load(x, from + i).abs());
      if (COUNT <= 8) {
        b = b.add(load(x, from + i + COUNT).abs());
      }
      if (COUNT <= 4) {
        c = c.add(load(x, from + i + 8).abs());
        d = d.add(load(x, from + i + 12).abs());
      }
    }
    if (i < n) {
      a = addAbsRest(a, x, from, i, n);
      if (COUNT <= 8) {
        b = addAbsRest(b, x, from, i + COUNT, n);
      }
      if (COUNT <= 4) {
        c = addAbsRest(c, x, from, i + 8, n);
        d = addAbsRest(d, x, from, i + 12, n);
      }
    }
    return fold(a, b, c, d);
  }

  private static FloatVector addAbsRest(FloatVector lanes, float[] x, int from, int i, int n) {
    VectorMask<Float> inside = FLOATS.indexInRange(i, n);
    return lanes.add(part(x, from + i, inside).abs());
  }

  /// Through an array in the first cache: with the polynomial inside its loop C2 does not keep the
  /// lanes in registers.
  static float sumExp(float[] x, int from, float max, int n) {
    float[] e = EXPONENTIALS.get();
    VectorRows.exponentials(x, from, max, e, 0, n);
    return sum(e, 0, n);
  }

  static float max(float[] x, int from, int n) {
    if (n < COUNT) {
      return ScalarReduction.max(x, from, n);
    }
    FloatVector a = load(x, from);
    FloatVector b = load(x, from + n - COUNT);
    int i = COUNT;
    for (; i <= n - 2 * COUNT; i += 2 * COUNT) {
      a = a.max(load(x, from + i));
      b = b.max(load(x, from + i + COUNT));
    }
    if (i <= n - COUNT) {
      a = a.max(load(x, from + i));
    }
    return maxOfLanes(a.max(b));
  }

  static float maxAbs(float[] x, int from, int n) {
    if (n < COUNT) {
      return ScalarReduction.maxAbs(x, from, n);
    }
    FloatVector a = load(x, from).abs();
    FloatVector b = load(x, from + n - COUNT).abs();
    int i = COUNT;
    for (; i <= n - 2 * COUNT; i += 2 * COUNT) {
      a = a.max(load(x, from + i).abs());
      b = b.max(load(x, from + i + COUNT).abs());
    }
    if (i <= n - COUNT) {
      a = a.max(load(x, from + i).abs());
    }
    return maxOfLanes(a.max(b));
  }
}
