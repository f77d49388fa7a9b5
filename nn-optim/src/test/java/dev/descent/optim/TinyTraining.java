package dev.descent.optim;

import dev.descent.layer.Linear;
import dev.descent.layer.Sequential;
import dev.descent.layer.Sigmoid;
import dev.descent.layer.Tanh;
import dev.descent.loss.MeanSquaredError;
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
import java.util.Map;

/// A main that trains XOR and prints the loss and the names of the threads: what [TinyStartTest]
/// looks at in a JVM of its own.
final class TinyTraining {
  private TinyTraining() {}

  public static void main(String[] arguments) {
    Type input = Type.f32(Shape.of(4, 2));
    Type target = Type.f32(Shape.of(4, 1));
    Batch batch =
        Batch.of(
            Map.of(
                Batch.INPUT,
                Tensor.of(input.shape(), 0f, 0f, 0f, 1f, 1f, 0f, 1f, 1f),
                Batch.TARGET,
                Tensor.of(target.shape(), 0f, 1f, 1f, 0f)));
    Map<String, Type> types = Map.of(Batch.INPUT, input, Batch.TARGET, target);
    Sequential layer = Sequential.of(new Linear(8), new Tanh(), new Linear(1), new Sigmoid());
    Model model = Model.of(Network.supervised(layer, new MeanSquaredError()), types);
    Optimizer optimizer =
        Optimizer.builder(AdamConfig.of(0.05)).build(model.parameters(), model.aliases());
    Program program = model.training(optimizer.layout(), types, Team.single());
    float[] weights = model.initialParameters(optimizer.layout(), 0);
    Gradient gradient = new Gradient(program.gradient());
    float loss = 0;
    for (int step = 0; step < 200; step++) {
      loss = program.run(weights, model.initialStates(), batch, step);
      optimizer.step(weights, gradient.loss(loss));
    }
    System.out.println("loss " + loss);
    Thread[] threads = new Thread[Thread.activeCount() + 10];
    for (int i = 0, count = Thread.enumerate(threads); i < count; i++) {
      System.out.println("thread " + threads[i].getName());
    }
  }
}
