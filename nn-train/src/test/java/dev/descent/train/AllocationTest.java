package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.Dropout;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.loss.CrossEntropy;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.schedule.Schedules;
import dev.descent.optim.spi.Schedule;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.train.metric.Metrics;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a step of a warm training allocates.
///
/// The least of many stretches of steps counts: whatever is allocated in each step is in all of
/// them, what compilers and epochs allocate in some.
final class AllocationTest {
  private static final int STRETCH = 100;

  /// A record of [AdamConfig]: a header of 12 bytes and five numbers, to a multiple of 8.
  private static final int CONFIG = 56;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Sequential NETWORK =
      Sequential.of(new Linear(8), new Relu(), new Dropout(0.2), new Linear(3));

  /// Notes what the training thread has allocated after every stretch, and allocates nothing
  /// itself.
  private static final class Meter implements TrainingListener {
    private long least = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;

    @Override
    public Cadence cadence() {
      return Cadence.everySteps(STRETCH);
    }

    @Override
    public void step(Progress progress) {
      long now = THREADS.getCurrentThreadAllocatedBytes();
      least = last == Long.MIN_VALUE ? least : Math.min(least, now - last);
      last = now;
    }
  }

  private static Trainer trainer(int batch, Meter meter) {
    int count = 9600;
    float[] features = new float[2 * count];
    int[] labels = new int[count];
    for (int i = 0; i < count; i++) {
      labels[i] = i % 3;
      features[2 * i] = labels[i] - 1 + 0.05f * (i % 7);
      features[2 * i + 1] = labels[i] % 2 + 0.05f * (i % 5);
    }
    Dataset data = Dataset.classification("points", features, labels, List.of("a", "b", "c"));
    return Trainer.of(NETWORK, new CrossEntropy())
        .optimizer(AdamConfig.of(0.01))
        .data(Pipeline.of(data).shuffle(1).batch(batch, Remainder.KEEP))
        .metric(Metrics.accuracy())
        .clipByGlobalNorm(1)
        .listener(meter)
        .epochs(20);
  }

  @Test
  void step_withMetricClippingAndThreads_allocatesNothing() {
    for (int threads = 1; threads <= 2; threads++) {
      Meter meter = new Meter();
      trainer(16, meter).threads(threads).train();
      assertThat(meter.least).as("%d threads", threads).isZero();
    }
  }

  /// A line: a cosine of the JDK has an array of two numbers of its own until it is compiled.
  @Test
  void step_withAMovingSchedule_allocatesTheConfigAlone() {
    Meter meter = new Meter();
    Schedule moving = Schedules.warmup(20 * 600, Schedules.constant(0.01));
    trainer(16, meter).threads(1).schedule("learningRate", moving).train();
    assertThat(meter.least).isEqualTo(STRETCH * CONFIG);
  }

  @Test
  void step_betweenBatchesOfTwoSizes_allocatesNothing() {
    List<Batch> batches = List.of(batch(16), batch(7));
    Network network = Network.supervised(NETWORK, new CrossEntropy());
    Model model = Model.of(network, batches.getFirst().fields());
    Optimizer optimizer =
        Optimizer.builder(AdamConfig.of(0.01)).build(model.parameters(), model.aliases());
    Stepper stepper =
        new Stepper(
            model,
            optimizer,
            Team.single(),
            model.initialParameters(optimizer.layout(), 1),
            model.initialStates(),
            () -> model);
    long least = Long.MAX_VALUE;
    for (int stretch = 0; stretch < 200; stretch++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int step = 0; step < STRETCH; step++) {
        stepper.step(batches.get(step % 2), 1, step);
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    assertThat(least).isZero();
  }

  private static Batch batch(int rows) {
    return Batch.of(
        Map.of(
            Batch.INPUT, Tensor.full(Shape.of(rows, 2), 0.5f),
            Batch.TARGET, Tensor.of(Shape.of(rows), new int[rows])));
  }
}
