package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// DoG: gradient descent with the rate "distance over gradients", which needs no tuning.
///
/// ```
/// gₜ = ∇f(θₜ₋₁) + λ·θₜ₋₁                     L2 penalty
/// rₜ = max(rₜ₋₁, ‖θₜ₋₁ − θ₀‖)                largest distance so far
/// Gₜ = Gₜ₋₁ + ‖gₜ‖²
/// θₜ = θₜ₋₁ − α·rₜ/√(Gₜ + ε)·gₜ
/// ```
///
/// The norms go over the whole group. r₀ is 1e-6·(1 + ‖θ₀‖), or what [DogConfig.First] says.
/// **Shapes.** g has the shape of θ. **Defaults.** α 1, ε 1e-8, λ 0: the paper's. The authors
/// advise to evaluate with averaged weights. **State.** One tensor like θ, saved as `start`, and r,
/// G of the group; one tensor (two with λ) as work space. **Differs from.** Nothing in optax. Two
/// passes a step. **Numerics.** Tensors in `float`, sums in `double`.
///
/// @see <a href="https://arxiv.org/abs/2302.12022">Ivgi et al. (2023), equations 1 and 2</a>
public final class Dog implements Rule.Elementwise<DogConfig> {
  private static final Slot PENALIZED = Slot.scratch("penalized");
  private static final Scalar STARTED = Scalar.ofGroup("started", 0);
  private static final Scalar DISTANCE = Scalar.ofGroup("distance", 0);
  private static final Scalar SQUARES = Scalar.ofGroup("squares", 0);
  private static final Scalar RATE = Scalar.ofGroup("rate", 0);
  private static final Total ORIGIN = Total.ofGroup("origin");

  @Override
  public List<Slot> slots(DogConfig config, Shape parameter) {
    List<Slot> slots = new ArrayList<>(List.of(Travel.START, Travel.MOVED));
    if (config.weightDecay() != 0) {
      slots.add(PENALIZED);
    }
    return slots;
  }

  @Override
  public List<Scalar> scalars(DogConfig config) {
    return List.of(STARTED, DISTANCE, SQUARES, RATE);
  }

  @Override
  public List<Total> totals(DogConfig config) {
    return List.of(Travel.DISTANCE, Travel.SQUARES, ORIGIN);
  }

  @Override
  public Set<Need> needs(DogConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public void update(DogConfig config, Block block) {
    float[] penalized = config.weightDecay() == 0 ? null : block.slot(PENALIZED);
    if (block.sweep() == 0) {
      Travel.measure(block, penalized, config.weightDecay());
      if (block.get(STARTED) == 0) {
        float[] start = block.slot(Travel.START);
        block.add(ORIGIN, block.dot(start, start));
      }
    } else {
      Travel.move(block, penalized, block.get(RATE));
    }
  }

  @Override
  public boolean end(DogConfig config, Step step) {
    if (step.sweep() == 1) {
      return false;
    }
    boolean first = step.get(STARTED) == 0;
    double before = first ? initial(config, step) : step.get(DISTANCE);
    double distance = Math.max(before, Math.sqrt(step.total(Travel.DISTANCE)));
    double squares = step.get(SQUARES) + step.total(Travel.SQUARES);
    double rate = distance / Math.sqrt(squares + config.epsilon());
    if (first && config.first() == DogConfig.First.LEARNING_RATE) {
      rate = config.initial();
    }
    step.set(STARTED, 1);
    step.set(DISTANCE, Estimate.finite(distance));
    step.set(SQUARES, Estimate.finite(squares));
    step.set(RATE, config.learningRate() * rate);
    return true;
  }

  private static double initial(DogConfig config, Step step) {
    return switch (config.first()) {
      case HEURISTIC -> config.initial() * (1 + Math.sqrt(step.total(ORIGIN)));
      case DISTANCE -> config.initial();
      case LEARNING_RATE -> 0;
    };
  }
}
