package dev.descent.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The constants that kernels read, for vectors of any width.
final class LaneConstantsTest {
  @ParameterizedTest
  @ValueSource(classes = {Lanes.class, TinyLanes.class, VectorCoefficients.class})
  void of_theWidthOfTheKernels_isWhatTheyHave(Class<?> owner) throws ReflectiveOperationException {
    int compared = 0;
    for (Field field : owner.getFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        Object value = LaneConstants.of(owner.getName(), field.getName(), Lanes.COUNT);
        assertThat(value.toString()).as(field.toString()).isEqualTo(field.get(null).toString());
        assertThat(value).as(field.toString()).hasSameClassAs(field.get(null));
        compared++;
      }
    }
    assertThat(compared).isPositive();
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8, 16})
  void of_anotherWidth_hasThatWidth(int width) {
    String lanes = Lanes.class.getName();
    assertThat(((VectorSpecies<?>) LaneConstants.of(lanes, "FLOATS", width)).length())
        .isEqualTo(width);
    assertThat(((VectorSpecies<?>) LaneConstants.of(lanes, "INTS", width)).length())
        .isEqualTo(width);
    VectorSpecies<Float> floats =
        VectorSpecies.of(float.class, VectorShape.forBitSize(Float.SIZE * width));
    assertThat(LaneConstants.of(lanes, "FLOAT", width))
        .isEqualTo(FloatVector.zero(floats).getClass());
    assertThat(LaneConstants.of(lanes, "INT", width))
        .isEqualTo(IntVector.zero(floats.withLanes(int.class)).getClass());
    assertThat(LaneConstants.of(lanes, "COUNT", width)).isEqualTo(width);
    VectorShuffle<?> low =
        (VectorShuffle<?>) LaneConstants.of(TinyLanes.class.getName(), "LOW", width);
    assertThat(low.toArray()[width - 1]).isEqualTo((width - 1) / 2);
    FloatVector one =
        (FloatVector) LaneConstants.of(VectorCoefficients.class.getName(), "ONE", width);
    assertThat(one.toArray()).hasSize(width).containsOnly(1f);
  }

  @Test
  void of_aFieldThatNobodyKnows_isRefused() {
    assertThatThrownBy(() -> LaneConstants.of(Lanes.class.getName(), "OTHER", 4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no public field dev.descent.kernel.Lanes.OTHER");
    assertThatThrownBy(() -> LaneConstants.of(Integer.class.getName(), "MAX_VALUE", 4))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "java.lang.Integer.MAX_VALUE must be a vector of equal numbers, was 2147483647");
  }
}
