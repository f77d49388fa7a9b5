package dev.descent.layer;

import dev.descent.random.Keys;
import dev.descent.tensor.Shape;
import java.util.Arrays;

/// Independent values of one distribution.
sealed interface Distribution extends Initializer {
  record Constant(double value) implements Distribution {
    @Override
    public void fill(long key, Shape shape, float[] values, int offset) {
      Arrays.fill(values, offset, offset + shape.size(), (float) value);
    }
  }

  record Uniform(double low, double high) implements Distribution {
    public Uniform {
      if (!(low <= high) || !Double.isFinite(high - low)) {
        throw new IllegalArgumentException(
            "uniform needs finite low <= high, was %s and %s".formatted(low, high));
      }
    }

    @Override
    public void fill(long key, Shape shape, float[] values, int offset) {
      for (int i = 0; i < shape.size(); i++) {
        values[offset + i] = (float) (low + (high - low) * Keys.uniformDouble(key, i));
      }
    }
  }

  record Normal(double mean, double deviation) implements Distribution {
    public Normal {
      if (!Double.isFinite(mean) || !(deviation >= 0) || !Double.isFinite(deviation)) {
        throw new IllegalArgumentException(
            "normal needs a finite mean and a finite deviation >= 0, was %s and %s"
                .formatted(mean, deviation));
      }
    }

    @Override
    public void fill(long key, Shape shape, float[] values, int offset) {
      for (int i = 0; i < shape.size(); i++) {
        values[offset + i] = (float) (mean + deviation * Keys.normal(key, i));
      }
    }
  }

  /// Draws by the inverse of the distribution function.
  record TruncatedNormal(double mean, double deviation, double low, double high)
      implements Distribution {
    public TruncatedNormal {
      if (!Double.isFinite(mean) || !(deviation >= 0) || !(low <= high)) {
        throw new IllegalArgumentException(
            "truncatedNormal needs a finite mean, a deviation >= 0 and low <= high, was %s, %s, %s and %s"
                .formatted(mean, deviation, low, high));
      }
    }

    @Override
    public void fill(long key, Shape shape, float[] values, int offset) {
      double from = deviation > 0 ? NormalDistribution.cumulative((low - mean) / deviation) : 0;
      double to = deviation > 0 ? NormalDistribution.cumulative((high - mean) / deviation) : 0;
      for (int i = 0; i < shape.size(); i++) {
        double share = from + (to - from) * Keys.uniformDouble(key, i);
        double value = deviation > 0 ? mean + deviation * NormalDistribution.quantile(share) : mean;
        values[offset + i] = (float) Math.min(Math.max(value, low), high);
      }
    }
  }
}
