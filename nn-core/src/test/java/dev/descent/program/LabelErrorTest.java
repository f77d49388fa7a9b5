package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.loss.CrossEntropy;
import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LabelErrorTest {
  private static final int ROWS = 4096;
  private static final int CLASSES = 64;

  @Test
  void labelOutOfRange_isNamedByItsRowInTheBatch_withAnyNumberOfThreads() {
    int[] labels = new int[ROWS];
    labels[3000] = 99;
    Batch batch =
        Batch.of(
            Map.of(
                Batch.INPUT, Tensor.full(Shape.of(ROWS, CLASSES), 0.5),
                Batch.TARGET, Tensor.of(Shape.of(ROWS), labels)));
    Map<String, Type> types =
        Map.of(
            Batch.INPUT, Type.f32(Shape.of(ROWS, CLASSES)),
            Batch.TARGET, Type.i32(Shape.of(ROWS)));
    Network network =
        Network.supervised(
            (scope, input) ->
                input.add(scope.parameter("shift", Shape.of(CLASSES), (k, s, v, o) -> {})),
            new CrossEntropy());
    for (int threads = 1; threads <= 2; threads++) {
      try (Team team = Team.of(threads)) {
        Model model = Model.of(network, types);
        Layout layout = Layout.of(model.parameters(), model.aliases());
        Program program = model.training(layout, types, team);
        assertThatThrownBy(() -> program.run(new float[layout.size()], new float[0], batch, 1))
            .as("%d threads", threads)
            .hasMessageContaining("label of row 3000 must be in [0, 64), was 99");
      }
    }
  }
}
