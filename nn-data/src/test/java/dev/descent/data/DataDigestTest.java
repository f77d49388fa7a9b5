package dev.descent.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DataDigestTest {
  private static final Dataset POINTS =
      Dataset.classification(
          "points", new float[] {0.5f, -1, 2, 0.25f}, new int[] {0, 1}, List.of("a", "b"));

  /// The digests are those of Python: `hashlib.sha256(numpy.array([.5, -1, 2, .25],
  /// "<f4").tobytes())` and `hashlib.sha256(numpy.array([0, 1], "<i4").tobytes())`.
  @Test
  void sha256_knownNumbers_isThatOfPython() {
    assertThat(DataDigest.sha256(POINTS))
        .containsExactly(
            Map.entry("input", "24abd229c3d6526462d8392f80bb785d48af6727dcbac8c44451114c5077ce52"),
            Map.entry(
                "target", "01acecb507abfe1a354aa8064f4af5d3f1acd019e37db3c11c97523b71c76e9d"));
  }

  @Test
  void sha256_oneBitOrTheOrderChanges_isAnother() {
    Dataset other =
        Dataset.classification(
            "points",
            new float[] {0.5f, Math.nextUp(-1f), 2, 0.25f},
            new int[] {0, 1},
            List.of("a", "b"));
    assertThat(DataDigest.sha256(other).get("input"))
        .isNotEqualTo(DataDigest.sha256(POINTS).get("input"));
    assertThat(DataDigest.sha256(other).get("target"))
        .isEqualTo(DataDigest.sha256(POINTS).get("target"));
    assertThat(DataDigest.sha256(POINTS.select(1, 0)).get("input"))
        .isNotEqualTo(DataDigest.sha256(POINTS).get("input"));
    assertThat(DataDigest.sha256(POINTS.named("others"))).isEqualTo(DataDigest.sha256(POINTS));
  }
}
