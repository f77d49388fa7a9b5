package dev.descent.kernel;

import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.engine.Descending;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.parallel.Team;
import dev.descent.program.Model;
import dev.descent.program.Network;
import dev.descent.program.Program;
import dev.descent.random.Keys;
import dev.descent.runtime.HeapTooSmallException;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Prints numbers that depend on every bit of products and trainings of several threads at once.
/// Its main method is run in a JVM whose heap has room for as little memory of threads as there may
/// be, and prints as well how little that is, and what is refused.
final class SmallHeap {
  private static final int CALLERS = 4;

  private SmallHeap() {}

  public static void main(String[] arguments) throws Exception {
    System.out.println("slots " + Panels.SLOTS);
    System.out.println(refusal());
    System.out.println(compute());
    System.out.println(Kernels.description());
  }

  /// Returns the numbers of each caller.
  static String compute() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(CALLERS)) {
      List<Long> products = results(pool, CALLERS, SmallHeap::products);
      List<Long> weights = results(pool, CALLERS / 2, SmallHeap::train);
      return "products %s, weights %s".formatted(products, weights);
    }
  }

  private static List<Long> results(ExecutorService pool, int callers, Callable<Long> task)
      throws Exception {
    List<Long> results = new ArrayList<>();
    for (Future<Long> result : pool.invokeAll(Collections.nCopies(callers, task))) {
      results.add(result.get());
    }
    return results;
  }

  /// Products that teams share, of few rows and of many, and those of a single thread.
  private static long products() {
    long hash = 17;
    int[][] sizes = {{50, 133, 50}, {300, 133, 20}, {61, 141, 1100}};
    try (Team team = Team.of(3)) {
      for (int[] size : sizes) {
        GemmCase product = GemmCase.of(size[0], size[1], size[2]).withBias();
        for (int i = 0; i < 20; i++) {
          hash = add(hash, product.shared(team, (i & 1) != 0, (i & 2) != 0, (i & 4) != 0));
        }
        hash = add(hash, product.vector());
      }
    }
    return hash;
  }

  /// Training whose largest products a team shares.
  private static long train() {
    Map<String, Type> types =
        Map.of(
            Batch.INPUT, Type.f32(Shape.of(128, 256)), Batch.TARGET, Type.f32(Shape.of(128, 16)));
    Model model = Model.of(network(256, 256, 16), types);
    try (Team team = Team.of(2)) {
      Optimizer optimizer =
          Optimizer.builder(new Descending(0.1, 0.01, true, -1))
              .team(team)
              .build(model.parameters(), model.aliases());
      float[] weights = model.initialParameters(optimizer.layout(), 1);
      Program program = model.training(optimizer.layout(), types, team);
      Gradient gradient = new Gradient(program.gradient());
      Batch batch = new Batch(types);
      for (Map.Entry<String, Type> field : types.entrySet()) {
        int size = field.getValue().shape().size();
        batch.set(batch.indexOf(field.getKey()), new float[size], 0);
      }
      for (int step = 0; step < 12; step++) {
        for (String field : types.keySet()) {
          draw(batch.floats(batch.indexOf(field)), Keys.fold(Keys.of(step), field));
        }
        float loss =
            program.run(
                weights, model.initialStates(), batch, 0, optimizer.update(weights, gradient));
        optimizer.step(weights, gradient.loss(loss));
      }
      return add(17, weights);
    }
  }

  private static void draw(float[] numbers, long key) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 2 * Keys.uniform(key, i) - 1;
    }
  }

  /// Returns why a network that this heap cannot hold is not compiled.
  private static String refusal() {
    Map<String, Type> types =
        Map.of(Batch.INPUT, Type.f32(Shape.of(2, 2000)), Batch.TARGET, Type.f32(Shape.of(2, 1000)));
    Model model = Model.of(network(2000, 1000), types);
    Optimizer optimizer =
        Optimizer.builder(new Descending(0.1, 0, true, -1))
            .build(model.parameters(), model.aliases());
    try {
      Program program = model.training(optimizer.layout(), types, Team.single());
      return "no refusal: " + program.plan();
    } catch (HeapTooSmallException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private static Network network(int... widths) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 1; i < widths.length; i++) {
      layers.add(new Linear(widths[i]));
      layers.add(new Tanh());
    }
    return Network.supervised(new Sequential(layers), new MeanSquaredError());
  }

  private static long add(long hash, float[] numbers) {
    long sum = hash;
    for (float number : numbers) {
      sum = 31 * sum + Float.floatToIntBits(number);
    }
    return sum;
  }
}
