package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.parallel.Team;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a program refuses, and what it says.
final class ProgramRefusalTest {
  private final Classifier net = new Classifier();

  @Test
  void run_batchOfAnotherShape_isRefused() {
    Map<String, Type> other = Networks.labelled(9, 6);
    assertThatThrownBy(
            () -> net.training().run(net.weights, net.states, Networks.batch(other, 3, 1), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "batch field 'input' must be F32[8, 6] for this program, was F32[9, 6]: compile one"
                + " for these types");
  }

  @Test
  void run_batchWithoutField_isRefused() {
    Batch inputOnly = Batch.of(Map.of("input", Tensor.full(Shape.of(8, 6), 0)));
    assertThatThrownBy(() -> net.training().run(net.weights, net.states, inputOnly, 0))
        .hasMessage("batch must have a field 'target' I32[8]; found {input=F32[8, 6]}");
  }

  @Test
  void run_labelOutOfRange_namesRowAndValue() {
    int[] labels = {0, 1, 2, 0, 1, 3, 0, 0};
    Batch bad = Networks.batch(Classifier.TYPES, 3, 2);
    bad.set(bad.indexOf("target"), labels, 0);
    assertThatThrownBy(() -> net.training().run(net.weights, net.states, bad, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("row 5")
        .hasMessageContaining("was 3");
  }

  @Test
  @SuppressWarnings("NullAway") // the point of it
  void run_null_isRefusedByWhatItWasMeantToBe() {
    Program program = net.training();
    String null0 = " of a run must be given, was null: ";
    assertThatThrownBy(() -> program.run(null, net.states, net.batch, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("parameters" + null0 + "give Model.initialParameters or the like");
    assertThatThrownBy(() -> program.run(net.weights, null, net.batch, 0))
        .hasMessage("states" + null0 + "give Model.initialStates(), empty for none");
    assertThatThrownBy(() -> program.run(net.weights, net.states, null, 0))
        .hasMessage("batch" + null0 + "give a Batch with the inputs");
    assertThatThrownBy(() -> program.run(net.weights, net.states, net.batch, 0, null))
        .hasMessage("update" + null0 + "give Update.NONE for none");
  }

  @Test
  void run_shortParameters_isRefused() {
    assertThatThrownBy(() -> net.training().run(new float[3], net.states, net.batch, 0))
        .hasMessage("run needs 256 parameters and 0 states, was 3 and 0");
  }

  @Test
  void training_networkWithoutLoss_isRefused() {
    Map<String, Type> input = Map.of("input", Type.f32(Shape.of(8, 6)));
    Model other = Model.of((scope, in) -> Map.of("y", in.get("input").relu()), input);
    assertThatThrownBy(() -> other.training(Layout.of(Map.of(), Map.of()), input, Team.single()))
        .hasMessage("training needs an output 'loss', found [y] for inputs {input=F32[8, 6]}");
  }

  @Test
  void evaluation_withoutTarget_predictsAndHasNoLoss() {
    Program program =
        net.model.evaluation(
            net.layout, Map.of("input", Classifier.TYPES.get("input")), Team.single());
    assertThat(program.run(net.weights, net.states, net.batch, 0)).isNaN();
    assertThat(program.output("prediction").shape()).isEqualTo(Shape.of(8, 3));
    assertThat(program.hasOutput("loss")).isFalse();
    assertThatThrownBy(program::gradient)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("an evaluation program has no gradient: use model.training");
    assertThatThrownBy(() -> program.output("loss"))
        .hasMessage("no output 'loss'; found [prediction]");
  }
}
