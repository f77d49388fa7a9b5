package dev.descent.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.descent.data.spi.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SplitTest {
  @Test
  void stratified_unevenClasses_keepTheirSharesInEveryPart() {
    Split<Dataset> split = uneven().split(0.1, 0.2, 5);
    assertThat(counts(split.test())).containsExactly(10, 6, 4);
    assertThat(counts(split.validation())).containsExactly(5, 3, 2);
    assertThat(counts(split.train())).containsExactly(35, 21, 14);
  }

  @Test
  void split_partsTogether_areAllRecordsOnce() {
    for (Split<? extends Source> split :
        List.of(
            uneven().split(0.15, 0.25, 1),
            Split.random(uneven(), 0.15, 0.25, 1),
            Split.stratified(uneven(), "target", 0.15, 0.25, 1))) {
      List<Float> all = new ArrayList<>();
      for (Source part : List.of(split.train(), split.validation(), split.test())) {
        List<Float> values = values(part);
        assertThat(values).isSorted();
        all.addAll(values);
      }
      assertThat(all).hasSize(100).doesNotHaveDuplicates();
    }
  }

  @Test
  void split_sameSeed_isTheSameAndAnotherSeedIsNot() {
    assertThat(values(uneven().split(0, 0.2, 3).test()))
        .isEqualTo(values(uneven().split(0, 0.2, 3).test()))
        .isNotEqualTo(values(uneven().split(0, 0.2, 4).test()));
  }

  @Test
  void split_partNotAskedFor_isEmpty() {
    assertThat(uneven().split(0, 0.2, 3).validation().size()).isZero();
    assertThat(Split.random(uneven(), 0, 0, 3).train().size()).isEqualTo(100);
  }

  @Test
  void split_dataset_keepsNamesAndIsContiguous() {
    Dataset train = uneven().withFeatureNames(List.of("i")).split(0.1, 0.1, 1).train();
    assertThat(train.name()).isEqualTo("uneven/train");
    assertThat(train.featureNames()).containsExactly("i");
    assertThat(train.classNames()).containsExactly("a", "b", "c");
    Batches batches = Pipeline.of(train).batches();
    batches.advance();
    assertThat(batches.batch().floats(0)).isSameAs(train.field("input").floats());
  }

  @Test
  void random_noLabels_splitsByNumberAlone() {
    Dataset regression = Dataset.regression("r", new float[10], new float[10]);
    assertThat(regression.split(0.2, 0.3, 1).test().size()).isEqualTo(3);
    assertThat(regression.split(0.2, 0.3, 1).validation().size()).isEqualTo(2);
  }

  @Test
  void split_impossible_saysWhy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> uneven().split(0.5, 0.5, 1))
        .withMessage(
            "split fractions for validation and test must be >= 0 and leave some for training, were"
                + " 0.5 and 0.5");
    assertThatIllegalArgumentException().isThrownBy(() -> uneven().split(-0.1, 0.5, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> uneven().split(Double.NaN, 0.5, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> uneven().select(0, 1, 2, 50).split(0, 0.25, 1))
        .withMessage(
            "every part of a split must have a record of class 1 of 'uneven', but 1 records in"
                + " parts of 0.75, 0.0 and 0.25 give 1, 0 and 0");
  }

  @Test
  void stratified_fieldWithoutLabels_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Split.stratified(uneven(), "input", 0, 0.2, 1))
        .withMessage("field 'input' of 'uneven' must be a scalar I32 to hold labels, was F32[1]");
  }

  /// 50 records of class a, 30 of b, 20 of c.
  private static Dataset uneven() {
    float[] features = new float[100];
    for (int i = 0; i < 100; i++) {
      features[i] = i;
    }
    int[] labels = IntStream.range(0, 100).map(i -> i < 50 ? 0 : i < 80 ? 1 : 2).toArray();
    return Dataset.classification("uneven", features, labels, List.of("a", "b", "c"));
  }

  private static int[] counts(Source source) {
    return Labels.count(Labels.read(source, "target"), 3);
  }

  private static List<Float> values(Source source) {
    List<Float> values = new ArrayList<>();
    Batches batches = Pipeline.of(source).batch(1, Remainder.DROP).batches();
    while (batches.advance()) {
      values.add(batches.batch().tensor("input").at(0));
    }
    return values;
  }
}
