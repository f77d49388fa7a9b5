package dev.descent.optim;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.tensor.Shape;
import java.util.Set;

/// A transform that subtracts from the gradient of each unit its mean: gradient centralization.
///
/// ```
/// Gᵢ ← Gᵢ − mean(Gᵢ)                         for each unit i
/// ```
///
/// **Shapes.** A unit is what one output is made from: a row of [outputs, inputs, ...], or with
/// LAST_AXIS a column of [..., inputs, outputs]. Parameters with less than two axes stay as they
/// are. **State.** None. **Differs from.** Nothing: optax's `centralize` takes the first axis, too.
/// **Numerics.** Means in `double`.
///
/// @see <a href="https://arxiv.org/abs/2004.01461">Yong et al. (2020), equation 1</a>
public final class Centralize implements Rule.PerTensor<CentralizeConfig> {
  @Override
  public Set<Need> needs(CentralizeConfig config) {
    return Set.of(Need.GRADIENT);
  }

  @Override
  public void update(CentralizeConfig config, Shape shape, Block block, Algebra algebra) {
    if (shape.rank() < 2) {
      return;
    }
    int count = UnitNorms.count(shape, config.units());
    int width = (block.to() - block.from()) / count;
    int stride = config.units() == Units.FIRST_AXIS ? 1 : count;
    int next = config.units() == Units.FIRST_AXIS ? width : 1;
    float[] g = block.gradient();
    for (int u = 0; u < count; u++) {
      int start = block.from() + u * next;
      double sum = 0;
      for (int i = 0; i < width; i++) {
        sum += g[start + i * stride];
      }
      float mean = (float) (sum / width);
      for (int i = 0; i < width; i++) {
        g[start + i * stride] -= mean;
      }
    }
  }
}
