package dev.descent.optim.engine;

import dev.descent.optim.spi.Algebra;
import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.HyperParameters;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/// The memory of SM3: one slot for each axis, with the shape of that axis.
public record Factored(double learningRate) implements OptimizerConfig {
  private static final HyperParameters HYPER =
      HyperParameters.of("factored", "One accumulator for each axis")
          .with("learningRate", Range.atLeast(0), "length of a step");

  public Factored {
    HYPER.check("learningRate", learningRate);
  }

  public Factored() {
    this(0.1);
  }

  @Override
  public HyperParameters hyperParameters() {
    return HYPER;
  }

  @Override
  public Rule<?> rule() {
    return new Law();
  }

  private static final class Law implements Rule.PerTensor<Factored> {
    private static Slot axis(int axis) {
      return Slot.filled("axis" + axis, 1e-6f);
    }

    @Override
    public List<Slot> slots(Factored c, Shape parameter) {
      List<Slot> slots = new ArrayList<>();
      for (int axis = 0; axis < parameter.rank(); axis++) {
        slots.add(axis(axis).shaped(Shape.of(parameter.at(axis))));
      }
      return slots;
    }

    @Override
    public void update(Factored c, Shape shape, Block b, Algebra algebra) {
      float[] g = b.gradient();
      float[] step = b.step();
      int stride = shape.size();
      float[] accumulated = algebra.scratch(0, stride);
      for (int i = 0; i < stride; i++) {
        accumulated[i] = Float.MAX_VALUE;
      }
      for (int axis = 0, inside = stride; axis < shape.rank(); axis++) {
        float[] own = b.slot(axis(axis));
        inside /= shape.at(axis);
        for (int i = 0; i < stride; i++) {
          accumulated[i] = Math.min(accumulated[i], own[i / inside % shape.at(axis)]);
        }
      }
      for (int i = 0; i < stride; i++) {
        float gi = b.scale() * g[b.from() + i];
        accumulated[i] += gi * gi;
        step[b.from() + i] -= (float) (c.learningRate() * gi / Math.sqrt(accumulated[i]));
      }
      for (int axis = 0, inside = stride; axis < shape.rank(); axis++) {
        float[] own = b.slot(axis(axis));
        inside /= shape.at(axis);
        for (int i = 0; i < stride; i++) {
          int at = i / inside % shape.at(axis);
          own[at] = Math.max(own[at], accumulated[i]);
        }
      }
    }
  }
}
