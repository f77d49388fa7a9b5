package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Type;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a flight recording has of a profiled program.
final class OperationEventTest {
  private static final Map<String, Type> TYPES = Networks.labelled(8, 6);

  @TempDir private Path folder;

  private final Model model = Model.of(Networks.classifier(0, 5, 3), TYPES);
  private final Layout layout = Layout.of(model.parameters(), model.aliases());
  private final Batch batch = Networks.batch(TYPES, 3, 2);

  private void run(Program program, int times) {
    float[] weights = model.initialParameters(layout, 1);
    for (int i = 0; i < times; i++) {
      program.run(weights, model.initialStates(), batch, i);
    }
  }

  private List<RecordedEvent> record(Runnable runs) throws IOException {
    Path file = folder.resolve("operations.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("dev.descent.Operation").withoutThreshold();
      recording.start();
      runs.run();
      recording.stop();
      recording.dump(file);
    }
    return RecordingFile.readAllEvents(file);
  }

  @Test
  void recording_ofProfiledRuns_hasEveryNodeOfEveryStep() throws IOException {
    Program program =
        model.withExecution(Execution.PROFILED).training(layout, TYPES, Team.single());
    List<RecordedEvent> events =
        record(() -> {
          program.profiledStep(7);
          run(program, 2);
        });
    List<Plan.Step> steps = program.plan().steps();
    assertThat(events).hasSize(2 * steps.size());
    for (int i = 0; i < events.size(); i++) {
      RecordedEvent event = events.get(i);
      Plan.Step step = steps.get(i % steps.size());
      assertThat(event.getEventType().getName()).isEqualTo("dev.descent.Operation");
      assertThat(event.getLong("step")).isEqualTo(7 + i / steps.size());
      assertThat(event.getString("operation")).isEqualTo(step.name());
      assertThat(event.getString("layer")).isEqualTo(step.layer());
      assertThat(event.getString("result")).isEqualTo(step.type().toString());
      assertThat(event.getLong("flops")).isEqualTo(step.flops());
      assertThat(event.getLong("bytes")).isEqualTo(step.bytes());
      assertThat(event.getDuration().isNegative()).isFalse();
    }
  }

  @Test
  void recording_ofRunsThatAreNotProfiled_hasNone() throws IOException {
    Program program = model.training(layout, TYPES, Team.single());
    assertThat(record(() -> run(program, 2))).isEmpty();
  }
}
