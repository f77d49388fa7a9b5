package dev.descent.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.lowering.Lowering;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Into how many items copies are divided, for threads to share.
final class SharedMovesTest {
  private static List<Integer> items(Lowering lowering) {
    return switch (lowering) {
      case Lowering.Call call -> List.of(call.items());
      case Lowering.Sequence sequence ->
          sequence.calls().stream().map(Lowering.Call::items).toList();
      default -> throw new AssertionError(lowering);
    };
  }

  private static Type f32(int... extents) {
    return Type.f32(Shape.of(extents));
  }

  @Test
  void permute_hasTheFirstAxisThatIsLongerThan1() {
    var permute = new Movement.Permute(List.of(0, 2, 1, 3));
    assertThat(items(permute.lower(List.of(f32(1, 50, 8, 16))))).containsExactly(8);
    assertThat(items(new Movement.Permute(List.of(1, 0)).lower(List.of(f32(30, 70)))))
        .containsExactly(70);
  }

  @Test
  void slice_ofTheFirstAxis_isOneRun() {
    assertThat(items(new Movement.Slice(0, 2, 5).lower(List.of(f32(9, 4, 5))))).containsExactly(60);
  }

  @Test
  void pad_andConcat_shareTheFill_andTheRows() {
    assertThat(items(new Movement.Pad(1, 1, 2).lower(List.of(f32(6, 4))))).containsExactly(42, 6);
    assertThat(items(new Movement.Concat(1).lower(List.of(f32(6, 4), f32(6, 3)))))
        .containsExactly(6, 6);
  }

  @Test
  void scalarAndEmpty_areNotDivided() {
    assertThat(items(new Movement.Permute(List.of()).lower(List.of(f32())))).containsExactly(1);
    assertThat(items(new Movement.Permute(List.of(1, 0)).lower(List.of(f32(0, 3)))).getFirst())
        .isLessThanOrEqualTo(3);
  }
}
