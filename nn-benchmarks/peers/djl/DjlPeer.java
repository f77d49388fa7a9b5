import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import dev.descent.benchmarks.Mlp;
import dev.descent.benchmarks.Timing;
import java.util.ArrayList;
import java.util.List;

/// DJL with its PyTorch engine beside `nn bench`.
public final class DjlPeer {
  private final NDManager manager = NDManager.newBaseManager();
  private final Trainer trainer;
  private final Loss loss;

  private DjlPeer(Mlp mlp, int rows, Optimizer optimizer) {
    SequentialBlock block = new SequentialBlock();
    for (int i = 0; i < mlp.layers(); i++) {
      boolean last = i == mlp.layers() - 1;
      block.add(Linear.builder().setUnits(mlp.widths().get(i + 1)).build());
      if (mlp.xor()) {
        block.add(last ? Activation.sigmoidBlock() : Activation.tanhBlock());
      } else if (!last) {
        block.add(Activation.reluBlock());
      }
    }
    // the weight 1: DJL's default halves the mean
    loss = mlp.classifies() ? Loss.softmaxCrossEntropyLoss() : Loss.l2Loss("l2", 1);
    Model model = Model.newInstance(mlp.name());
    model.setBlock(block);
    trainer = model.newTrainer(new DefaultTrainingConfig(loss).optOptimizer(optimizer));
    trainer.initialize(new Shape(rows, mlp.columns()));
    int tensor = 0;
    for (Parameter parameter : block.getParameters().values()) {
      float[] values = tensor % 2 == 0 ? mlp.weight(tensor / 2) : mlp.bias(tensor / 2);
      try (NDArray array = manager.create(values, parameter.getShape())) {
        array.copyTo(parameter.getArray());
      }
      tensor++;
    }
  }

  private float step(NDArray x, NDArray y, boolean look) {
    float value = 0;
    try (NDManager step = trainer.getManager().newSubManager()) {
      NDList inputs = new NDList(x.stopGradient());
      inputs.attach(step);
      try (GradientCollector collector = trainer.newGradientCollector()) {
        NDList outputs = trainer.forward(inputs);
        NDArray result = loss.evaluate(new NDList(y), outputs);
        collector.backward(result);
        value = look ? result.getFloat() : 0;
        result.close();
        outputs.close();
      }
      trainer.step();
    }
    return value;
  }

  public static void main(String[] arguments) {
    Timing timing = Timing.of("djl", arguments);
    System.setProperty("ai.djl.pytorch.num_threads", String.valueOf(timing.threads()));
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    if (arguments[0].equals("startup")) {
      startup();
      return;
    }
    Mlp mlp = Mlp.of(arguments[0]);
    Optimizer optimizer =
        switch (mlp.name()) {
          case "mlp-xor" -> Optimizer.sgd().setLearningRateTracker(Tracker.fixed(0.1f)).build();
          case "mlp-wide" ->
              Optimizer.adamW()
                  .optLearningRateTracker(Tracker.fixed(1e-3f))
                  .optWeightDecays(0.01f)
                  .build();
          default -> Optimizer.adam().optLearningRateTracker(Tracker.fixed(1e-3f)).build();
        };
    DjlPeer peer = new DjlPeer(mlp, mlp.rows(), optimizer);
    List<NDArray> inputs = new ArrayList<>();
    List<NDArray> targets = new ArrayList<>();
    for (int i = 0; i < mlp.batches(); i++) {
      inputs.add(peer.manager.create(mlp.inputs(i), new Shape(mlp.rows(), mlp.columns())));
      NDArray rows = peer.manager.create(mlp.targets(i), new Shape(mlp.rows(), mlp.outputs()));
      targets.add(mlp.classifies() ? rows.argMax(1) : rows);
    }
    int[] count = {0};
    timing.check(
        mlp.name(),
        () ->
            peer.step(
                inputs.get(count[0] % mlp.batches()),
                targets.get(count[0]++ % mlp.batches()),
                true));
    timing.rates(
        mlp,
        timing.nanos(() -> {
          int i = count[0]++ % mlp.batches();
          peer.step(inputs.get(i), targets.get(i), false);
        }));
  }

  private static void startup() {
    Optimizer adam = Optimizer.adam().optLearningRateTracker(Tracker.fixed(0.05f)).build();
    DjlPeer peer = new DjlPeer(Mlp.of("mlp-xor"), 4, adam);
    NDArray x = peer.manager.create(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, new Shape(4, 2));
    NDArray y = peer.manager.create(new float[] {0, 1, 1, 0}, new Shape(4, 1));
    int steps = 1;
    while (peer.step(x, y, true) >= 0.01f && steps < 10_000) {
      steps++;
    }
    System.out.println("steps " + steps);
  }
}
