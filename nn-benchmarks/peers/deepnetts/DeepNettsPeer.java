import deepnetts.data.MLDataItem;
import deepnetts.data.TabularDataSet;
import deepnetts.net.FeedForwardNetwork;
import deepnetts.net.layers.activation.ActivationType;
import deepnetts.net.loss.LossType;
import deepnetts.net.train.BackpropagationTrainer;
import dev.descent.benchmarks.Mlp;
import dev.descent.benchmarks.Timing;
import java.util.ArrayList;
import java.util.List;
import javax.visrec.ml.data.Column;

/// Deep Netts, plain Java in single precision, beside `nn bench`: XOR only, with its own initial
/// weights. One call is [#EPOCHS] epochs of 4 steps; each epoch measures the accuracy as well.
public final class DeepNettsPeer {
  private static final int EPOCHS = 2500;

  private DeepNettsPeer() {}

  private static TabularDataSet<MLDataItem> samples(Mlp mlp) {
    TabularDataSet<MLDataItem> samples = new TabularDataSet<>(mlp.columns(), mlp.outputs());
    for (int i = 0; i < mlp.batches(); i++) {
      samples.add(new TabularDataSet.Item(mlp.inputs(i), mlp.targets(i)));
    }
    List<Column> columns = new ArrayList<>();
    for (String name : List.of("a", "b", "xor")) {
      Column column = new Column(name);
      column.setAsTarget(name.equals("xor"));
      columns.add(column);
    }
    samples.setColumns(columns);
    return samples;
  }

  private static BackpropagationTrainer trainer(float rate, int epochs, float error) {
    FeedForwardNetwork network =
        FeedForwardNetwork.builder()
            .addInputLayer(2)
            .addFullyConnectedLayer(8, ActivationType.TANH)
            .addOutputLayer(1, ActivationType.SIGMOID)
            .lossFunction(LossType.MEAN_SQUARED_ERROR)
            .randomSeed(1)
            .build();
    BackpropagationTrainer trainer = network.getTrainer();
    trainer.setShuffle(false);
    return trainer
        .setLearningRate(rate)
        .setBatchMode(false)
        .setMaxEpochs(epochs)
        .setMaxError(error);
  }

  public static void main(String[] arguments) {
    Timing timing = Timing.of("deepnetts", arguments);
    Mlp mlp = Mlp.of("mlp-xor");
    TabularDataSet<MLDataItem> samples = samples(mlp);
    if (arguments[0].equals("startup")) {
      BackpropagationTrainer trainer = trainer(0.5f, 10_000, 0.01f);
      trainer.train(samples);
      System.out.println(
          "steps " + 4 * trainer.getCurrentEpoch() + " loss " + trainer.getTrainingLoss());
      return;
    }
    BackpropagationTrainer trainer = trainer(0.1f, EPOCHS, 0);
    double[] nanos = timing.nanos(() -> trainer.train(samples));
    for (int i = 0; i < nanos.length; i++) {
      nanos[i] /= 4.0 * EPOCHS;
    }
    timing.rates(mlp, nanos);
  }
}
