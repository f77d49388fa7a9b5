package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class BitsTest {
  @Test
  void sameBits_arePassed_whateverNanItIs() {
    Bits.requireSame("a", new float[] {1, Float.NaN}, new float[] {1, -Float.NaN}, "never seen");
    Bits.requireSame("empty", new float[0], new float[0], "never seen");
  }

  @Test
  void difference_isNamedByItsElement() {
    assertThatThrownBy(
            () -> Bits.requireSame("m", new float[] {1, -0f, 3}, new float[] {1, 0, 4}, "step 2"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("[step 2]\n  m: element 1 must be 0.0, was -0.0; 2 of 3 differ");
  }

  @Test
  void lengths_countsAndNames_areComparedToo() {
    Map<String, String> actual = Map.of("a", "0 ", "count", "3", "digest", "digest 1", "new", "1");
    Map<String, String> expected =
        Map.of("a", "0 0 ", "count", "4", "digest", "digest 2", "old", "1");
    assertThatThrownBy(() -> Bits.requireSame(actual, expected, "all"))
        .hasMessage(
            """
            [all]
              a: must be 0 0 , was 0\s
              count: must be 4, was 3
              digest: must be digest 2, was digest 1
              new is there, and must not be
              and 1 more\
            """);
    assertThatThrownBy(() -> Bits.requireSame(new TreeMap<>(), Map.of("old", "1"), "all"))
        .hasMessageEndingWith("old is missing");
  }
}
