import dev.descent.benchmarks.Mlp;
import dev.descent.benchmarks.Timing;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/// Deeplearning4j beside `nn bench`. It has no AdamW: `mlp-wide` runs with Adam and its weight
/// decay, which is that, but for biases.
public final class Dl4jPeer {
  private Dl4jPeer() {}

  private static MultiLayerNetwork network(Mlp mlp, IUpdater updater) {
    NeuralNetConfiguration.Builder builder =
        new NeuralNetConfiguration.Builder().updater(updater).dataType(DataType.FLOAT);
    if (mlp.name().equals("mlp-wide")) {
      builder.weightDecay(0.01);
    }
    NeuralNetConfiguration.ListBuilder layers = builder.list();
    for (int i = 0; i < mlp.layers(); i++) {
      int inputs = mlp.widths().get(i);
      int outputs = mlp.widths().get(i + 1);
      if (i < mlp.layers() - 1) {
        Activation activation = mlp.xor() ? Activation.TANH : Activation.RELU;
        layers.layer(
            new DenseLayer.Builder().nIn(inputs).nOut(outputs).activation(activation).build());
      } else {
        LossFunction loss = mlp.classifies() ? LossFunction.MCXENT : LossFunction.MSE;
        Activation activation =
            mlp.xor()
                ? Activation.SIGMOID
                : mlp.classifies() ? Activation.SOFTMAX : Activation.IDENTITY;
        layers.layer(
            new OutputLayer.Builder(loss).nIn(inputs).nOut(outputs).activation(activation).build());
      }
    }
    MultiLayerNetwork network = new MultiLayerNetwork(layers.build());
    network.init();
    for (int i = 0; i < mlp.layers(); i++) {
      int inputs = mlp.widths().get(i);
      int outputs = mlp.widths().get(i + 1);
      network.getParam(i + "_W").assign(matrix(mlp.weight(i), outputs, inputs).transpose());
      network.getParam(i + "_b").assign(matrix(mlp.bias(i), 1, outputs));
    }
    return network;
  }

  private static INDArray matrix(float[] values, int rows, int columns) {
    return Nd4j.createFromArray(values).reshape(rows, columns);
  }

  public static void main(String[] arguments) {
    Timing timing = Timing.of("dl4j", arguments);
    // its default calls System.gc() now and then
    Nd4j.getMemoryManager().togglePeriodicGc(false);
    if (arguments[0].equals("startup")) {
      startup();
      return;
    }
    Mlp mlp = Mlp.of(arguments[0]);
    MultiLayerNetwork network = network(mlp, mlp.xor() ? new Sgd(0.1) : new Adam(1e-3));
    List<INDArray> inputs = new ArrayList<>();
    List<INDArray> targets = new ArrayList<>();
    for (int i = 0; i < mlp.batches(); i++) {
      inputs.add(matrix(mlp.inputs(i), mlp.rows(), mlp.columns()));
      targets.add(matrix(mlp.targets(i), mlp.rows(), mlp.outputs()));
    }
    int[] count = {0};
    timing.check(
        mlp.name(),
        () -> {
          // what the score adds for the decay is no part of the others' loss
          double decay = network.calcRegularizationScore(true);
          int i = count[0]++ % mlp.batches();
          network.fit(inputs.get(i), targets.get(i));
          return network.score() - decay;
        });
    timing.rates(
        mlp,
        timing.nanos(() -> {
          int i = count[0]++ % mlp.batches();
          network.fit(inputs.get(i), targets.get(i));
        }));
  }

  private static void startup() {
    MultiLayerNetwork network = network(Mlp.of("mlp-xor"), new Adam(0.05));
    INDArray x = matrix(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
    INDArray y = matrix(new float[] {0, 1, 1, 0}, 4, 1);
    int steps = 0;
    do {
      network.fit(x, y);
      steps++;
    } while (network.score() >= 0.01 && steps < 10_000);
    System.out.println("steps " + steps);
  }
}
