package dev.descent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FittedTest {
  @Test
  void standardizer_trainingData_getMeanZeroAndDeviationOne() {
    Dataset scaled = train().map(Standardizer.fit(train(), "input"));
    // columns 1 2 3 4 (mean 2.5, deviation √1.25) and 7 7 7 7
    float d = (float) Math.sqrt(1.25);
    assertThat(scaled.field("input").toFloats())
        .containsExactly(-1.5f / d, 0, -0.5f / d, 0, 0.5f / d, 0, 1.5f / d, 0);
    assertThat(scaled.field("target").toInts()).containsExactly(0, 1, 2, 0);
  }

  @Test
  void standardizer_otherData_useTheNumbersOfTheTrainingData() {
    Standardizer standardizer = Standardizer.fit(train(), "input");
    Dataset test = Dataset.of("test", Map.of("input", Tensor.of(Shape.of(1, 2), 2.5f, 8f)));
    assertThat(test.map(standardizer).field("input").toFloats()).containsExactly(0, 1);
  }

  @Test
  void minMaxScaler_trainingData_getZeroToOne() {
    MinMaxScaler scaler = MinMaxScaler.fit(train(), "input");
    assertThat(train().map(scaler).field("input").toFloats())
        .containsExactly(0, 0, 1 / 3f, 0, 2 / 3f, 0, 1, 0);
  }

  @Test
  void meanImputer_missingNumbers_becomeTheMeanOfTheOthers() {
    Dataset holes = withMissing(1, Float.NaN, 3, 5, Float.NaN, 7);
    MeanImputer imputer = MeanImputer.fit(holes, "input");
    assertThat(holes.map(imputer).field("input").toFloats()).containsExactly(1, 6, 3, 5, 2, 7);
    assertThat(imputer).hasToString("MeanImputer[field=input, mean=[2.0, 6.0]]");
  }

  @Test
  void meanImputer_columnWithoutNumbers_isRefused() {
    Dataset holes = withMissing(1, Float.NaN, 3, Float.NaN);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MeanImputer.fit(holes, "input"))
        .withMessage(
            "element 1 of 'input' is missing in all 2 records of 'holes', so it has no mean: leave"
                + " the column out");
  }

  @Test
  void missingNumbers_notImputed_areRefusedByPipelineAndScaler() {
    Dataset holes = withMissing(1, 2, 3, Float.NaN);
    String message =
        "field 'input' of 'holes' must be finite, was NaN in record 1, element 1: correct it, leave"
            + " the record out, or impute it";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pipeline.of(holes).batches().advance())
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardizer.fit(holes, "input"))
        .withMessage(message);
    assertThat(Pipeline.of(holes).map(MeanImputer.fit(holes, "input")).batches().advance())
        .isTrue();
    assertThat(holes.select(1).field("input").toFloats()[1]).isNaN();
  }

  @Test
  void oneHot_fitted_hasAPlaceForEachCategoryOfTheTrainingData() {
    OneHot oneHot = OneHot.fit(train().select(0, 2), "target", OneHot.Unknown.ZEROS);
    assertThat(oneHot.categories()).containsExactly(0, 2);
    Dataset all = train().map(oneHot);
    assertThat(all.fields()).containsEntry("target", Type.f32(Shape.of(2)));
    assertThat(all.field("target").toFloats()).containsExactly(1, 0, 0, 0, 0, 1, 1, 0);
  }

  @Test
  void oneHot_unknownCategory_isRefused() {
    OneHot oneHot = OneHot.fit(train().select(0, 2), "target", OneHot.Unknown.FAIL);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train().map(oneHot))
        .withMessage(
            "category 1 of 'target' is none of [0, 2], which the training data have: use"
                + " Unknown.ZEROS to accept it");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train().map(OneHot.of("target", 2)))
        .withMessageStartingWith("category 2 of 'target' is none of [0, 1]");
  }

  @Test
  void join_fields_putsThemBehindEachOther() {
    Dataset joined = train().map(OneHot.of("target", 3), Join.of("input", "target"));
    assertThat(joined.fields()).isEqualTo(Map.of("input", Type.f32(Shape.of(5))));
    assertThat(joined.select(1).field("input").toFloats()).containsExactly(2, 7, 0, 1, 0);
    assertThat(train().map(OneHot.of("target", 3), new Join("x", List.of("target"))).fields())
        .containsOnlyKeys("input", "x");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> train().map(Join.of("input", "target")))
        .withMessage("field 'target' of the record for join must be F32, was I32[]");
  }

  @Test
  void tensors_savedAndMadeAnew_giveAnEqualTransform() {
    Standardizer standardizer = Standardizer.fit(train(), "input");
    Map<String, Tensor> saved = standardizer.tensors();
    assertThat(saved).containsOnlyKeys("input.mean", "input.deviation");
    assertThat(Standardizer.of("input", get(saved, "input.mean"), get(saved, "input.deviation")))
        .isEqualTo(standardizer)
        .hasSameHashCodeAs(standardizer)
        .hasToString("Standardizer[field=input, mean=[2.5, 7.0], deviation=[1.118034, 0.0]]");
    MinMaxScaler scaler = MinMaxScaler.fit(train(), "input");
    saved = scaler.tensors();
    assertThat(MinMaxScaler.of("input", get(saved, "input.minimum"), get(saved, "input.range")))
        .isEqualTo(scaler)
        .hasToString("MinMaxScaler[field=input, minimum=[1.0, 7.0], range=[3.0, 0.0]]");
    MeanImputer imputer = MeanImputer.fit(train(), "input");
    assertThat(MeanImputer.of("input", get(imputer.tensors(), "input.mean"))).isEqualTo(imputer);
    OneHot oneHot = OneHot.of("target", 3);
    assertThat(get(oneHot.tensors(), "target.categories").toInts()).containsExactly(0, 1, 2);
  }

  @Test
  void transform_otherWidth_isRefused() {
    Dataset wide = Dataset.of("wide", Map.of("input", Tensor.of(Shape.of(1, 3), 1f, 2f, 3f)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.map(Standardizer.fit(train(), "input")))
        .withMessage(
            "standardization of 'input' was fitted on 2 numbers a record, was given F32[3]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> wide.map(MeanImputer.fit(train(), "input")))
        .withMessage("imputation of 'input' was fitted on 2 numbers a record, was given F32[3]");
  }

  @Test
  void of_badNumbers_isRefused() {
    Tensor two = Tensor.of(Shape.of(2), 1f, 2f);
    Tensor negative = Tensor.of(Shape.of(2), 1f, -2f);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardizer.of("input", two, negative))
        .withMessage(
            "scaling of 'input' needs as many finite scales >= 0 as finite centers, was [1.0, -2.0]"
                + " and [1.0, 2.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OneHot("c", List.of(1, 1), OneHot.Unknown.FAIL))
        .withMessage("categories of 'c' must rise, was [1, 1]");
  }

  @Test
  void fit_emptyData_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardizer.fit(train().select(), "input"))
        .withMessage("'train' must have a record to fit on, was empty");
  }

  @Test
  void balancedWeights_unevenLabels_makeClassesCountTheSame() {
    assertThat(Labels.balancedWeights(new int[] {0, 1, 2, 0}, 3))
        .containsExactly((float) (4.0 / 6), (float) (4.0 / 3), (float) (4.0 / 3));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Labels.balancedWeights(new int[] {0, 1}, 3))
        .withMessage("balanced weights need a record of each of 3 classes, class 2 has none");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Labels.count(new int[] {0, 3}, 3))
        .withMessage("labels must be in [0, 3), was 3 in record 1");
  }

  private static Tensor get(Map<String, Tensor> tensors, String name) {
    return Objects.requireNonNull(tensors.get(name));
  }

  private static Dataset train() {
    float[] features = {1, 7, 2, 7, 3, 7, 4, 7};
    return Dataset.classification(
        "train", features, new int[] {0, 1, 2, 0}, List.of("a", "b", "c"));
  }

  private static Dataset withMissing(float... features) {
    Map<String, Tensor> fields = new LinkedHashMap<>();
    fields.put(
        "input",
        Tensor.of(Shape.of(features.length / 2, 2), Arrays.copyOf(features, features.length)));
    return new Dataset("holes", fields, List.of(), List.of(), true);
  }
}
