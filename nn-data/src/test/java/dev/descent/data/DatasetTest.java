package dev.descent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class DatasetTest {
  private static final List<String> CLASSES = List.of("no", "yes");

  @Test
  void classification_arrays_becomeFields() {
    Dataset data = Dataset.classification("d", new float[] {1, 2, 3, 4}, new int[] {0, 1}, CLASSES);
    assertThat(data.size()).isEqualTo(2);
    assertThat(data.fields())
        .containsEntry("input", Type.f32(Shape.of(2)))
        .containsEntry("target", Type.i32(Shape.scalar()));
    assertThat(data.classNames()).isEqualTo(CLASSES);
    assertThat(data).hasToString("d: 2 records {input=F32[2], target=I32[]}");
  }

  @Test
  void regression_targets_areAColumn() {
    Dataset data = Dataset.regression("d", new float[] {1, 2, 3, 4}, new float[] {5, 6});
    assertThat(data.field("target").shape()).isEqualTo(Shape.of(2, 1));
  }

  @Test
  void of_labelOutOfRange_namesTheRecord() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.classification("d", new float[2], new int[] {0, 2}, CLASSES))
        .withMessage("labels of 'd' must be in [0, 2), was 2 in record 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.classification("d", new float[2], new int[] {0, -1}, CLASSES))
        .withMessage("labels of 'd' must be in [0, 2), was -1 in record 1");
  }

  @Test
  void of_numberThatIsNotFinite_namesTheRecord() {
    float[] features = {1, 2, 3, Float.POSITIVE_INFINITY};
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.classification("d", features, new int[] {0, 1}, CLASSES))
        .withMessage(
            "field 'input' of 'd' must be finite, was Infinity in record 1, element 1: correct it,"
                + " leave the record out, or impute it");
  }

  @Test
  void of_fieldsThatDoNotFit_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of("d", Map.of()))
        .withMessage("dataset 'd' must have a field, had none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of("d", Map.of("x", Tensor.scalar(1))))
        .withMessage("field 'x' of 'd' must have an axis that counts records, was a scalar");
    Map<String, Tensor> fields = new LinkedHashMap<>();
    fields.put("x", Tensor.of(Shape.of(2), 1f, 2f));
    fields.put("y", Tensor.of(Shape.of(3), 1, 2, 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.of("d", fields))
        .withMessage("fields of 'd' must have equally many records, 'y' [3] has not 2");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.regression("d", new float[5], new float[2]))
        .withMessage("features of 'd' must be a multiple of 2 records, was 5 numbers");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Dataset.regression("d", new float[4], new float[2]).withFeatureNames(List.of("a")))
        .withMessage(
            "feature names of 'd' must be as many as the last axis of 'input' [2, 2], was 1");
  }

  @Test
  void field_unknown_listsTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Dataset.regression("d", new float[4], new float[2]).field("y"))
        .withMessage("no field 'y' in 'd'; found [input, target]");
  }

  @Test
  void select_records_areInTheGivenOrder() {
    Dataset data = Counting.counting(5).select(4, 0, 4);
    assertThat(data.field("target").toInts()).containsExactly(4, 0, 4);
    assertThat(data.field("input").toFloats()).containsExactly(4, -4, 0, 0, 4, -4);
    assertThatThrownBy(() -> Counting.counting(5).select(5))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }
}
