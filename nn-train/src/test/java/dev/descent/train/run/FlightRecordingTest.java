package dev.descent.train.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.data.Dataset;
import dev.descent.data.Pipeline;
import dev.descent.data.Remainder;
import dev.descent.layer.Linear;
import dev.descent.loss.MeanSquaredError;
import dev.descent.optim.SgdConfig;
import dev.descent.train.Trainer;
import dev.descent.train.TrainingResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlightRecordingTest {
  @TempDir private Path folder;

  private static Trainer trainer() {
    float[] x = {0, 1, 2, 3, 4};
    return Trainer.of(new Linear(1), new MeanSquaredError())
        .optimizer(SgdConfig.of(0.01))
        .data(Pipeline.of(Dataset.regression("line", x, x)).batch(2, Remainder.KEEP))
        .threads(1)
        .epochs(2);
  }

  private List<RecordedEvent> events(byte[] recording, String name) throws IOException {
    Path file = Files.write(folder.resolve("run.jfr"), recording);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals(name))
        .toList();
  }

  @Test
  void recording_ofATraining_hasEveryStepAndOperation() throws IOException {
    try (FlightRecording recording = FlightRecording.start()) {
      TrainingResult result = trainer().profile(true).train();
      byte[] bytes = recording.stop();
      List<RecordedEvent> steps = events(bytes, "dev.descent.Step");
      assertThat(steps).hasSize(6);
      for (int i = 0; i < 6; i++) {
        assertThat(steps.get(i).getLong("step")).isEqualTo(i);
        assertThat(steps.get(i).getInt("epoch")).isEqualTo(1 + i / 3);
        assertThat(steps.get(i).getInt("samples")).isEqualTo(i % 3 == 2 ? 1 : 2);
        assertThat(steps.get(i).getFloat("loss")).isNotNegative();
        assertThat(steps.get(i).getLong("flops")).isPositive();
      }
      List<RecordedEvent> operations = events(bytes, "dev.descent.Operation");
      assertThat(operations)
          .hasSize(
              (int)
                  result.profile().rows().stream()
                      .filter(row -> !row.result().isEmpty())
                      .mapToLong(row -> row.calls())
                      .sum());
      assertThat(operations.getLast().getLong("step")).isEqualTo(5);
    }
  }

  @Test
  void recording_ofATrainingWithoutProfile_hasStepsAlone() throws IOException {
    try (FlightRecording recording = FlightRecording.start()) {
      assertThat(trainer().train().profile().isEmpty()).isTrue();
      byte[] bytes = recording.stop();
      assertThat(events(bytes, "dev.descent.Step")).hasSize(6);
      assertThat(events(bytes, "dev.descent.Operation")).isEmpty();
    }
  }
}
