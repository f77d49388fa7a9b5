package dev.descent.testkit;

import dev.descent.optim.spi.Block;
import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.optim.spi.Step;
import dev.descent.tensor.Shape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// The rule of [VariantConfig].
final class Variant implements Rule.Elementwise<VariantConfig> {
  private static final Slot M = Slot.zeros("m");
  private static final Slot V = Slot.zeros("v");
  private static final Scalar CORRECTION1 = Scalar.ofGroup("correction1", 1);
  private static final Scalar CORRECTION2 = Scalar.ofGroup("correction2", 1);
  private static final Scalar RATE = Scalar.ofGroup("rate", 0);
  private static final AtomicLong STEPS = new AtomicLong();
  private static final float[] MEANS = new float[1 << 18];
  private static final ThreadLocal<AtomicLong> CALLS = ThreadLocal.withInitial(AtomicLong::new);
  private static final boolean SCALAR =
      ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty();

  @Override
  public List<Slot> slots(VariantConfig c, Shape parameter) {
    return switch (c.mistake()) {
      case UNSAVED_SLOT -> List.of(M, Slot.scratch("v"));
      case TOO_SMALL_A_PROMISE -> List.of(M.gains(1), V.gains(1));
      default -> List.of(M.gains(1), V.gains(2));
    };
  }

  @Override
  public List<Scalar> scalars(VariantConfig c) {
    return switch (c.mistake()) {
      case COUNT_OF_THE_RUN -> List.of(CORRECTION1, CORRECTION2);
      case FIRST_RATE_FOR_EVER -> List.of(RATE);
      default -> List.of();
    };
  }

  @Override
  public Set<Need> needs(VariantConfig c) {
    return switch (c.mistake()) {
      case DECAY_IN_THE_GRADIENT, DECAY_AFTER_THE_STEP -> Set.of(Need.WEIGHTS);
      case EVALUATION_MOVES_ON -> Set.of(Need.WEIGHTS, Need.EVALUATION_WEIGHTS);
      default -> Set.of();
    };
  }

  @Override
  public void begin(VariantConfig c, Step step) {
    if (c.mistake() == Mistake.COUNT_OF_THE_RUN) {
      step.set(CORRECTION1, step.debias(c.beta1()));
      step.set(CORRECTION2, step.debias(c.beta2()));
    } else if (c.mistake() == Mistake.FIRST_RATE_FOR_EVER && step.number() == 0) {
      step.set(RATE, c.learningRate());
    }
    STEPS.incrementAndGet();
  }

  @Override
  public double decay(VariantConfig c, Step step) {
    return switch (c.mistake()) {
      case DECAY_IN_THE_GRADIENT, DECAY_AFTER_THE_STEP, WEIGHTS_UNDECLARED -> 0;
      case DECAY_WITHOUT_THE_RATE -> c.weightDecay();
      case FIRST_RATE_FOR_EVER -> step.get(RATE) * c.weightDecay();
      default -> c.learningRate() * c.weightDecay();
    };
  }

  @Override
  public OptionalDouble descent(VariantConfig c) {
    return c.mistake() == Mistake.PROMISES_TO_DESCEND
        ? OptionalDouble.of(c.learningRate())
        : OptionalDouble.empty();
  }

  @Override
  public double reach(VariantConfig c, double gradient, double slots) {
    double exact = c.learningRate() * c.boost() * slots / ((1 - c.beta1()) * c.epsilon());
    return c.mistake() == Mistake.HALF_THE_REACH ? c.learningRate() / 2 : exact;
  }

  @Override
  public void evaluation(VariantConfig c, Block b) {
    float[] out = b.step();
    float[] m = b.slot(M);
    for (int i = b.from(), to = b.to(); i < to; i++) {
      out[i] = b.weights()[i] - (float) c.learningRate() * m[i];
      m[i] *= (float) c.beta1();
    }
  }

