package dev.descent.train;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.Dropout;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.layer.Sigmoid;
import dev.descent.layer.Tanh;
import dev.descent.loss.CrossEntropy;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdaHessianConfig;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.AdamWConfig;
import dev.descent.optim.SgdConfig;
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
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What a step of a warm training allocates, on the training thread and on those of its team.
///
/// The least of many stretches of steps counts: whatever is allocated in each step is in all of
/// them, what compilers and epochs allocate in some.
final class AllocationTest {
  private static final int STRETCH = 100;

  /// Far more than it takes: training ends when a stretch has shown what it should.
  private static final int EPOCHS = 1000;

  /// Far more than it takes as well: the compiler may have other methods to do first.
  private static final int STRETCHES = 20_000;

  /// A record of [AdamConfig]: a header of 12 bytes, six numbers and a flag, to a multiple of 8.
  private static final int CONFIG = 64;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Sequential NETWORK =
      Sequential.of(new Linear(8), new Relu(), new Dropout(0.2), new Linear(3));

  /// Notes what has been allocated after every stretch, and ends the training once that was no more
  /// than it should be.
  private static final class Meter implements TrainingListener {
    private final int stretch;
    private final long goal;
    private final Cancellation enough = new Cancellation();
    private long least = Long.MAX_VALUE;
    private long last = -1;
    private List<Long> team = List.of();

    Meter(int stretch, long goal) {
      this.stretch = stretch;
      this.goal = goal;
    }

    @Override
    public Cadence cadence() {
      return Cadence.everySteps(stretch);
    }

    @Override
    public void step(Progress progress) {
      if (last >= 0) {
        least = Math.min(least, allocated() - last);
      }
      if (least <= goal) {
        enough.cancel();
      }
      team =
          Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
              .filter(thread -> thread != null && thread.getThreadName().startsWith("descent-team"))
              .map(ThreadInfo::getThreadId)
              .toList();
      last = allocated();
    }

    private long allocated() {
      long sum = 0;
      for (int i = 0; i < team.size(); i++) {
        sum += Math.max(0, THREADS.getThreadAllocatedBytes(team.get(i)));
      }
      return sum + THREADS.getCurrentThreadAllocatedBytes();
    }
  }

  /// Trains until a stretch has allocated no more than it should, or to the end, and returns the
  /// least. A stretch is shorter than half an epoch, as the end of an epoch allocates its report.
  private static long least(Trainer trainer, int stretch, long goal) {
    Meter meter = new Meter(stretch, goal);
    try {
      trainer.listener(meter).cancellation(meter.enough).train();
    } catch (TrainingCancelledException e) {
      assertThat(meter.least).isLessThanOrEqualTo(goal);
    }
    return meter.least;
  }

  private static Trainer trainer(int batch) {
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
        .epochs(EPOCHS);
  }

  @Test
  void step_withMetricClippingAndThreads_allocatesNothing() {
    for (int threads = 1; threads <= 2; threads++) {
      assertThat(least(trainer(16).threads(threads), STRETCH, 0))
          .as("%d threads", threads)
          .isZero();
    }
  }

  @Test
  void step_ofAPartOfTheParameters_allocatesNothing() {
    Trainer frozen = trainer(16).threads(1).freeze("0.weight").freeze("0.bias", STRETCH);
    assertThat(least(frozen, STRETCH, 0)).isZero();
  }

  @Test
  void step_withTheHessian_allocatesNothing() {
    Trainer trainer = trainer(16).threads(1).optimizer(AdaHessianConfig.of(0.01));
    assertThat(least(trainer, STRETCH, 0)).isZero();
  }

  /// The networks of the benchmarks, those that are large with narrower layers.
  @TestFactory
  Stream<DynamicTest> step_ofAWorkload_allocatesNothing() {
    return Stream.of("mlp-small", "mlp-mnist", "mlp-xor", "mlp-wide")
        .flatMap(name ->
            IntStream.of(1, 2)
                .mapToObj(threads ->
                    DynamicTest.dynamicTest(
                        name + " with " + threads + " threads",
                        () -> assertThat(least(workload(name).threads(threads), 10, 0)).isZero())));
  }

  private static Trainer workload(String name) {
    return switch (name) {
      case "mlp-small" ->
          Trainer.of(relus(128, 64, 10), new CrossEntropy())
              .optimizer(AdamConfig.of(1e-3))
              .data(Pipeline.of(data(64, 10)).shuffle(1).batch(32, Remainder.DROP))
              .metric(Metrics.accuracy())
              .epochs(EPOCHS);
      case "mlp-mnist" ->
          Trainer.of(relus(128, 64, 10), new CrossEntropy())
              .optimizer(AdamConfig.of(1e-3))
              .data(Pipeline.of(data(196, 10)).shuffle(1).batch(128, Remainder.DROP))
              .metric(Metrics.accuracy())
              .epochs(EPOCHS);
      case "mlp-xor" ->
          Trainer.of(
                  Sequential.of(new Linear(8), new Tanh(), new Linear(1), new Sigmoid()),
                  new MeanSquaredError())
              .optimizer(SgdConfig.of(0.1))
              .data(Pipeline.of(xor()).batch(1, Remainder.DROP))
              .epochs(EPOCHS);
      case "mlp-wide" ->
          Trainer.of(relus(256, 256, 64), new MeanSquaredError())
              .optimizer(AdamWConfig.of(1e-3))
              .data(Pipeline.of(wide()).shuffle(1).batch(256, Remainder.DROP))
              .epochs(EPOCHS);
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Layer relus(int... widths) {
    List<Layer> layers = new ArrayList<>();
    for (int width : widths) {
      layers.add(new Linear(width));
      layers.add(new Relu());
    }
    layers.removeLast();
    return new Sequential(layers);
  }

  /// The four cases, a thousand times each.
  private static Dataset xor() {
    float[] inputs = new float[2 * 4000];
    float[] targets = new float[4000];
    for (int i = 0; i < targets.length; i++) {
      inputs[2 * i] = i >> 1 & 1;
      inputs[2 * i + 1] = i & 1;
      targets[i] = (i >> 1 ^ i) & 1;
    }
    return Dataset.regression("xor", inputs, targets);
  }

  private static Dataset data(int columns, int classes) {
    int rows = 40 * 128;
    float[] features = new float[rows * columns];
    int[] labels = new int[rows];
    for (int i = 0; i < rows; i++) {
      labels[i] = i % classes;
      features[i * columns + labels[i]] = 1;
    }
    return Dataset.classification(
        "rows", features, labels, IntStream.range(0, classes).mapToObj(Integer::toString).toList());
  }

  private static Dataset wide() {
    Tensor rows = Tensor.full(Shape.of(40 * 256, 64), 0.5f);
    return Dataset.of("wide", Map.of(Batch.INPUT, rows, Batch.TARGET, rows));
  }

  /// A line: a cosine of the JDK has an array of two numbers of its own until it is compiled.
  @Test
  void step_withAMovingSchedule_allocatesTheConfigAlone() {
    Schedule moving = Schedules.warmup(EPOCHS * 600, Schedules.constant(0.01));
    Trainer trainer = trainer(16).threads(1).schedule("learningRate", moving);
    assertThat(least(trainer, STRETCH, STRETCH * CONFIG)).isEqualTo(STRETCH * CONFIG);
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
            () -> model,
            new StepTimer(false, System::nanoTime));
    long least = Long.MAX_VALUE;
    for (int stretch = 0; stretch < STRETCHES && least > 0; stretch++) {
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
