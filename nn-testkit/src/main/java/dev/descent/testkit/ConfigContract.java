package dev.descent.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.descent.optim.engine.Configs;
import dev.descent.optim.engine.OptimizerRegistry;
import dev.descent.optim.spi.HyperParameter;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Range;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/// The config: a public record with declared, enforced ranges and legal defaults, found by its
/// name.
public interface ConfigContract extends OptimizerUnderTest {
  /// The config is a public record whose components are declared as hyper-parameters, in order.
  @Test
  default void config_isAPublicRecord_withEveryComponentDeclared() {
    Class<?> type = config().getClass();
    assertThat(type.isRecord()).as("%s is a record", type).isTrue();
    assertThat(Modifier.isPublic(type.getModifiers())).as("%s is public", type).isTrue();
    assertThat(config().hyperParameters().list())
        .as("hyperParameters() must declare each component of the record, in its order")
        .extracting(HyperParameter::name)
        .containsExactlyElementsOf(
            Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList());
    for (HyperParameter parameter : config().hyperParameters().list()) {
      assertThat(parameter.summary()).as("summary of %s", parameter.name()).isNotBlank();
    }
    assertThat(config().hyperParameters().summary()).as("summary").isNotBlank();
  }

  /// There is a public constructor without arguments, and the defaults it makes are legal.
  @Test
  default void defaults_exist() throws ReflectiveOperationException {
    assertThat(config().getClass().getConstructors())
        .as("%s must have a public constructor without arguments", config().getClass())
        .anyMatch(constructor -> constructor.getParameterCount() == 0);
    OptimizerConfig defaults = config().getClass().getConstructor().newInstance();
    assertThat(defaults.hyperParameters().name())
        .as("the name must not depend on the values")
        .isEqualTo(config().hyperParameters().name());
    assertThat(defaults)
        .as("equal configs are equal: all components must have values, not arrays")
        .isEqualTo(config().getClass().getConstructor().newInstance());
  }

  /// The class path's service file lists the config, once.
  @Test
  default void config_isListedAsAService() {
    List<String> listed = new ArrayList<>();
    try {
      ClassLoader loader = config().getClass().getClassLoader();
      String file = "META-INF/services/" + OptimizerConfig.class.getName();
      for (URL url : Collections.list(loader.getResources(file))) {
        try (InputStream in = url.openStream()) {
          new String(in.readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .map(String::strip)
              .forEach(listed::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(listed)
        .as("lines of META-INF/services/%s", OptimizerConfig.class.getName())
        .containsOnlyOnce(config().getClass().getName());
  }

  /// The registry finds the config by its name, and makes an equal one from names and values.
  @Test
  default void config_isFoundByItsName_andIsData() throws ReflectiveOperationException {
    String name = config().hyperParameters().name();
    ClassLoader loader = config().getClass().getClassLoader();
    OptimizerRegistry registry =
        OptimizerRegistry.ofConfigs(
            ServiceLoader.load(OptimizerConfig.class, loader).stream()
                .map(ServiceLoader.Provider::get)
                .toList());
    assertThat(registry.get(name).defaults())
        .as("what the name '%s' stands for: the constructor without arguments", name)
        .isEqualTo(config().getClass().getConstructor().newInstance());
    assertThat(registry.create(name, Components.settings(config())))
        .as("made from names and texts: the constructor must keep what it is given")
        .isEqualTo(config());
    assertThat(registry.read(Configs.values(config())))
        .as("made from names and values: the constructor must keep what it is given")
        .isEqualTo(config());
  }

  /// Each number outside its declared range is refused by the constructor, in words that name it.
  @Test
  default void valuesOutsideTheirRange_areRefused() throws ReflectiveOperationException {
    for (HyperParameter parameter : config().hyperParameters().list()) {
      Range range = parameter.range();
      if (range == null) {
        continue;
      }
      List<Double> bad = new ArrayList<>(List.of(Double.NaN));
      if (range.low() > Double.NEGATIVE_INFINITY) {
        bad.add(range.lowOpen() ? range.low() : range.low() - 1);
      }
      bad.add(range.highOpen() ? range.high() : range.high() + 1);
      for (double value : bad) {
        if (range.contains(value) || (!isDouble(parameter.name()) && !isWhole(value))) {
          continue;
        }
        assertThatThrownBy(
                () -> with(parameter.name(), value),
                "%s = %s; is HYPER.check(\"%s\", %s) in the constructor?",
                parameter.name(),
                value,
                parameter.name(),
                parameter.name())
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(
                config().hyperParameters().name() + " " + parameter.name() + " must be ")
            .hasMessageContaining("was ");
      }
    }
  }

  /// A learning rate of 0 is legal, as warm-ups begin and cosines end with it, and moves nothing.
  /// (Configs inside have rates of their own; they are 0 here, too.)
  @Test
  default void learningRateOfZero_movesNothing() throws ReflectiveOperationException {
    if (config().hyperParameters().list().stream()
        .noneMatch(p -> p.name().equals("learningRate"))) {
      return; // an optimizer without one
    }
    Course course = Course.of(Course.builder(Components.still(config())));
    var before = course.bits();
    course.run(3);
    Bits.requireSame(
        course.bits(),
        before,
        "weights with a learning rate of 0; is it a factor of the whole step, and of what"
            + " decay(config, step) returns?");
  }

  private boolean isDouble(String name) {
    return Arrays.stream(config().getClass().getRecordComponents())
        .anyMatch(c -> c.getName().equals(name) && c.getType() == double.class);
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15;
  }

  private OptimizerConfig with(String name, double value) throws ReflectiveOperationException {
    return Components.with(config(), name, value);
  }
}
