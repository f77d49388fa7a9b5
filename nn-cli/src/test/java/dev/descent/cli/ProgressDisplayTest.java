package dev.descent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.train.EpochReport;
import dev.descent.train.Progress;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What standard error has where it is no terminal.
final class ProgressDisplayTest {
  private final StringWriter err = new StringWriter();
  private final ProgressDisplay lines = new ProgressDisplay.Lines(new PrintWriter(err, true));

  /// Training of 3 epochs with 10 steps of 32 samples, a step a tenth of a second.
  private record At(long step, String metricName) implements Progress {
    @Override
    public long steps() {
      return 30;
    }

    @Override
    public int epoch() {
      return (int) (step / 10) + 1;
    }

    @Override
    public int epochs() {
      return 3;
    }

    @Override
    public long samples() {
      return 32 * step;
    }

    @Override
    public double seconds() {
      return 0.1 * step;
    }

    @Override
    public double loss() {
      return 0.5;
    }

    @Override
    public double metric() {
      return metricName.isEmpty() ? Double.NaN : 0.75;
    }
  }

  private static EpochReport epoch(int number, Map<String, Double> validation) {
    Map<String, Double> training = new LinkedHashMap<>();
    training.put("loss", 0.25);
    training.put("accuracy", 0.875);
    long steps = 10L * number;
    return new EpochReport(number, steps, 32 * steps, 0.1 * steps, training, validation);
  }

  @Test
  void lines_ofStepsAndEpochs_allHaveMetricPaceAndTimeLeft() {
    lines.start(new At(0, "accuracy"));
    lines.step(new At(5, "accuracy"));
    lines.epoch(epoch(1, Map.of()));
    lines.step(new At(15, "accuracy"));
    lines.epoch(epoch(3, Map.of()));
    assertThat(err.toString().lines())
        .containsExactly(
            "epoch 1 of 3, step 5 of 30  loss 0.5000  accuracy 0.7500  320 samples/s  2.5 s left",
            "epoch 1 of 3  loss 0.2500  accuracy 0.8750  320 samples/s  2.0 s left",
            "epoch 2 of 3, step 15 of 30  loss 0.5000  accuracy 0.7500  320 samples/s  1.5 s left",
            "epoch 3 of 3  loss 0.2500  accuracy 0.8750  320 samples/s  0.0 s left");
  }

  @Test
  void lines_afterAValidation_allHaveIt() {
    lines.start(new At(0, ""));
    lines.epoch(epoch(1, Map.of("accuracy", 0.5)));
    lines.step(new At(15, ""));
    assertThat(err.toString().lines())
        .containsExactly(
            "epoch 1 of 3  loss 0.2500  accuracy 0.8750  validation accuracy 0.5000  320 samples/s"
                + "  2.0 s left",
            "epoch 2 of 3, step 15 of 30  loss 0.5000  validation accuracy 0.5000  320 samples/s"
                + "  1.5 s left");
  }

  @Test
  void lines_withoutAMetric_haveTheLossAlone() {
    lines.start(new At(0, ""));
    lines.step(new At(5, ""));
    assertThat(err.toString().lines())
        .containsExactly("epoch 1 of 3, step 5 of 30  loss 0.5000  320 samples/s  2.5 s left");
  }
}
