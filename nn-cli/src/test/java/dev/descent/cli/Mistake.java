package dev.descent.cli;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.io.Safetensors;
import dev.descent.io.SafetensorsFile;
import dev.descent.io.spi.WeightFormat;
import dev.descent.layer.Linear;
import dev.descent.loss.CrossEntropy;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.SgdConfig;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.train.Cancellation;
import dev.descent.train.Trainer;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What somebody can do wrong in a program of their own, which the command never does.
enum Mistake {
  STOPPED_TRAINING {
    @Override
    void run(Path folder) {
      Cancellation stopped = new Cancellation();
      stopped.cancel();
      fit(line()).cancellation(stopped).train();
    }
  },
  NAN_IN_THE_DATA {
    @Override
    void run(Path folder) {
      fit(Dataset.regression("line", new float[] {0, Float.NaN, 2}, new float[] {1, 2, 3})).train();
    }
  },
  NO_DATA {
    @Override
    void run(Path folder) {
      fit(Dataset.regression("nothing", new float[0], new float[0])).train();
    }
  },
  BATCH_LARGER_THAN_THE_DATA {
    @Override
    void run(Path folder) {
      fit(line()).data(Pipeline.of(line()).batch(4, Remainder.KEEP)).train();
    }
  },
  LABEL_WITHOUT_A_LOGIT {
    @Override
    void run(Path folder) {
      Dataset data =
          Dataset.classification(
              "points", new float[] {0, 1, 2}, new int[] {0, 1, 2}, List.of("a", "b", "c"));
      Trainer.of(new Linear(2), new CrossEntropy())
          .optimizer(SgdConfig.of(0.1))
          .data(Pipeline.of(data))
          .threads(1)
          .epochs(1)
          .train();
    }
  },
  LABEL_WITHOUT_A_CLASS {
    @Override
    void run(Path folder) {
      fit(Dataset.classification("points", new float[] {0, 1}, new int[] {0, 2}, List.of("a", "b")))
          .train();
    }
  },
  FILE_CUT_WHILE_IT_IS_READ {
    @Override
    void run(Path folder) throws IOException {
      Path path = folder.resolve("cut.safetensors");
      Map<String, Tensor> tensors = Map.of("w", Tensor.of(Shape.of(4), 1f, 2, 3, 4));
      new Safetensors().write(path, new WeightFormat.Contents(tensors, Map.of()));
      try (SafetensorsFile file = SafetensorsFile.open(path);
          FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(Files.size(path) - 6);
        file.tensor("w");
      }
    }
  },
  OTHER_NUMBER_OF_TARGETS {
    @Override
    void run(Path folder) {
      fit(Dataset.regression("line", new float[] {0, 1, 2}, new float[] {1, 2})).train();
    }
  };

  /// Makes the mistake.
  ///
  /// @param folder where files may be written
  abstract void run(Path folder) throws IOException;

  static Mistake of(String name) {
    return Arrays.stream(values())
        .filter(mistake -> mistake.name().equals(name.toUpperCase(Locale.ROOT).replace(' ', '_')))
        .findFirst()
        .orElseThrow();
  }

  /// Makes the mistake and returns the exit code that the command would leave with.
  int make(Path folder, PrintWriter err) {
    try {
      run(folder);
      return ExitCode.SUCCESS;
    } catch (RuntimeException | IOException e) {
      return Failures.report(e, false, err);
    }
  }

  private static Dataset line() {
    return Dataset.regression("line", new float[] {0, 1, 2}, new float[] {1, 2, 3});
  }

  private static Trainer fit(Dataset data) {
    return Trainer.of(new Linear(1), new MeanSquaredError())
        .optimizer(SgdConfig.of(0.1))
        .data(Pipeline.of(data))
        .threads(1)
        .epochs(1);
  }
}
