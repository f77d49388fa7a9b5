package dev.descent.optim;

import com.sun.management.ThreadMXBean;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerBuilder;
import dev.descent.optim.engine.OptimizerEntry;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Objective;
import dev.descent.tensor.Shape;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// A main that prints what some steps of every optimizer, with its defaults, allocate after
/// warm-up, Adafactor's also where a matrix has sides of 128 and more, and what some values of
/// every schedule do: [SteadyStatesTest] reads it. A JVM of its own, because what the JIT makes of
/// code depends on what ran before.
final class SteadyStates {
  static final int STEPS = 20;

  /// Attempts until an optimizer counts as one that allocates.
  private static final int ATTEMPTS = 1000;

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "0.weight", Shape.of(6, 5),
          "0.bias", Shape.of(6),
          "1.weight", Shape.of(3, 6),
          "1.bias", Shape.of(3));

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /// Half the sum of squares with weights from 1 to 5, which no search ends at once.
  private static final class Bowl implements Objective {
    @Override
    public double evaluate(float[] weights, float[] gradient) {
      double loss = 0;
      hessianVector(weights, weights, gradient);
      for (int i = 0; i < weights.length; i++) {
        loss += 0.5 * weights[i] * gradient[i];
      }
      return loss;
    }

    @Override
    public void hessianVector(float[] weights, float[] vector, float[] product) {
      for (int i = 0; i < product.length; i++) {
        product[i] = (1 + i % 5) * vector[i];
      }
    }
  }

  private SteadyStates() {}

  public static void main(String[] arguments) {
    for (OptimizerEntry entry : BuiltIns.entries()) {
      OptimizerBuilder builder =
          entry.kind() == OptimizerEntry.Kind.TRANSFORM
              ? Optimizer.builder(SgdConfig.of(0.1)).transform(entry.defaults())
              : Optimizer.builder(entry.defaults());
      Steps steps = new Steps(builder.build(SHAPES, Map.of()));
      System.out.println("optimizer " + entry.name() + " " + least(steps::run));
    }
    Map<String, Shape> large = Map.of("weight", Shape.of(130, 128), "bias", Shape.of(130));
    Steps wide = new Steps(Optimizer.builder(new AdafactorConfig()).build(large, Map.of()));
    System.out.println("optimizer adafactor-large " + least(wide::run));
    for (NamedSchedule schedule : Schedules.all()) {
      Values values = new Values(schedule);
      String name = schedule.hyperParameters().name();
      System.out.println("schedule " + name + " " + least(values::run));
      if (!values.areFinite()) {
        throw new AssertionError(name);
      }
    }
  }

  /// Steps down the bowl, each from the same weights: who has arrived has little to do.
  private static final class Steps {
    private final Optimizer optimizer;
    private final Bowl bowl = new Bowl();
    private final float[] start;
    private final float[] weights;
    private final float[] values;
    private final Gradient gradient;

    Steps(Optimizer optimizer) {
      this.optimizer = optimizer;
      start = new float[optimizer.layout().size()];
      for (int i = 0; i < start.length; i++) {
        start[i] = (i % 7 - 3) * 0.1f;
      }
      weights = start.clone();
      values = new float[weights.length];
      gradient = new Gradient(values).objective(bowl);
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        System.arraycopy(start, 0, weights, 0, start.length);
        gradient.loss(bowl.evaluate(weights, values));
        optimizer.step(weights, gradient);
      }
    }
  }

  /// The values of a schedule, one after the other.
  private static final class Values {
    private final NamedSchedule schedule;
    private long step;
    private double sum;

    Values(NamedSchedule schedule) {
      this.schedule = schedule;
    }

    boolean areFinite() {
      return Double.isFinite(sum);
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        sum += schedule.at(step++ % 1500);
      }
    }
  }

  /// Returns the least that a run has allocated, once that is nothing.
  private static long least(Runnable run) {
    long least = Long.MAX_VALUE;
    for (int attempt = 0; attempt < ATTEMPTS && least > 0; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      run.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
