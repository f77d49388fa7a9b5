package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The doors have the same bits in other JVMs: with plain loops, with vectors of every width,
/// without a fused multiply-add in hardware.
final class ElementWidthsTest {
  private static final String VECTOR = "-Ddescent.kernel=vector";

  @Test
  void doors_otherWidthsAndKernels_haveTheSameBits() throws Exception {
    String expected = "fingerprint " + ElementFingerprint.compute();
    assertThat(Fork.output(ElementFingerprint.class, "-Ddescent.kernel=scalar"))
        .isEqualTo(expected);
    assertThat(Fork.output(ElementFingerprint.class, VECTOR, "-Ddescent.vector.bits=128"))
        .isEqualTo(expected);
    assertThat(Fork.output(ElementFingerprint.class, VECTOR, "-Ddescent.vector.bits=256"))
        .isEqualTo(expected);
    assertThat(Fork.output(ElementFingerprint.class, VECTOR, "-Ddescent.vector.bits=512"))
        .isEqualTo(expected);
    assertThat(Fork.output(ElementFingerprint.class, "-XX:-UseFMA")).isEqualTo(expected);
    assertThat(Fork.withoutVectors(ElementFingerprint.class)).isEqualTo(expected);
  }
}
