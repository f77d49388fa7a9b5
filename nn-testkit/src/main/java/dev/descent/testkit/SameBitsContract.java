package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.parallel.Team;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The same bits however they are computed: weights, evaluation weights and state.
public interface SameBitsContract extends OptimizerUnderTest {
  /// Any number of threads gives the same bits, on parameters that are large enough to be shared
  /// out, and so do steps each of which another thread asks for.
  @Test
  default void threads_doNotChangeABit() throws InterruptedException {
    Map<String, String> expected = Map.of();
    for (int threads = 1; threads <= 3; threads++) {
      try (Team team = Team.of(threads)) {
        Course course = new Course(Course.builder(config()).team(team), Course.LARGE, Map.of());
        course.run(3);
        Map<String, String> everything = course.everything();
        if (threads == 1) {
          expected = everything;
        }
        Bits.requireSame(everything, expected, "%d threads; %s".formatted(threads, Bits.SHARED));
      }
    }
    try (Team team = Team.of(1)) {
      Course course = new Course(Course.builder(config()).team(team), Course.LARGE, Map.of());
      for (int i = 0; i < 3; i++) {
        Thread other = new Thread(() -> course.run(1), "step " + i);
        other.start();
        other.join();
      }
      Bits.requireSame(
          course.everything(), expected, "a thread for each step; %s".formatted(Bits.SHARED));
    }
  }

  /// JVMs without the Vector API, and with vectors of another width, give the same bits.
  @Test
  default void kernelsAndWidths_doNotChangeABit() throws ReflectiveOperationException {
    Map<String, String> here = Course.smallAndLarge(config());
    Map<String, String> scalar = OtherJvm.scalar(config());
    assertThat(scalar.remove("kernels")).startsWith("scalar kernels");
    Bits.requireSame(scalar, here, "without the Vector API; %s".formatted(Bits.ARITHMETIC));
    Map<String, String> narrow = OtherJvm.narrow(config());
    assertThat(narrow.remove("kernels")).isEqualTo("vector kernels, 128 bit");
    Bits.requireSame(narrow, here, "with vectors of 128 bit; %s".formatted(Bits.ARITHMETIC));
  }

  /// What ran before in the same process changes no bit: a tiny model, a large one, and both again.
  @Test
  default void otherModels_doNotChangeABit() {
    Map<String, String> first = Course.smallAndLarge(config());
    Bits.requireSame(
        Course.smallAndLarge(config()), first, "the same once more; %s".formatted(Bits.SHARED));
  }
}
