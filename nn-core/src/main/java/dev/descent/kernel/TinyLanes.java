package dev.descent.kernel;

import static dev.descent.kernel.Lanes.COUNT;
import static dev.descent.kernel.Lanes.FLOATS;
import static dev.descent.kernel.VectorCoefficients.MAGNITUDE;
import static dev.descent.kernel.VectorCoefficients.ONE;
import static dev.descent.kernel.VectorCoefficients.ZERO;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;

/// The kernels of [Tiny] for numbers that stand in local variables: one, or as many as a vector
/// holds. A generated plan calls them by name, and the JIT keeps the variables in registers. The
/// same bits. Loads the Vector API.
///
/// Nothing here casts vectors as [Lanes] says, for the method of a plan has to be short; where C2
/// makes objects of them, the plan stays without vectors.
public final class TinyLanes {
  /// Every other element, twice: of which a half is used.
  public static final VectorShuffle<Float> EVENS = LaneConstants.evens(FLOATS);

  public static final VectorShuffle<Float> ODDS = LaneConstants.odds(FLOATS);

  /// Each element of a half twice.
  public static final VectorShuffle<Float> LOW = LaneConstants.low(FLOATS);

  public static final VectorShuffle<Float> HIGH = LaneConstants.high(FLOATS);
  public static final VectorMask<Float> UPPER = LaneConstants.upper(FLOATS);
  public static final VectorMask<Float> ODD = LaneConstants.odd(FLOATS);

  private TinyLanes() {}

  /// Returns how many numbers a vector holds.
  public static int width() {
    return COUNT;
  }

  public static FloatVector load(float[] x, int from) {
    return FloatVector.fromArray(FLOATS, x, from);
  }

  public static void store(FloatVector x, float[] y, int from) {
    x.intoArray(y, from);
  }

  public static float lane(FloatVector x, int index) {
    return x.lane(index);
  }

  public static FloatVector zeros() {
    return ZERO;
  }

  /// One more product of a chain.
  public static float chain(float y, float a, float b) {
    return Fma.fma(a, b, y);
  }

  /// One more product of the chains of a row.
  public static FloatVector chain(FloatVector y, float a, FloatVector b) {
    return all(a).fma(b, y);
  }

  /// The chains of a row over two numbers, with the pairs that they meet in two vectors.
  public static FloatVector pairs(float first, float second, FloatVector lower, FloatVector upper) {
    FloatVector evens = lower.rearrange(EVENS).blend(upper.rearrange(EVENS), UPPER);
    FloatVector odds = lower.rearrange(ODDS).blend(upper.rearrange(ODDS), UPPER);
    return all(second).fma(odds, all(first).fma(evens, ZERO));
  }

  /// A pair over and over.
  public static FloatVector pair(float first, float second) {
    return all(first).blend(second, ODD);
  }

  /// The products of the first half of a column with a pair.
  public static FloatVector lower(FloatVector column, FloatVector pair) {
    return column.rearrange(LOW).fma(pair, ZERO);
  }

  /// The products of the second half of a column with a pair.
  public static FloatVector upper(FloatVector column, FloatVector pair) {
    return column.rearrange(HIGH).fma(pair, ZERO);
  }

  /// The plainest update, see [Descent].
  public static float descend(float w, float g, float rate, float scale, float decay) {
    return w - decay * w - rate * (scale * g);
  }

  public static FloatVector descend(
      FloatVector w, FloatVector g, FloatVector rate, FloatVector scale, FloatVector decay) {
    return w.sub(decay.mul(w)).sub(rate.mul(scale.mul(g)));
  }

  /// A number over and over.
  public static FloatVector all(float x) {
    return FloatVector.broadcast(FLOATS, x);
  }

  /// The bits of magnitudes, which are ordered as they are, with NaN above all.
  public static IntVector magnitude(FloatVector x) {
    return x.reinterpretAsInts().and(MAGNITUDE);
  }

  public static IntVector larger(IntVector a, IntVector b) {
    return a.max(b);
  }

  /// Whether the bits of all magnitudes are at most a limit.
  public static boolean within(IntVector magnitudes, int limit) {
    return !magnitudes.compare(VectorOperators.GT, limit).anyTrue();
  }

  public static boolean within(float x, int limit) {
    return (Float.floatToRawIntBits(x) & Integer.MAX_VALUE) <= limit;
  }

  public static float sumOfOne(float x) {
    return 0f + x;
  }

  public static FloatVector sumOfOne(FloatVector x) {
    return ZERO.add(x);
  }

  public static float affine(float p, float q, float x) {
    return Fma.fma(x, p, q);
  }

  public static FloatVector affine(float p, float q, FloatVector x) {
    return x.fma(p, q);
  }

  public static float relu(float x) {
    return Math.max(x, 0f);
  }

  public static FloatVector relu(FloatVector x) {
    return VectorMaths.positive(x);
  }

  public static float square(float x) {
    return x * x;
  }

  public static FloatVector square(FloatVector x) {
    return x.mul(x);
  }

  public static float tanh(float x) {
    return Maths.tanh(x);
  }

  public static FloatVector tanh(FloatVector x) {
    return VectorMaths.tanh(x);
  }

  public static float sigmoid(float x) {
    return Maths.sigmoid(x);
  }

  public static FloatVector sigmoid(FloatVector x) {
    return VectorMaths.sigmoid(x);
  }

  public static float add(float a, float b) {
    return a + b;
  }

  public static FloatVector add(FloatVector a, FloatVector b) {
    return a.add(b);
  }

  public static float subtract(float a, float b) {
    return a - b;
  }

  public static FloatVector subtract(FloatVector a, FloatVector b) {
    return a.sub(b);
  }

  public static float multiply(float a, float b) {
    return a * b;
  }

  public static FloatVector multiply(FloatVector a, FloatVector b) {
    return a.mul(b);
  }

  public static float reluGradient(float x, float g) {
    return x > 0f ? g : 0f;
  }

  public static FloatVector reluGradient(FloatVector x, FloatVector g) {
    return ZERO.blend(g, x.compare(VectorOperators.GT, ZERO));
  }

  public static float tanhGradient(float y, float g) {
    return g * Fma.fma(-y, y, 1f);
  }

  public static FloatVector tanhGradient(FloatVector y, FloatVector g) {
    return g.mul(y.neg().fma(y, ONE));
  }

  public static float sigmoidGradient(float y, float g) {
    return g * Fma.fma(-y, y, y);
  }

  public static FloatVector sigmoidGradient(FloatVector y, FloatVector g) {
    return g.mul(y.neg().fma(y, y));
  }
}
