package dev.descent.optim;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Step;
import dev.descent.optim.spi.Total;
import java.util.List;
import java.util.Set;

/// Fromage: each parameter moves by one share of its norm, and is then pulled back to its length.
///
/// ```
/// θₜ = (θₜ₋₁ − α·gₜ·max(‖θₜ₋₁‖, n)/max(‖gₜ‖, n)) / √(1 + α²)
/// ```
///
/// **Shapes.** The norms are those of each parameter; n is minNorm. **Defaults.** α 1e-2, as in the
/// paper; n 1e-6, as optax. **State.** None. **Differs from.** The paper has no n, and does not
/// move a parameter whose norm is 0. Without n, here and in optax, the factor is 1 then.
/// **Numerics.** Norms in leaves of `float`, added in `double`.
///
/// @see <a href="https://arxiv.org/abs/2002.03432">Bernstein et al. (2020), algorithm 1</a>
public final class Fromage implements Rule.Elementwise<FromageConfig> {
  private static final Total WEIGHTS = Total.ofParameter("weights");
  private static final Total GRADIENT = Total.ofParameter("gradient");

  @Override
  public List<Total> totals(FromageConfig config) {
    return List.of(WEIGHTS, GRADIENT);
  }

  @Override
  public Set<Need> needs(FromageConfig config) {
    return Set.of(Need.WEIGHTS);
  }

  @Override
  public boolean end(FromageConfig config, Step step) {
    return step.sweep() == 0;
  }

  @Override
  public void update(FromageConfig config, Block block) {
    float[] g = block.gradient();
    float[] w = block.weights();
    if (block.sweep() == 0) {
      block.add(WEIGHTS, block.dot(w, w));
      block.add(GRADIENT, block.dot(g, g));
      return;
    }
    double alpha = config.learningRate();
    double back = 1 / Math.sqrt(1 + alpha * alpha);
    double weights = Math.max(Math.sqrt(block.total(WEIGHTS)), config.minNorm());
    double gradient =
        Math.max(Math.sqrt(block.total(GRADIENT)) * Math.abs(block.scale()), config.minNorm());
    double ratio = weights > 0 && gradient > 0 ? weights / gradient : 1;
    float[] step = block.step();
    float rate = (float) (alpha * back * ratio * block.scale());
    float pull = (float) (1 - back);
    for (int i = block.from(), to = block.to(); i < to; i++) {
      step[i] -= pull * w[i] + rate * g[i];
    }
  }
}
