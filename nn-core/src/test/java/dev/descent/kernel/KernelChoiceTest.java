package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class KernelChoiceTest {
  private static final String MIXED = "mixed mode, sharing";

  @Test
  void decide_everythingThere_takesVector() {
    assertThat(KernelChoice.decide(null, true, true, MIXED))
        .isEqualTo(new KernelChoice(true, false, "", ""));
  }

  @Test
  void decide_somethingMissing_takesScalarAndSaysWhy() {
    assertThat(KernelChoice.decide(null, false, true, MIXED).reason())
        .isEqualTo(
            "the Vector API is not loaded: start java with --add-modules jdk.incubator.vector");
    assertThat(KernelChoice.decide(null, true, false, MIXED).reason())
        .isEqualTo(
            "the processor (or the JVM's -XX:UseAVX, -XX:UseFMA) offers no fused multiply-add");
    assertThat(KernelChoice.decide(null, true, true, "interpreted mode").reason())
        .isEqualTo(
            "the JVM runs without its optimizing compiler: leave out -Xint,"
                + " -XX:TieredStopAtLevel");
    assertThat(KernelChoice.decide(null, true, true, "interpreted mode").vector()).isFalse();
  }

  @Test
  void decide_scalarForced_takesScalar() {
    KernelChoice choice = KernelChoice.decide("scalar", true, true, MIXED).orThrow();
    assertThat(choice.vector()).isFalse();
    assertThat(choice.reason()).isEqualTo("-Ddescent.kernel=scalar forces it");
  }

  @Test
  void decide_vectorForcedButAbsent_isRefused() {
    assertThatThrownBy(() -> KernelChoice.decide("vector", false, true, MIXED).orThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "-Ddescent.kernel=vector cannot be had: the Vector API is not loaded: start java with"
                + " --add-modules jdk.incubator.vector");
  }

  @Test
  void decide_unknownWord_isRefused() {
    assertThatThrownBy(() -> KernelChoice.decide("fast", true, true, MIXED).orThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("-Ddescent.kernel must be scalar or vector, was fast");
  }

  @Test
  void description_ofThisJvm_namesTheKernels() {
    assertThat(Kernels.description())
        .matches("vector kernels, (128|256|512) bit|scalar kernels: .+");
  }

  @Test
  void description_productsGivenUp_saysSoAndTheWayOut() {
    KernelChoice vector = new KernelChoice(true, false, "", "");
    assertThat(Kernels.description(vector, "slow; restart"))
        .isEqualTo(
            Kernels.description(vector, "") + ", but products in plain loops: slow; restart");
  }

  @Test
  void description_scalar_saysWhy() {
    KernelChoice scalar = new KernelChoice(false, true, "-Ddescent.kernel=scalar forces it", "");
    assertThat(Kernels.description(scalar, ""))
        .isEqualTo("scalar kernels: -Ddescent.kernel=scalar forces it");
  }
}
