package dev.descent.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// The static fields that the functions of [TinyLanes] read, for vectors of any width: a small plan
/// may have no extent that fills the widest ones. Loads the Vector API.
public final class LaneConstants {
  private LaneConstants() {}

  /// Returns what a field would hold if all vectors were of the given width.
  ///
  /// @param owner the name of its class
  /// @param width how many numbers a vector holds: 4, 8 or 16
  /// @throws IllegalStateException if there is no such public field, or nobody knows
  public static Object of(String owner, String name, int width) {
    VectorSpecies<Float> species =
        VectorSpecies.of(float.class, VectorShape.forBitSize(Float.SIZE * width));
    return switch (name) {
      case "FLOATS" -> species;
      case "INTS" -> species.withLanes(int.class);
      case "FLOAT" -> FloatVector.zero(species).getClass();
      case "INT" -> IntVector.zero(species.withLanes(int.class)).getClass();
      case "COUNT" -> width;
      case "EVENS" -> evens(species);
      case "ODDS" -> odds(species);
      case "LOW" -> low(species);
      case "HIGH" -> high(species);
      case "UPPER" -> upper(species);
      case "ODD" -> odd(species);
      default -> equal(owner, name, species);
    };
  }

  /// Returns the numbers of a vector of equal numbers in another.
  private static Object equal(String owner, String name, VectorSpecies<Float> species) {
    try {
      Object value = Class.forName(owner).getField(name).get(null);
      if (value instanceof FloatVector x && isEqual(x.reinterpretAsInts())) {
        return FloatVector.broadcast(species, x.lane(0));
      }
      if (value instanceof IntVector x && isEqual(x)) {
        return IntVector.broadcast(species.withLanes(int.class), x.lane(0));
      }
      throw new IllegalStateException(
          "%s.%s must be a vector of equal numbers, was %s".formatted(owner, name, value));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no public field %s.%s".formatted(owner, name), e);
    }
  }

  private static boolean isEqual(IntVector x) {
    return x.eq(x.lane(0)).allTrue();
  }

  static VectorShuffle<Float> evens(VectorSpecies<Float> species) {
    return VectorShuffle.fromOp(species, i -> 2 * i % species.length());
  }

  static VectorShuffle<Float> odds(VectorSpecies<Float> species) {
    return VectorShuffle.fromOp(species, i -> 2 * i % species.length() + 1);
  }

  static VectorShuffle<Float> low(VectorSpecies<Float> species) {
    return VectorShuffle.fromOp(species, i -> i / 2);
  }

  static VectorShuffle<Float> high(VectorSpecies<Float> species) {
    return VectorShuffle.fromOp(species, i -> (species.length() + i) / 2);
  }

  static VectorMask<Float> upper(VectorSpecies<Float> species) {
    return lanes(species, species.length() / 2, species.length());
  }

  static VectorMask<Float> odd(VectorSpecies<Float> species) {
    return lanes(species, 1, 2);
  }

  private static VectorMask<Float> lanes(VectorSpecies<Float> species, int from, int period) {
    boolean[] set = new boolean[species.length()];
    for (int i = 0; i < set.length; i++) {
      set[i] = i % period >= from;
    }
    return VectorMask.fromArray(species, set, 0);
  }
}
