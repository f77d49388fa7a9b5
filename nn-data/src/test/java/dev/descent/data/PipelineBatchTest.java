package dev.descent.data;

import static dev.descent.data.Counting.counting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import org.junit.jupiter.api.Test;

/// How a pipeline cuts data into batches, and what becomes of the last one.
final class PipelineBatchTest {
  @Test
  void batch_keep_lastBatchHasATypeOfItsOwn() {
    Pipeline pipeline = Pipeline.of(counting(10)).batch(4, Remainder.KEEP);
    assertThat(pipeline.types()).containsEntry("input", Type.f32(Shape.of(4, 2)));
    assertThat(pipeline.lastTypes()).containsEntry("input", Type.f32(Shape.of(2, 2)));
    Batches batches = pipeline.batches(new PipelineState(0, 0, 8));
    assertThat(batches.advance()).isTrue();
    assertThat(batches.batch().fields()).isEqualTo(pipeline.lastTypes());
    assertThat(batches.batch().tensor("target").toInts()).containsExactly(8, 9);
  }

  @Test
  void batch_pad_masksRowsThatOnlyPad() {
    Pipeline pipeline = Pipeline.of(counting(5)).batch(4, Remainder.PAD);
    assertThat(pipeline.lastTypes())
        .isEqualTo(pipeline.types())
        .containsEntry("weight", Type.f32(Shape.of(4)));
    Batches batches = pipeline.batches();
    for (int epoch = 0; epoch < 2; epoch++) {
      assertThat(batches.advance()).isTrue();
      assertThat(batches.batch().tensor("weight").toFloats()).containsExactly(1, 1, 1, 1);
      assertThat(batches.batch().samples()).isEqualTo(4);
      assertThat(batches.advance()).isTrue();
      assertThat(batches.batch().tensor("weight").toFloats()).containsExactly(1, 0, 0, 0);
      assertThat(batches.batch().tensor("input").toFloats())
          .containsExactly(4, -4, 0, 0, 0, 0, 0, 0);
      assertThat(batches.batch().tensor("target").toInts()).containsExactly(4, 0, 0, 0);
      assertThat(batches.batch().samples()).isEqualTo(1);
      assertThat(batches.advance()).isFalse();
    }
  }

  @Test
  void batch_padWithWeightsOfRecords_keepsThem() {
    Dataset weighted = counting(3).with("weight", Tensor.of(Shape.of(3), 5f, 6f, 7f));
    Batches batches = Pipeline.of(weighted).batch(2, Remainder.PAD).batches();
    batches.advance();
    assertThat(batches.batch().tensor("weight").toFloats()).containsExactly(5, 6);
    batches.advance();
    assertThat(batches.batch().tensor("weight").toFloats()).containsExactly(7, 0);
  }

  @Test
  void batch_dataInOrder_isAViewWithoutACopy() {
    Dataset data = counting(8);
    Batches batches = Pipeline.of(data).batch(4, Remainder.DROP).batches();
    batches.advance();
    batches.advance();
    assertThat(batches.batch().floats(0)).isSameAs(data.field("input").floats());
    assertThat(batches.batch().offset(0)).isEqualTo(8);
  }

  @Test
  void batch_wrongSize_saysTheRule() {
    Pipeline pipeline = Pipeline.of(counting(10));
    for (Remainder remainder : Remainder.values()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> pipeline.batch(11, remainder))
          .withMessage(
              "batch size must be <= 10, the number of records in 'counting', was 11: take at most"
                  + " 10, or leave batch(...) out for one batch of all");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> pipeline.batch(0, Remainder.KEEP))
        .withMessage("batch size must be >= 1, was 0");
    assertThat(pipeline.batch(10, Remainder.DROP).steps()).isEqualTo(1);
  }
}
