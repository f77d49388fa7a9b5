package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A wrapper that finds the scale of the steps of another optimizer by betting on it, with several
/// decays at once.
///
/// ```
/// hₜ = ⟨gₜ + λ·S·‖gₜ‖/(‖θₜ‖ + ε)·θₜ, Δₜ⟩·S/(S + ε),   S = Σᵢ sᵢ
/// for βᵢ = 1 − 10⁻ⁱ:
///   rᵢ ← βᵢ·rᵢ + sᵢ·clip(hₜ, ±mᵢ)             m before this step
///   mᵢ ← max(βᵢ·mᵢ, |hₜ| + ε),  vᵢ ← βᵢ²·vᵢ + hₜ²
///   sᵢ ← (s₀/n·mᵢ + max(rᵢ, 0))/(√vᵢ + ε)
/// Δₜ₊₁ = Δₜ·S/(S + ε) − uₜ                    uₜ: the step of the optimizer inside
/// θₜ₊₁ = θ₀ − S·Δₜ₊₁                          S after this step
/// ```
///
/// **Shapes.** Δ and θ₀ have the shape of θ; products and norms go over the group, each of which
/// finds a scale of its own. **Defaults.** λ 0.01, s₀ 1e-6, six decays, as in the paper; ε 1e-8, as
/// optax. **State.** Two tensors like θ, saved as `mechanic.start` and `mechanic.delta`, and four
/// numbers for each decay. **Differs from.** optax computes Δ from the weights, which in `float`
/// loses it while s is small; this keeps it. **Numerics.** Vectors in `float`, sums and scales in
/// `double`.
///
/// @see <a href="https://arxiv.org/abs/2306.00144">Cutkosky et al. (2023), algorithm 1</a>
public final class Mechanic implements Rule.Elementwise<MechanicConfig> {
  private static final int MOST = 8;
  private static final Slot START = Slot.weights("start");
  private static final Slot DELTA = Slot.zeros("delta");
  private static final Total GRADIENT = Total.ofGroup("gradient");
  private static final Total WEIGHTS = Total.ofGroup("weights");
  private static final Total GRADIENT_DELTA = Total.ofGroup("gradient_delta");
  private static final Total WEIGHTS_DELTA = Total.ofGroup("weights_delta");
  private static final Scalar SUM = Scalar.ofGroup("sum", 0);
  private static final Scalar RATIO = Scalar.ofGroup("ratio", 1);
  private static final List<Scalar> R = each("r");
  private static final List<Scalar> M = each("m");
  private static final List<Scalar> V = each("v");
  private static final List<Scalar> S = each("s");
  private static final double[] BETA = {
    0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999, 0.9999999, 0.99999999
  };

  private static List<Scalar> each(String name) {
    return IntStream.range(0, MOST).mapToObj(i -> Scalar.ofGroup(name + i, 0)).toList();
  }

  @Override
  public List<Slot> slots(MechanicConfig config, Shape parameter) {
    return List.of(START, DELTA);
  }

  @Override
  public List<Scalar> scalars(MechanicConfig config) {
    List<Scalar> all = new ArrayList<>(List.of(SUM, RATIO));
    for (List<Scalar> kind : List.of(R, M, V, S)) {
      all.addAll(kind.subList(0, config.betas()));
    }
    return all;
  }

  @Override
  public List<Total> totals(MechanicConfig config) {
    return List.of(GRADIENT, WEIGHTS, GRADIENT_DELTA, WEIGHTS_DELTA);
  }

  @Override
  public void begin(MechanicConfig config, Step step) {
    if (step.get(V.getFirst()) == 0 && step.get(SUM) == 0) {
      for (int i = 0; i < config.betas(); i++) {
        step.set(S.get(i), config.initialScale());
      }
    }
    double sum = sum(config, step);
    step.set(SUM, sum);
    step.set(RATIO, sum / (sum + config.epsilon()));
  }

  private static double sum(MechanicConfig config, Step step) {
    double sum = 0;
    for (int i = 0; i < config.betas(); i++) {
      sum += step.get(S.get(i));
    }
    return sum;
  }

  @Override
  public boolean end(MechanicConfig config, Step step) {
    if (step.sweep() > 0) {
      return false;
    }
    double gradient = Math.sqrt(step.total(GRADIENT));
    double weights = Math.sqrt(step.total(WEIGHTS));
    double pull = config.weightDecay() * step.get(SUM) * gradient / (weights + config.epsilon());
    double h = (step.total(GRADIENT_DELTA) + pull * step.total(WEIGHTS_DELTA)) * step.get(RATIO);
    for (int i = 0; i < config.betas(); i++) {
      bet(config, step, i, h);
    }
    step.set(SUM, sum(config, step));
    return true;
  }

  private static void bet(MechanicConfig config, Step step, int i, double h) {
    double beta = BETA[i];
    double m = step.get(M.get(i));
    double clipped = Math.min(Math.max(h, -m), m);
    double r = beta * step.get(R.get(i)) + clipped * step.get(S.get(i));
    double v = beta * beta * step.get(V.get(i)) + h * h;
    m = Math.max(beta * m, Math.abs(h) + config.epsilon());
    double wealth = config.initialScale() / config.betas() * m + Math.max(r, 0);
    step.set(R.get(i), r);
    step.set(M.get(i), m);
    step.set(V.get(i), v);
    step.set(S.get(i), wealth / (Math.sqrt(v) + config.epsilon()));
  }

  @Override
  public void update(MechanicConfig config, Block block) {
    float[] w = block.weights();
    float[] delta = block.slot(DELTA);
    if (block.sweep() == 0) {
      float[] g = block.gradient();
      double scale = block.scale();
      block.add(GRADIENT, scale * scale * block.dot(g, g));
      block.add(WEIGHTS, block.dot(w, w));
      block.add(GRADIENT_DELTA, scale * block.dot(g, delta));
      block.add(WEIGHTS_DELTA, block.dot(w, delta));
      return;
    }
    float[] step = block.step();
    float[] start = block.slot(START);
    float ratio = (float) block.get(RATIO);
    float sum = (float) block.get(SUM);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      float next = ratio * delta[i] - step[i];
      delta[i] = next;
      step[i] = start[i] - sum * next - w[i];
    }
  }
}
