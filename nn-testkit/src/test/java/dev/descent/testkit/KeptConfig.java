package dev.descent.testkit;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;

/// A right rule with the config that made it, which is not always that of a step.
class KeptConfig implements Rule.Elementwise<VariantConfig> {
  private final VariantConfig first;

  KeptConfig(VariantConfig first) {
    this.first = first;
  }

  @Override
  public List<Slot> slots(VariantConfig c, Shape parameter) {
    return new Variant().slots(first, parameter);
  }

  @Override
  public double decay(VariantConfig c, Step step) {
    return new Variant().decay(first, step);
  }

  @Override
  public void update(VariantConfig c, Block b) {
    new Variant().update(first, b);
  }
}
