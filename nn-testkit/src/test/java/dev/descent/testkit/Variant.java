package dev.descent.testkit;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// The rule of [VariantConfig].
final class Variant implements Rule.Elementwise<VariantConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");
  private static final Scalar CORRECTION1 = Scalar.ofGroup("correction1", 1);
  private static final Scalar CORRECTION2 = Scalar.ofGroup("correction2", 1);
  private static final AtomicLong STEPS = new AtomicLong();

  @Override
  public List<Slot> slots(VariantConfig c, Shape parameter) {
    return List.of(M, c.mistake() == Mistake.UNSAVED_SLOT ? Slot.scratch("v") : V);
  }

  @Override
  public List<Scalar> scalars(VariantConfig c) {
    return c.mistake() == Mistake.COUNT_OF_THE_RUN ? List.of(CORRECTION1, CORRECTION2) : List.of();
  }

  @Override
  public Set<Need> needs(VariantConfig c) {
    return c.mistake() == Mistake.DECAY_IN_THE_GRADIENT ? Set.of(Need.WEIGHTS) : Set.of();
  }

  @Override
  public void begin(VariantConfig c, Step step) {
    if (c.mistake() == Mistake.COUNT_OF_THE_RUN) {
      step.set(CORRECTION1, step.debias(c.beta1()));
      step.set(CORRECTION2, step.debias(c.beta2()));
    }
    STEPS.incrementAndGet();
  }

  @Override
  public double decay(VariantConfig c, Step step) {
    return c.mistake() == Mistake.DECAY_IN_THE_GRADIENT ? 0 : c.learningRate() * c.weightDecay();
  }

  @Override
  public void update(VariantConfig c, Block b) {
    Mistake mistake = c.mistake();
    boolean swapped = mistake == Mistake.SWAPPED_BETAS;
    double beta1 = swapped ? c.beta2() : c.beta1();
    double beta2 = swapped ? c.beta1() : c.beta2();
    double rate =
        mistake == Mistake.RATE_FLOOR ? Math.max(c.learningRate(), 1e-6) : c.learningRate();
    double correction1 = correction(b, mistake, beta1, CORRECTION1);
    double correction2 = correction(b, mistake, beta2, CORRECTION2);
    float[] g = b.gradient();
    float[] step = b.step();
    float[] m = b.slot(M);
    float[] v = b.slot(V);
    float scale = mistake == Mistake.SCALE_FORGOTTEN ? 1 : b.scale();
    for (int i = b.from(), to = b.to(); i < to; i++) {
      float gi = scale * g[i];
      if (mistake == Mistake.DECAY_IN_THE_GRADIENT) {
        gi += (float) c.weightDecay() * b.weights()[i];
      }
      if (mistake == Mistake.WRITES_THE_GRADIENT) {
        g[i] = 0;
      }
      m[i] = (float) (beta1 * m[i] + (1 - beta1) * gi);
      v[i] = (float) (beta2 * v[i] + (1 - beta2) * gi * gi);
      double mean = m[i] / correction1;
      double square = v[i] / correction2;
      double root =
          switch (mistake) {
            case EPSILON_INSIDE_THE_ROOT -> Math.sqrt(square + c.epsilon());
            case EPSILON_BEFORE_THE_CORRECTION ->
                (Math.sqrt(v[i]) + c.epsilon()) / Math.sqrt(correction2);
            default -> Math.sqrt(square) + c.epsilon();
          };
      step[i] -= (float) (rate * mean / root);
    }
  }

  private static double correction(Block b, Mistake mistake, double beta, Scalar ofRun) {
    return switch (mistake) {
      case NO_BIAS_CORRECTION -> 1;
      case COUNT_OF_THE_RUN -> b.get(ofRun);
      case STATE_IN_A_FIELD -> 1 - StrictMath.pow(beta, (double) STEPS.get());
      default -> b.debias(beta);
    };
  }
}
