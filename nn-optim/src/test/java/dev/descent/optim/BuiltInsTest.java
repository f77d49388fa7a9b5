package dev.descent.optim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.testkit.OptimizerContract;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// What holds for all optimizers of this module together.
final class BuiltInsTest {
  /// What is a sum or a bound, and no paper's.
  private static final Set<String> OF_NO_PAPER = Set.of("apply-every", "clip-by-value");

  @Test
  void everyBuiltIn_hasAContractTest() throws ReflectiveOperationException {
    Set<String> tested = new TreeSet<>();
    for (OptimizerContract contract : BuiltIns.contracts()) {
      tested.add(contract.config().hyperParameters().name());
    }
    assertThat(tested).isEqualTo(names());
  }

  @Test
  void everyBuiltIn_namesItsPaper() {
    Set<String> without = new TreeSet<>();
    for (OptimizerEntry entry : BuiltIns.entries()) {
      HyperParameters about = entry.defaults().hyperParameters();
      if (about.paper().isEmpty()) {
        without.add(entry.name());
      } else {
        assertThat(about.link()).as("link of %s", entry.name()).startsWith("https://");
      }
    }
    assertThat(without).isEqualTo(new TreeSet<>(OF_NO_PAPER));
  }

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    BuiltIns.entries().forEach(entry -> names.add(entry.name()));
    return names;
  }
}
