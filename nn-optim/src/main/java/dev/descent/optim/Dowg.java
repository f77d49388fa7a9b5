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

/// DoWG: like [Dog], but squared gradients count by the squared distance at their time, so early
/// ones are soon forgotten.
///
/// ```
/// gₜ = ∇f(θₜ₋₁) + λ·θₜ₋₁                     L2 penalty
/// rₜ² = max(rₜ₋₁², ‖θₜ₋₁ − θ₀‖²)             largest squared distance so far
/// Vₜ = Vₜ₋₁ + rₜ²·‖gₜ‖²
/// θₜ = θₜ₋₁ − α·rₜ²/(√Vₜ + ε)·gₜ
/// ```
///
/// The norms go over the whole group. **Shapes.** g has the shape of θ. **Defaults.** α 1, r₀²
/// 1e-4, ε 1e-4, λ 0: optax's; the paper has no ε. **State.** One tensor like θ, saved as `start`,
/// and r², V of the group; one tensor (two with λ) as work space. **Differs from.** Nothing in
/// optax. Two passes a step. **Numerics.** Tensors in `float`, sums in `double`.
///
/// @see <a href="https://arxiv.org/abs/2305.16284">Khaled et al. (2023), algorithm 1</a>
public final class Dowg implements Rule.Elementwise<DowgConfig> {
  private static final Slot PENALIZED = Slot.scratch("penalized");
  private static final Scalar DISTANCE = Scalar.ofGroup("squared_distance", 0); // 0: not yet r₀²
  private static final Scalar SQUARES = Scalar.ofGroup("weighted_squares", 0);
  private static final Scalar RATE = Scalar.ofGroup("rate", 0);

  @Override
  public List<Slot> slots(DowgConfig config, Shape parameter) {
    List<Slot> slots = new ArrayList<>(List.of(Travel.START, Travel.MOVED));
    if (config.weightDecay() != 0) {
      slots.add(PENALIZED);
    }
    return slots;
  }

  @Override
  public List<Scalar> scalars(DowgConfig config) {
    return List.of(DISTANCE, SQUARES, RATE);
  }

  @Override
  public List<Total> totals(DowgConfig config) {
    return List.of(Travel.DISTANCE, Travel.SQUARES);
  }

  @Override
  public Set<Need> needs(DowgConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public void begin(DowgConfig config, Step step) {
    if (step.get(DISTANCE) == 0) {
      step.set(DISTANCE, config.initialSquaredDistance());
    }
  }

  @Override
  public void update(DowgConfig config, Block block) {
    float[] penalized = config.weightDecay() == 0 ? null : block.slot(PENALIZED);
    if (block.sweep() == 0) {
      Travel.measure(block, penalized, config.weightDecay());
    } else {
      Travel.move(block, penalized, block.get(RATE));
    }
  }

  @Override
  public boolean end(DowgConfig config, Step step) {
    if (step.sweep() == 1) {
      return false;
    }
    double distance = Math.max(step.get(DISTANCE), step.total(Travel.DISTANCE));
    double squares = step.get(SQUARES) + distance * step.total(Travel.SQUARES);
    step.set(DISTANCE, Estimate.finite(distance));
    step.set(SQUARES, Estimate.finite(squares));
    step.set(RATE, config.learningRate() * distance / (Math.sqrt(squares) + config.epsilon()));
    return true;
  }
}
