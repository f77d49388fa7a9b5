package dev.descent.data;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.random.Keys;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PermutationTest {
  @Test
  void at_everyPlaceOfManySizes_isABijection() {
    for (int size = 1; size <= 300; size++) {
      requireBijection(size, Keys.of(size));
    }
    requireBijection(65_537, 1);
    requireBijection(99_999, 2);
  }

  @Test
  void at_sizeBeyondInt_staysInRangeAndRepeats() {
    long size = 3L << 40;
    Permutation one = new Permutation(size).key(5);
    Permutation other = new Permutation(size).key(5);
    long[] places = {0, 1, size / 2, size - 1};
    for (long place : places) {
      assertThat(one.at(place)).isBetween(0L, size - 1).isEqualTo(other.at(place));
    }
    assertThat(Arrays.stream(places).map(one::at).distinct().count()).isEqualTo(4);
  }

  @Test
  void at_anotherKey_givesAnotherOrder() {
    Permutation permutation = new Permutation(1000);
    long[] first = order(permutation.key(1), 1000);
    long[] second = order(permutation.key(2), 1000);
    int same = 0;
    for (int i = 0; i < first.length; i++) {
      same += first[i] == second[i] ? 1 : 0;
    }
    assertThat(same).isLessThan(10); // one is expected
  }

  /// χ² of 24 orders in 24,000 draws: mean 23, deviation 6.8; 60 has a probability below 1e-4.
  @Test
  void at_fourElements_reachesEveryOrderEquallyOften() {
    Permutation permutation = new Permutation(4);
    Map<String, Integer> counts = new HashMap<>();
    for (int seed = 0; seed < 24_000; seed++) {
      long[] order = order(permutation.key(Keys.fold(Keys.of(3), seed)), 4);
      counts.merge(Arrays.toString(order), 1, Integer::sum);
    }
    double chiSquare =
        counts.values().stream().mapToDouble(n -> (n - 1000.0) * (n - 1000) / 1000).sum();
    assertThat(counts).hasSize(24);
    assertThat(chiSquare).isLessThan(60);
  }

  /// χ² of where an element lands among 50 places, and of the distance of two neighbours: mean 49,
  /// deviation 9.9.
  @Test
  void at_fiftyElements_landsEverywhereEquallyOften() {
    Permutation permutation = new Permutation(50);
    int[] places = new int[50];
    int[] distances = new int[50];
    for (int seed = 0; seed < 50_000; seed++) {
      permutation.key(Keys.fold(Keys.of(4), seed));
      long at = permutation.at(17);
      places[(int) at]++;
      distances[(int) Math.floorMod(permutation.at(18) - at, 50L)]++;
    }
    assertThat(chiSquare(places, 0, 1000)).isLessThan(100);
    assertThat(distances[0]).isZero();
    assertThat(chiSquare(distances, 1, 50_000 / 49.0)).isLessThan(100);
  }

  /// Golden: an order is part of what a seed promises, and must not change from release to release.
  @Test
  void at_knownKey_givesTheOrderOfTheFirstRelease() {
    assertThat(order(new Permutation(10).key(Keys.of(1)), 10)).containsExactly(GOLDEN);
  }

  private static final long[] GOLDEN = {1, 7, 3, 9, 2, 0, 5, 6, 8, 4};

  private static double chiSquare(int[] counts, int from, double expected) {
    double sum = 0;
    for (int i = from; i < counts.length; i++) {
      sum += (counts[i] - expected) * (counts[i] - expected) / expected;
    }
    return sum;
  }

  private static void requireBijection(int size, long key) {
    long[] order = order(new Permutation(size).key(key), size);
    Arrays.sort(order);
    long[] places = new long[size];
    Arrays.setAll(places, i -> i);
    assertThat(Arrays.equals(order, places)).as("size " + size).isTrue();
  }

  private static long[] order(Permutation permutation, int size) {
    long[] order = new long[size];
    Arrays.setAll(order, permutation::at);
    return order;
  }
}
