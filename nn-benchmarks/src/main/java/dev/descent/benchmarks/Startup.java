package dev.descent.benchmarks;

import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Sigmoid;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdamConfig;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Program;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Start-up: seconds from the start of a process until XOR (2-8-1 tanh and sigmoid, mean squared
/// error, all four samples a step, Adam at 0.05) is trained to a loss below 0.01 and it has ended.
/// A plain main with one thread, without the module of the Vector API, which so small a network
/// does not need.
public final class Startup {
  private static final float GOAL = 0.01f;
  private static final int MAX_STEPS = 10_000;

  private Startup() {}

  /// Trains: the process that is timed.
  public static void main(String[] arguments) {
    var network =
        Network.supervised(
            Sequential.of(new Linear(8), new Tanh(), new Linear(1), new Sigmoid()),
            new MeanSquaredError());
    Map<String, Type> types =
        Map.of(
            Batch.INPUT, Type.f32(Shape.of(4, 2)),
            Batch.TARGET, Type.f32(Shape.of(4, 1)));
    Batch batch =
        Batch.of(
            Map.of(
                Batch.INPUT,
                Tensor.of(Shape.of(4, 2), 0f, 0f, 0f, 1f, 1f, 0f, 1f, 1f),
                Batch.TARGET,
                Tensor.of(Shape.of(4, 1), 0f, 1f, 1f, 0f)));
    Model model = Model.of(network, types);
    Optimizer optimizer =
        Optimizer.builder(AdamConfig.of(0.05)).build(model.parameters(), model.aliases());
    Program program = model.training(optimizer.layout(), types, Team.single());
    float[] weights = model.initialParameters(optimizer.layout(), 0);
    float[] states = model.initialStates();
    Gradient gradient = new Gradient(program.gradient());
    int steps = 0;
    float loss;
    do {
      loss = program.run(weights, states, batch, steps);
      optimizer.step(weights, gradient.loss(loss));
      steps++;
    } while (loss >= GOAL && steps < MAX_STEPS);
    if (loss >= GOAL) {
      throw new IllegalStateException("loss must fall below %s, was %s".formatted(GOAL, loss));
    }
    System.out.println("steps " + steps);
  }

  static void measure(Timing timing) {
    double[] seconds = new double[timing.repeats()];
    once(); // files into memory
    for (int i = 0; i < seconds.length; i++) {
      long start = System.nanoTime();
      once();
      seconds[i] = (System.nanoTime() - start) * 1e-9;
    }
    Arrays.sort(seconds);
    timing.line("startup", "wall_s", Timing.median(seconds));
    timing.line("startup", "wall_s_best", seconds[0]);
  }

  private static void once() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .filter(flag -> flag.startsWith("-X"))
            .toList());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Startup.class.getName()));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      int code = process.waitFor();
      if (code != 0) {
        throw new IllegalStateException("a training of XOR must end with 0, was " + code);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while XOR was trained", e);
    }
  }
}
