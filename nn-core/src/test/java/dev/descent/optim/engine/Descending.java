package dev.descent.optim.engine;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Step;
import java.util.OptionalDouble;
import java.util.Set;

/// Gradient descent by [Block#descend], with decay that it applies itself or leaves to the
/// framework.
///
/// @param failing the step in which it refuses to begin, -1 for none; -2: it descends twice and
///   does not tell
/// @param times the fourth root of a factor of the rate; with 0 it refuses to tell the rate
public record Descending(double learningRate, double decay, boolean own, int failing, double times)
    implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("descending", "Gradient descent")
          .with("learningRate", Range.atLeast(0), "length of a step")
          .with("decay", Range.atLeast(0), "share of the weights")
          .with("own", "applies decay itself")
          .with("failing", Range.atLeast(-2), "step that fails")
          .with("times", Range.atLeast(0), "root of a factor");

  public Descending(double learningRate, double decay, boolean own, int failing) {
    this(learningRate, decay, own, failing, 1);
  }

  static Descending of(double learningRate, double decay, boolean own) {
    return new Descending(learningRate, decay, own, -1);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private double rate() {
    return learningRate * times * times * times * times;
  }

  private static final class Law implements Rule.Elementwise<Descending> {
    @Override
    public Set<Need> needs(Descending c) {
      return c.own() ? Set.of(Need.DECAY) : Set.of();
    }

    @Override
    public void begin(Descending c, Step step) {
      if (step.number() == c.failing()) {
        throw new IllegalArgumentException("no step " + c.failing());
      }
    }

    @Override
    public double decay(Descending c, Step step) {
      return c.decay();
    }

    @Override
    public OptionalDouble descent(Descending c) {
      if (c.times() == 0) {
        throw new IllegalArgumentException("no rate");
      }
      return c.failing() < 0 ? OptionalDouble.of(c.rate()) : OptionalDouble.empty();
    }

    @Override
    public double reach(Descending c, double gradient, double slots) {
      return c.rate() * gradient;
    }

    @Override
    public void update(Descending c, Block b) {
      b.descend((float) c.rate());
      if (c.failing() == -2) {
        b.descend((float) c.rate());
      }
    }
  }
}
