package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Floating-point operations and bytes against counts by hand.
final class PlanTest {
  private static final Map<String, Type> TYPES = Networks.labelled(8, 6);

  private static Plan plan(Network network, Map<String, Type> types) {
    Model model = Model.of(network, types);
    return model.evaluationPlan(Layout.of(model.parameters(), model.aliases()), types);
  }

  private static Plan.Step only(Plan plan, String name) {
    List<Plan.Step> found = plan.steps().stream().filter(step -> step.name().equals(name)).toList();
    assertThat(found).as(plan.toString()).hasSize(1);
    return found.getFirst();
  }

  private static Map<String, Type> f32(Shape shape) {
    Map<String, Type> types = new LinkedHashMap<>();
    types.put("input", Type.f32(shape));
    return types;
  }

  @Test
  void product_withBiasAndRelu_countsAllThree() {
    Plan plan = plan(Networks.classifier(0, 5, 3), TYPES);
    Plan.Step product = only(plan, "matmul+add+relu");
    assertThat(product.flops()).isEqualTo(2 * 8 * 5 * 6 + 8 * 5 + 8 * 5);
    assertThat(product.bytes()).isEqualTo(4 * (8 * 6 + 5 * 6 + 5 + 8 * 5));
    assertThat(product.layer()).isEqualTo("0");
  }

  @Test
  void batchOfProducts_countsEach() {
    Plan plan =
        plan(
            (scope, in) -> Map.of("y", in.get("input").matmul(in.get("input").transpose())),
            f32(Shape.of(7, 4, 6)));
    assertThat(plan.flops()).isEqualTo(7 * 2 * 4 * 4 * 6);
  }

  /// The chain reads x once and writes one buffer, which all of its functions share.
  @Test
  void chain_countsEveryFunctionAndMemoryOnce() {
    Plan plan =
        plan((scope, in) -> Map.of("y", in.get("input").exp().add(1).log()), f32(Shape.of(50)));
    assertThat(plan.steps()).hasSize(1);
    assertThat(plan.flops()).isEqualTo(3 * 50);
    assertThat(plan.bytes()).isLessThanOrEqualTo(3 * 50 * 4).isGreaterThanOrEqualTo(2 * 50 * 4);
  }

  @Test
  void reduction_countsWhatItReads() {
    Plan plan = plan((scope, in) -> Map.of("y", in.get("input").sum(0)), f32(Shape.of(9, 5)));
    assertThat(plan.flops()).isEqualTo(45);
    assertThat(plan.bytes()).isEqualTo(4 * (45 + 5));
  }

  @Test
  void rowwise_countsWhatItReads() {
    Plan plan = plan((scope, in) -> Map.of("y", in.get("input").softmax(-1)), f32(Shape.of(9, 5)));
    assertThat(plan.flops()).isEqualTo(45);
    assertThat(plan.bytes()).isEqualTo(4 * 90);
  }

  @Test
  void movement_hasNoFlopsAndCountsWhatItCopies() {
    Plan plan = plan((scope, in) -> Map.of("y", in.get("input").transpose()), f32(Shape.of(9, 5)));
    assertThat(plan.flops()).isZero();
    assertThat(plan.bytes()).isEqualTo(4 * 90);
  }

  @Test
  void memory_ofTraining_isThatOfTheArrays() {
    Model model = Model.of(Networks.classifier(0, 5, 3), TYPES);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Plan.Memory memory = model.trainingPlan(layout, TYPES).memory();
    assertThat(memory.parameters()).isEqualTo(4 * 256);
    assertThat(memory.gradient()).isEqualTo(4 * 256);
    assertThat(memory.inputs()).isEqualTo(4 * (8 * 6 + 8));
    assertThat(memory.states()).isZero();
    assertThat(memory.buffers()).isPositive().isLessThan(memory.unsharedBuffers());
    assertThat(memory.own()).isEqualTo(memory.gradient() + memory.constants() + memory.buffers());
    assertThat(memory.all()).isEqualTo(memory.own() + memory.parameters() + memory.inputs());
    assertThat(model.evaluationPlan(layout, TYPES).memory().gradient()).isZero();
  }

  @Test
  void plan_ofAProgram_isThatOfTheModel() {
    Model model = Model.of(Networks.classifier(0, 5, 3), TYPES);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Plan before = model.trainingPlan(layout, TYPES);
    assertThat(model.training(layout, TYPES, dev.descent.parallel.Team.single()).plan())
        .isSameAs(before);
  }
}
