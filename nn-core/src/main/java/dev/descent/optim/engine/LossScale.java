package dev.descent.optim.engine;

/// Dynamic loss scaling: the factor by which a caller who computes with few bits multiplies the
/// loss, so that small gradients do not vanish. The optimizer divides by it.
///
/// A gradient that is not finite is skipped and lowers the factor; a number of steps without one
/// raises it. A loss or an update that is not finite leaves it, and goes by [NonFinite]. Powers of
/// two change no bit of a gradient in `float`. The factor and the count are part of the saved
/// state.
///
/// @param initial the factor to begin with; finite and at least 1
/// @param growth what raises it; finite and above 1
/// @param backoff what lowers it; in (0, 1)
/// @param interval the good steps in a row before it is raised; at least 1
/// @see <a href="https://arxiv.org/abs/1710.03740">Micikevicius et al. (2018), section 3.2</a>
public record LossScale(double initial, double growth, double backoff, int interval) {
  /// Checks the ranges.
  public LossScale {
    require(initial >= 1 && initial <= Double.MAX_VALUE, "initial", initial, "finite and >= 1");
    require(growth > 1 && growth <= Double.MAX_VALUE, "growth", growth, "finite and > 1");
    require(backoff > 0 && backoff < 1, "backoff", backoff, "in (0, 1)");
    require(interval >= 1, "interval", interval, ">= 1");
  }

  /// Returns PyTorch's defaults: from 65536 on, doubled after 2000 good steps, halved by a bad one.
  public static LossScale dynamic() {
    return new LossScale(65536, 2, 0.5, 2000);
  }

  /// Returns the defaults of Keras: those of PyTorch, but from 32768 on.
  public static LossScale keras() {
    return new LossScale(32768, 2, 0.5, 2000);
  }

  private static void require(boolean holds, String name, double value, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(
          "loss scale %s must be %s, was %s".formatted(name, rule, value));
    }
  }
}
