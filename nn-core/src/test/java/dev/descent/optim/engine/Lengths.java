package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Writes the lengths of its blocks into a slot, and moves no weight.
///
/// @param reads whether it reads the weights
public record Lengths(boolean reads) implements OptimizerConfig {
  @Override
  public HyperParameters hyperParameters() {
    return HyperParameters.of("lengths", "Lengths of blocks").with("reads", "reads the weights");
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Lengths> {
    private static final Slot LENGTH = Slot.zeros("length").gains(1);

    @Override
    public List<Slot> slots(Lengths config, Shape parameter) {
      return List.of(LENGTH);
    }

    @Override
    public Set<Need> needs(Lengths config) {
      return config.reads() ? Set.of(Need.WEIGHTS) : Set.of();
    }

    @Override
    public void update(Lengths config, Block block) {
      Arrays.fill(block.slot(LENGTH), block.from(), block.to(), block.to() - block.from());
    }
  }
}
