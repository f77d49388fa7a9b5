package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A wrapper in two sweeps that drops what goes up along the gradient, and does the decay itself.
public record Masked(OptimizerConfig base) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("masked", "Drops the part of a step that goes up")
          .with("base", "the rule");

  @Override
  public Optional<OptimizerConfig> inner() {
    return Optional.of(base);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.Elementwise<Masked> {
    private static final Total KEPT = Total.ofParameter("kept");
    private static final Total ALL = Total.ofParameter("all");

    @Override
    public List<Total> totals(Masked c) {
      return List.of(KEPT, ALL);
    }

    @Override
    public Set<Need> needs(Masked c) {
      return Set.of(Need.DECAY);
    }

    @Override
    public void update(Masked c, Block b) {
      float[] g = b.gradient();
      float[] step = b.step();
      if (b.sweep() == 0) {
        int kept = 0;
        for (int i = b.from(), to = b.to(); i < to; i++) {
          kept += step[i] * g[i] < 0 ? 1 : 0;
        }
        b.add(KEPT, kept);
        b.add(ALL, b.to() - b.from());
        return;
      }
      float[] w = b.weights();
      float decay = b.decay();
      float scale = (float) (1 / Math.max(b.total(KEPT) / b.total(ALL), 1e-3));
      for (int i = b.from(), to = b.to(); i < to; i++) {
        step[i] = (step[i] * g[i] < 0 ? step[i] * scale : 0f) - decay * w[i];
      }
    }

    @Override
    public boolean end(Masked c, Step s) {
      return s.sweep() == 0;
    }
  }
}
