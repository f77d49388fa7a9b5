package dev.descent.data;

import static dev.descent.data.Counting.NOISE;
import static dev.descent.data.Counting.counting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.descent.data.spi.Source;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PipelineTest {
  @Test
  @SuppressWarnings("NullAway") // the point of it
  void of_null_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pipeline.of(null))
        .withMessage("source of a pipeline must be given, was null: give one, such as a Dataset");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pipeline.of(counting(3)).map(null))
        .withMessage(
            "transform of a pipeline must be given, was null: leave map out, or give it one");
  }

  @Test
  void toString_pipeline_saysWhatItDoes() {
    Dataset data = Dataset.regression("line", new float[] {0, 1, 2, 3}, new float[] {1, 2, 3, 4});
    assertThat(Pipeline.of(data)).hasToString("line, batches of 4, KEEP");
    assertThat(Pipeline.of(data).map(NOISE).shuffle(7).batch(2, Remainder.PAD))
        .hasToString(
            "line, FloatMap[field=input, function=lambda in dev.descent.data.Counting],"
                + " shuffled by seed 7, batches of 2, PAD");
  }

  @ParameterizedTest
  @EnumSource(Remainder.class)
  void batches_resumedFromEveryStep_giveTheRest(Remainder remainder) {
    Pipeline shuffled =
        Pipeline.of(counting(10)).shuffle(7).map(NOISE).map(NOISE).batch(4, remainder);
    for (Pipeline pipeline : List.of(shuffled, Pipeline.of(counting(10)).batch(4, remainder))) {
      List<PipelineState> states = new ArrayList<>();
      List<String> all = record(pipeline.batches(), 20, states);
      for (int step = 0; step < 20; step++) {
        List<String> rest =
            record(pipeline.batches(states.get(step)), 20 - step, new ArrayList<>());
        assertThat(rest).isEqualTo(all.subList(step, 20));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Remainder.class)
  void advance_wholeEpoch_givesEachRecordOnceAndAsManyAsPromised(Remainder remainder) {
    Pipeline pipeline = Pipeline.of(counting(10)).shuffle(1).batch(4, remainder);
    Batches batches = pipeline.batches();
    List<Float> seen = new ArrayList<>();
    int steps = 0;
    while (batches.advance()) {
      steps++;
      for (int row = 0; row < batches.batch().samples(); row++) {
        float value = batches.batch().tensor("input").at(2 * row);
        assertThat(value).isEqualTo((float) batches.record(row));
        seen.add(value);
      }
    }
    assertThat(steps).isEqualTo((int) pipeline.steps());
    assertThat(seen).doesNotHaveDuplicates().hasSize((int) pipeline.samples());
    assertThat(batches.state()).isEqualTo(new PipelineState(1, 1, 0));
  }

  @Test
  void shuffle_nextEpochOrOtherSeed_givesAnotherOrder() {
    Batches batches = Pipeline.of(counting(100)).shuffle(1).batches();
    String first = epoch(batches);
    String second = epoch(batches);
    assertThat(second).isNotEqualTo(first);
    assertThat(epoch(Pipeline.of(counting(100)).shuffle(2).batches())).isNotEqualTo(first);
    assertThat(epoch(Pipeline.of(counting(100)).shuffle(1).batches())).isEqualTo(first);
  }

  @Test
  void map_random_isAFunctionOfSeedEpochAndRecord() {
    Pipeline plain = Pipeline.of(counting(6)).seed(3).map(NOISE);
    Pipeline shuffled = Pipeline.of(counting(6)).shuffle(3).map(NOISE).batch(2, Remainder.DROP);
    Batches inOrder = plain.batches();
    Batches mixed = shuffled.batches();
    float[] last = {};
    for (int epoch = 0; epoch < 3; epoch++) {
      inOrder.advance();
      float[] expected = inOrder.batch().tensor("input").toFloats();
      while (mixed.advance()) {
        for (int row = 0; row < 2; row++) {
          assertThat(mixed.batch().tensor("input").at(2 * row))
              .isEqualTo(expected[2 * (int) mixed.record(row)]);
        }
      }
      assertThat(inOrder.advance()).isFalse();
      assertThat(expected).isNotEqualTo(last);
      last = expected;
    }
  }

  @Test
  void advance_steadyState_allocatesNothing() {
    Standardizer standardizer = Standardizer.fit(counting(1000), "input");
    for (Pipeline pipeline :
        List.of(
            Pipeline.of(counting(1000)).batch(32, Remainder.DROP),
            Pipeline.of(counting(1000)).shuffle(1).batch(32, Remainder.PAD),
            Pipeline.of(counting(1000)).shuffle(1).map(standardizer).batch(32, Remainder.KEEP))) {
      Batches batches = pipeline.batches();
      int unused = run(batches, 400);
      long before = allocated();
      unused += run(batches, 400);
      assertThat(allocated() - before)
          .as(pipeline.types() + " " + pipeline.transforms())
          .isLessThan(16 * 400); // not an object a step
      assertThat(unused).isPositive();
    }
  }

  @Test
  void of_emptySource_isRefused() {
    Dataset empty = counting(4).select();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pipeline.of(empty))
        .withMessage("source 'counting' must have at least one record, was empty");
  }

  @Test
  void batches_stateOfOtherData_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pipeline.of(counting(4)).batches(new PipelineState(0, 0, 5)))
        .withMessage(
            "pipeline position must be <= 4, the number of records in 'counting', was 5: the state"
                + " is of other data");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PipelineState(0, -1, 5))
        .withMessage("pipeline epoch and position must be >= 0, was -1 and 5");
  }

  @Test
  void advance_sourceWithNaN_namesTheRecord() {
    Source source =
        new Source() {
          @Override
          public String name() {
            return "sensor";
          }

          @Override
          public long size() {
            return 3;
          }

          @Override
          public Map<String, Type> fields() {
            return Map.of("input", Type.f32(Shape.of(2)));
          }

          @Override
          public void read(long index, Batch batch, int row) {
            batch.floats(0)[batch.offset(0) + 2 * row] = 1;
            batch.floats(0)[batch.offset(0) + 2 * row + 1] = index == 2 ? Float.NaN : 1;
          }
        };
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pipeline.of(source).batches().advance())
        .withMessage(
            "field 'input' of 'sensor' must be finite, was NaN in record 2, element 1: correct it,"
                + " leave the record out, or impute it");
  }

  @Test
  void map_transformThatDoesNotFit_isRefusedAtOnce() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Pipeline.of(counting(4)).map(FloatMap.scale("inptu", 2)))
        .withMessage("field 'inptu' of the record for map must be F32, was absent");
  }

  private static List<String> record(Batches batches, int count, List<PipelineState> states) {
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      states.add(batches.state());
      seen.add(batches.advance() ? text(batches.batch()) : "end of epoch");
    }
    return seen;
  }

  private static String epoch(Batches batches) {
    StringBuilder text = new StringBuilder();
    while (batches.advance()) {
      text.append(text(batches.batch()));
    }
    return text.toString();
  }

  private static String text(Batch batch) {
    StringBuilder text = new StringBuilder().append(batch.samples());
    for (int field = 0; field < batch.names().size(); field++) {
      Tensor tensor = batch.tensor(batch.names().get(field));
      text.append(tensor.type())
          .append(
              tensor.type().dtype() == dev.descent.tensor.DType.F32
                  ? java.util.Arrays.toString(tensor.toFloats())
                  : java.util.Arrays.toString(tensor.toInts()));
    }
    return text.toString();
  }

  private static int run(Batches batches, int steps) {
    int samples = 0;
    for (int i = 0; i < steps; i++) {
      samples += batches.advance() ? batches.batch().samples() : 0;
    }
    return samples;
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean)
            java.lang.management.ManagementFactory.getThreadMXBean())
        .getCurrentThreadAllocatedBytes();
  }
}
