import dev.descent.benchmarks.Mlp;
import dev.descent.benchmarks.Timing;
import java.util.ArrayList;
import java.util.List;
import org.encog.engine.network.activation.ActivationFunction;
import org.encog.engine.network.activation.ActivationReLU;
import org.encog.engine.network.activation.ActivationSigmoid;
import org.encog.engine.network.activation.ActivationSoftMax;
import org.encog.engine.network.activation.ActivationTANH;
import org.encog.ml.data.basic.BasicMLDataSet;
import org.encog.neural.error.CrossEntropyErrorFunction;
import org.encog.neural.networks.BasicNetwork;
import org.encog.neural.networks.layers.BasicLayer;
import org.encog.neural.networks.training.propagation.Propagation;
import org.encog.neural.networks.training.propagation.back.Backpropagation;
import org.encog.neural.networks.training.propagation.resilient.ResilientPropagation;

/// Encog, plain Java in double precision, beside `nn bench`. It has no Adam with batches on one
/// thread: `mlp-small` runs with SGD, less work; start-up trains with resilient propagation, its
/// own way. One call is an epoch over all batches. Its gradient of a squared error lacks the factor
/// 2, which the rate makes up for.
public final class EncogPeer {
  private EncogPeer() {}

  private static BasicNetwork network(Mlp mlp) {
    BasicNetwork network = new BasicNetwork();
    network.addLayer(new BasicLayer(null, true, mlp.columns()));
    for (int i = 0; i < mlp.layers(); i++) {
      boolean last = i == mlp.layers() - 1;
      ActivationFunction activation = mlp.xor() ? new ActivationTANH() : new ActivationReLU();
      if (last) {
        activation = mlp.xor() ? new ActivationSigmoid() : new ActivationSoftMax();
      }
      network.addLayer(new BasicLayer(activation, !last, mlp.widths().get(i + 1)));
    }
    network.getStructure().finalizeStructure();
    for (int i = 0; i < mlp.layers(); i++) {
      float[] weight = mlp.weight(i);
      float[] bias = mlp.bias(i);
      int inputs = mlp.widths().get(i);
      for (int to = 0; to < bias.length; to++) {
        for (int from = 0; from < inputs; from++) {
          network.setWeight(i, from, to, weight[to * inputs + from]);
        }
        network.setWeight(i, inputs, to, bias[to]);
      }
    }
    return network;
  }

  private static double[][] rows(float[] values, int columns) {
    double[][] rows = new double[values.length / columns][columns];
    for (int i = 0; i < values.length; i++) {
      rows[i / columns][i % columns] = values[i];
    }
    return rows;
  }

  private static BasicMLDataSet samples(Mlp mlp, int from, int to) {
    List<double[]> inputs = new ArrayList<>();
    List<double[]> targets = new ArrayList<>();
    for (int i = from; i < to; i++) {
      inputs.addAll(List.of(rows(mlp.inputs(i), mlp.columns())));
      targets.addAll(List.of(rows(mlp.targets(i), mlp.outputs())));
    }
    return new BasicMLDataSet(inputs.toArray(double[][]::new), targets.toArray(double[][]::new));
  }

  private static Propagation training(Mlp mlp, BasicNetwork network, BasicMLDataSet samples) {
    Propagation training = new Backpropagation(network, samples, mlp.xor() ? 0.2 : 1e-3, 0);
    training.fixFlatSpot(false);
    training.setBatchSize(mlp.rows());
    training.setThreadCount(1);
    if (mlp.classifies()) {
      training.setErrorFunction(new CrossEntropyErrorFunction());
    }
    return training;
  }

  public static void main(String[] arguments) {
    Timing timing = Timing.of("encog", arguments);
    if (arguments[0].equals("startup")) {
      startup();
      return;
    }
    Mlp mlp = Mlp.of(arguments[0]);
    if (mlp.xor()) {
      check(mlp, timing);
    }
    Propagation training = training(mlp, network(mlp), samples(mlp, 0, mlp.batches()));
    double[] nanos = timing.nanos(training::iteration);
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] /= mlp.batches();
    }
    timing.rates(mlp, nanos);
  }

  private static void check(Mlp mlp, Timing timing) {
    BasicNetwork network = network(mlp);
    List<Propagation> trainings = new ArrayList<>();
    for (int i = 0; i < mlp.batches(); i++) {
      trainings.add(training(mlp, network, samples(mlp, i, i + 1)));
    }
    int[] count = {0};
    timing.check(
        mlp.name(),
        () -> {
          Propagation training = trainings.get(count[0]++ % trainings.size());
          training.iteration();
          return training.getError();
        });
  }

  private static void startup() {
    Mlp mlp = Mlp.of("mlp-xor");
    Propagation training = new ResilientPropagation(network(mlp), samples(mlp, 0, 4));
    training.setThreadCount(1);
    int steps = 0;
    do {
      training.iteration();
      steps++;
    } while (training.getError() >= 0.01 && steps < 10_000);
    System.out.println("steps " + steps);
  }
}
