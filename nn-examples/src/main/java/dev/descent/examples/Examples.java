package dev.descent.examples;

import java.util.List;
import java.util.Optional;

/// The examples, by name.
public final class Examples {
  private Examples() {}

  /// Returns all examples by rising name. None of them has loaded anything yet.
  public static List<Example> all() {
    return List.of(
        new CustomOptimizerExample(),
        new DigitsExample(),
        new IrisExample(),
        new OptimizerRaceExample(),
        new WeightUpdateExample(),
        new XorExample());
  }

  /// Returns the example of a name, empty if there is none.
  public static Optional<Example> find(String name) {
    return all().stream().filter(example -> example.name().equals(name)).findFirst();
  }
}
