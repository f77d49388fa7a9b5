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
    Map<String, String> expected = null;
    for (int threads = 1; threads <= 3; threads++) {
      try (Team team = Team.of(threads)) {
        Course course = new Course(Course.builder(config()).team(team), Course.LARGE, Map.of());
        course.run(3);
        Map<String, String> everything = course.everything();
        if (expected == null) {
          expected = everything;
        }
        assertThat(everything).as("%d threads", threads).isEqualTo(expected);
      }
    }
    try (Team team = Team.of(1)) {
      Course course = new Course(Course.builder(config()).team(team), Course.LARGE, Map.of());
      for (int i = 0; i < 3; i++) {
        Thread other = new Thread(() -> course.run(1), "step " + i);
        other.start();
        other.join();
      }
      assertThat(course.everything()).as("a thread for each step").isEqualTo(expected);
    }
  }

  /// JVMs without the Vector API, and with vectors of another width, give the same bits.
  @Test
  default void kernelsAndWidths_doNotChangeABit() throws ReflectiveOperationException {
    Map<String, String> here = Course.smallAndLarge(config());
    Map<String, String> scalar = OtherJvm.scalar(config());
    assertThat(scalar.remove("kernels")).startsWith("scalar kernels");
    assertThat(scalar).as("without the Vector API").isEqualTo(here);
    Map<String, String> narrow = OtherJvm.narrow(config());
    assertThat(narrow.remove("kernels")).isEqualTo("vector kernels, 128 bit");
    assertThat(narrow).as("with vectors of 128 bit").isEqualTo(here);
  }

  /// What ran before in the same process changes no bit: a tiny model, a large one, and both again.
  @Test
  default void otherModels_doNotChangeABit() {
    Map<String, String> first = Course.smallAndLarge(config());
    assertThat(Course.smallAndLarge(config())).isEqualTo(first);
  }
}
