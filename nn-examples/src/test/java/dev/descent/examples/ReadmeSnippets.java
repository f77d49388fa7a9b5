package dev.descent.examples;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import com.google.inject.multibindings.Multibinder;
import dev.descent.data.Csv;
import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.data.Split;
import dev.descent.data.Standardizer;
import dev.descent.io.Safetensors;
import dev.descent.io.spi.WeightFormat.Contents;
import dev.descent.layer.Dropout;
import dev.descent.layer.Layer;
import dev.descent.layer.Linear;
import dev.descent.layer.Relu;
import dev.descent.layer.Sequential;
import dev.descent.loss.CrossEntropy;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.AdamWConfig;
import dev.descent.optim.SgdConfig;
import dev.descent.optim.engine.Gradient;
import dev.descent.optim.engine.Optimizer;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.train.EarlyStopping;
import dev.descent.train.Trainer;
import dev.descent.train.Trainers;
import dev.descent.train.TrainingListener;
import dev.descent.train.TrainingResult;
import dev.descent.train.inject.DataModule;
import dev.descent.train.inject.IoModule;
import dev.descent.train.inject.OptimModule;
import dev.descent.train.inject.StrictModule;
import dev.descent.train.inject.TrainingModule;
import dev.descent.train.metric.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// The code of the project's README, compiled and run.
final class ReadmeSnippets {
  private ReadmeSnippets() {}

  static Map<String, Double> train(Path file) throws IOException {
    // @start region="train"
    Split<Dataset> iris = Csv.withCounts().read(file).split(0.2, 0.2, 1);
    Standardizer scale = Standardizer.fit(iris.train(), "input");

    Layer network = Sequential.of(new Linear(16), new Relu(), new Dropout(0.1), new Linear(3));
    TrainingResult result =
        Trainer.of(network, new CrossEntropy())
            .optimizer(AdamWConfig.of(0.01))
            .data(Pipeline.of(iris.train()).map(scale).shuffle(1).batch(16, Remainder.PAD))
            .validation(Pipeline.of(iris.validation()).map(scale))
            .metric(Metrics.accuracy())
            .earlyStopping(EarlyStopping.onLoss(20))
            .epochs(200)
            .train();

    Pipeline test = Pipeline.of(iris.test()).map(scale);
    Map<String, Double> scores = result.model().evaluate(test, List.of(Metrics.accuracy()));
    // @end region="train"
    return scores;
  }

  static void save(TrainingResult result) throws IOException {
    // @start region="save"
    new Safetensors()
        .write(
            Path.of("iris.safetensors"),
            new Contents(result.model().tensors(), Map.of("format", "pt")));
    // @end region="save"
  }

  static Tensor tensors() {
    // @start region="tensors"
    Tensor x = Tensor.of(Shape.of(2, 2), 1f, 2, 3, 4);
    Tensor y = x.matmul(x.transpose()).add(1).softmax(-1);
    // @end region="tensors"
    return y;
  }

  static float[] optimizer() {
    // @start region="optimizer"
    Optimizer optimizer =
        Optimizer.builder(AdamWConfig.of(0.1)).build(Map.of("w", Shape.of(3)), Map.of());
    float[] weights = new float[optimizer.layout().size()]; // padded: 256 elements for these 3
    int w = optimizer.layout().slices().getFirst().offset();
    float[] gradient = new float[weights.length];
    for (int step = 0; step < 100; step++) {
      for (int i = 0; i < 3; i++) {
        gradient[w + i] = 2 * (weights[w + i] - i); // of the sum of (w - i)²
      }
      optimizer.step(weights, new Gradient(gradient));
    }
    // @end region="optimizer"
    return weights;
  }

  static OptimizerRegistry guice() {
    // @start region="guice"
    Injector injector =
        Guice.createInjector(
            Stage.PRODUCTION,
            new StrictModule(),
            new OptimModule(),
            new DataModule(),
            new IoModule(),
            new TrainingModule(),
            new AbstractModule() {
              @Override
              protected void configure() {
                Multibinder.newSetBinder(binder(), OptimizerConfig.class)
                    .addBinding()
                    .toInstance(
                        SgdConfig.of(0.1).withMomentum(0.9)); // instead of the built-in defaults
                Multibinder.newSetBinder(binder(), TrainingListener.class)
                    .addBinding()
                    .toInstance(new EpochLog());
              }
            });
    OptimizerRegistry optimizers = injector.getInstance(OptimizerRegistry.class);
    Trainer trainer =
        injector
            .getInstance(Trainers.class) // trainers that have the application's listeners
            .of(new Linear(1), new MeanSquaredError())
            .optimizer(optimizers.create("sgd", Map.of("learningRate", "0.05")));
    // @end region="guice"
    trainer.epochs(1);
    return optimizers;
  }

  /// A listener of an application.
  static final class EpochLog implements TrainingListener {}
}