  @Override
  public void update(VariantConfig c, Block b) {
    Mistake mistake = c.mistake();
    CALLS.get().incrementAndGet();
    boolean swapped = mistake == Mistake.SWAPPED_BETAS;
    double beta1 = swapped ? c.beta2() : c.beta1();
    double beta2 = swapped ? c.beta1() : c.beta2();
    if (mistake == Mistake.BLOCKS_WITHOUT_A_GRADIENT_PASSED_OVER
        && b.dot(b.gradient(), b.gradient()) == 0) {
      return;
    }
    double rate = rate(c, b);
    double correction1 = correction(b, mistake, beta1, CORRECTION1);
    double correction2 = correction(b, mistake, beta2, CORRECTION2);
    float[] g = b.gradient();
    float[] m = mistake == Mistake.MEAN_IN_A_STATIC_ARRAY ? MEANS : b.slot(M);
    float[] v = b.slot(V);
    double fold = mistake == Mistake.SIXTEEN_TIMES_THE_PROMISE ? 16 : 1;
    float scale = mistake == Mistake.SCALE_FORGOTTEN ? 1 : b.scale();
    for (int i = b.from(), to = b.to(); i < to; i++) {
      int at = mistake == Mistake.SLOT_FROM_ZERO ? i - b.from() : i;
      float gi = gradient(mistake, scale, g[i]);
      if (mistake == Mistake.DECAY_IN_THE_GRADIENT || mistake == Mistake.WEIGHTS_UNDECLARED) {
        gi += (float) c.weightDecay() * b.weights()[i];
      }
      float size = mistake == Mistake.SCALE_ONLY_IN_THE_MEAN ? g[i] : gi;
      if (mistake == Mistake.WRITES_THE_GRADIENT) {
        g[i] = 0;
      } else if (mistake == Mistake.SCALES_THE_GRADIENT) {
        g[i] *= scale;
      }
      m[at] = (float) (beta1 * m[at] + fold * (1 - beta1) * gi);
      v[at] = (float) (beta2 * v[at] + (1 - beta2) * size * size);
      double mean = m[at] / (fold * correction1);
      double square = v[at] / correction2;
      double root =
          switch (mistake) {
            case EPSILON_INSIDE_THE_ROOT -> Math.sqrt(square + c.epsilon());
            case EPSILON_BEFORE_THE_CORRECTION ->
                (Math.sqrt(v[at]) + c.epsilon()) / Math.sqrt(correction2);
            case NO_EPSILON -> Math.sqrt(square);
            default -> Math.sqrt(square) + c.epsilon();
          };
      step(c, b, i, rate * mean / root, rate);
    }
  }

  private static float gradient(Mistake mistake, float scale, float g) {
    return switch (mistake) {
      case SIGN_WITHOUT_THE_SCALE -> Math.copySign(scale * g, g);
      case LARGE_GRADIENTS_CUT_OFF -> Math.clamp(scale * g, -1000f, 1000f);
      default -> scale * g;
    };
  }

  private static void step(VariantConfig c, Block b, int i, double size, double rate) {
    float[] step = b.step();
    switch (c.mistake()) {
      case ASSIGNS_THE_STEP -> step[i] = (float) -size;
      case DECAY_AFTER_THE_STEP ->
          step[i] -= (float) (size + rate * c.weightDecay() * (b.weights()[i] - size));
      case OTHER_ORDER_WITHOUT_VECTORS ->
          step[i] -= SCALAR ? (float) rate * (float) (size / rate) : (float) size;
      default -> step[i] -= (float) size;
    }
  }

  private static double rate(VariantConfig c, Block b) {
    return switch (c.mistake()) {
      case RATE_FLOOR -> Math.max(c.learningRate(), 1e-6);
      case FIRST_RATE_FOR_EVER -> b.get(RATE);
      default -> c.learningRate() * c.boost();
    };
  }

  private static double correction(Block b, Mistake mistake, double beta, Scalar ofRun) {
    return switch (mistake) {
      case NO_BIAS_CORRECTION -> 1;
      case BIAS_CORRECTION_OF_THE_NEXT_STEP -> 1 - StrictMath.pow(beta, b.t() + 1.0);
      case COUNT_OF_THE_RUN -> b.get(ofRun);
      case COUNT_OF_THE_THREAD -> 1 - StrictMath.pow(beta, (double) CALLS.get().get());
      case STATE_IN_A_FIELD -> 1 - StrictMath.pow(beta, (double) STEPS.get());
      default -> b.debias(beta);
    };
  }
}
