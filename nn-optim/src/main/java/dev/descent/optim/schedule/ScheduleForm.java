package dev.descent.optim.schedule;

import dev.descent.optim.spi.MetricSchedule;
import dev.descent.optim.spi.MetricTimes;
import dev.descent.optim.spi.NamedSchedule;
import dev.descent.optim.spi.Schedule;
import dev.descent.runtime.Nearest;
import dev.descent.runtime.WholeNumber;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What values a schedule is made of, and which of them have a default: those that its shortest
/// constructor leaves out.
final class ScheduleForm {
  /// A number as it was written.
  record Figure(String text) {}

  /// The schedules that a metric moves, and what [MetricSchedule#times] makes of them.
  private static final List<ScheduleForm> MOVED =
      List.of(
          new ScheduleForm("greedy", new Greedy(0.1)),
          new ScheduleForm("metric-times", new MetricTimes(new Plateau(0.1), new Constant(1))),
          new ScheduleForm("plateau", new Plateau(0.1)));

  private final String name;
  private final Object example;
  private final RecordComponent[] components;
  private final Set<String> required;

  ScheduleForm(NamedSchedule example) {
    this(example.hyperParameters().name(), example);
  }

  private ScheduleForm(String name, Object example) {
    this.name = name;
    this.example = example;
    components = example.getClass().getRecordComponents();
    required =
        Arrays.stream(example.getClass().getConstructors())
            .min(Comparator.comparingInt(Constructor::getParameterCount))
            .map(shortest ->
                Arrays.stream(shortest.getParameters())
                    .map(java.lang.reflect.Parameter::getName)
                    .collect(Collectors.toSet()))
            .orElseThrow();
  }

  /// Returns the form of the schedule with a name; hyphens and the case of letters do not matter.
  ///
  /// @param receiver what stands before the dot, null if nothing does
  /// @param moved whether the message names those that a metric moves
  /// @throws IllegalArgumentException if there is none
  static ScheduleForm named(String name, @Nullable Object receiver, boolean moved) {
    String wanted =
        receiver instanceof MetricSchedule && name.equals("times") ? "metric-times" : name;
    List<ScheduleForm> still = Schedules.all().stream().map(ScheduleForm::new).toList();
    List<ScheduleForm> all = Stream.concat(still.stream(), MOVED.stream()).toList();
    return all.stream()
        .filter(one -> plain(one.name).equals(plain(wanted)))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                Nearest.message(
                    "no schedule named",
                    name,
                    (moved ? all : still).stream().map(one -> one.name).toList())));
  }

  static ScheduleForm of(MetricSchedule schedule) {
    return MOVED.stream()
        .filter(one -> one.example.getClass() == schedule.getClass())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no schedule of this project: " + schedule));
  }

  private static String plain(String name) {
    return name.replace("-", "").toLowerCase(Locale.ROOT);
  }

  /// Makes a schedule.
  ///
  /// @param receiver what stands before the dot: the first schedule among the values; null if none
  Object make(@Nullable Object receiver, List<Object> placed, Map<String, Object> named) {
    @Nullable Object[] values = new @Nullable Object[components.length];
    boolean waiting = receiver != null;
    for (int i = 0; waiting && i < values.length; i++) {
      if (components[i].getType().isInstance(receiver)) {
        values[i] = receiver;
        waiting = false;
      }
    }
    if (waiting) {
      throw new IllegalArgumentException(
          receiver instanceof MetricSchedule
              ? "%s is made of no schedule that a metric moves: only times can follow one"
                  .formatted(this)
              : "%s is made of no schedule, so it cannot follow a dot".formatted(this));
    }
    int at = 0;
    for (Object value : placed) {
      while (at < values.length && values[at] != null) {
        at++;
      }
      if (at == values.length) {
        throw new IllegalArgumentException("%s has no place for one more value".formatted(this));
      }
      values[at] = converted(value, components[at]);
    }
    named.forEach((key, value) -> {
      int place = place(key);
      if (values[place] != null) {
        throw new IllegalArgumentException("%s: '%s' is given twice".formatted(this, key));
      }
      values[place] = converted(value, components[place]);
    });
    return made(values);
  }

  private int place(String key) {
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(key)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        Nearest.message(
            name + " has no value",
            key,
            new TreeSet<>(Arrays.stream(components).map(RecordComponent::getName).toList())));
  }

  private Object made(@Nullable Object[] values) {
    try {
      for (int i = 0; i < values.length; i++) {
        if (values[i] == null && required.contains(components[i].getName())) {
          throw new IllegalArgumentException(
              "%s: '%s' is missing".formatted(this, components[i].getName()));
        }
        values[i] = values[i] == null ? components[i].getAccessor().invoke(example) : values[i];
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return example.getClass().getConstructor(types).newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refused) {
        throw refused;
      }
      throw new IllegalStateException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  private Object converted(Object value, RecordComponent component) {
    Class<?> type = component.getType();
    if (type == Schedule.class) {
      return schedule(value, label(component));
    }
    if (type == MetricSchedule.class && value instanceof MetricSchedule) {
      return value;
    }
    if (type == double.class && value instanceof Figure number) {
      return Double.valueOf(number.text());
    }
    if ((type == long.class || type == int.class) && value instanceof Figure number) {
      return whole(number, component);
    }
    if (type == boolean.class && ("true".equals(value) || "false".equals(value))) {
      return Boolean.valueOf((String) value);
    }
    if (type.isEnum() && value instanceof String word) {
      return choice(type, word, component);
    }
    if (type == List.class && value instanceof List<?> list) {
      boolean whole =
          component.getGenericType() instanceof ParameterizedType generic
              && generic.getActualTypeArguments()[0] == Long.class;
      List<Object> numbers = new ArrayList<>();
      for (Object one : list) {
        Figure number = (Figure) one;
        numbers.add(whole ? (Object) whole(number, component) : Double.valueOf(number.text()));
      }
      return numbers;
    }
    String rule =
        type == List.class
            ? "a list such as [10, 20]"
            : type == boolean.class
                ? "true or false"
                : type == MetricSchedule.class
                    ? "a schedule that a metric moves, such as plateau(0.1)"
                    : "a number";
    throw new IllegalArgumentException(
        "%s must be %s, was '%s'".formatted(label(component), rule, shown(value)));
  }

  private Number whole(Figure number, RecordComponent component) {
    boolean small = component.getType() == int.class;
    long value =
        WholeNumber.parse(label(component), number.text(), small ? Integer.SIZE : Long.SIZE);
    return small ? (Number) (int) value : (Number) value;
  }

  private Object choice(Class<?> type, String word, RecordComponent component) {
    List<String> known = new ArrayList<>();
    for (Object constant : type.getEnumConstants()) {
      if (constant.toString().equalsIgnoreCase(word.replace('-', '_'))) {
        return constant;
      }
      known.add(constant.toString().toLowerCase(Locale.ROOT));
    }
    throw new IllegalArgumentException(
        Nearest.message(label(component) + " knows no", word, known));
  }

  /// Returns the schedule that a value stands for.
  static Schedule schedule(Object value, String label) {
    if (value instanceof Schedule schedule) {
      return schedule;
    }
    if (value instanceof Figure number) {
      return new Constant(Double.parseDouble(number.text()));
    }
    throw new IllegalArgumentException(
        value instanceof MetricSchedule
            ? "%s must be a function of steps, was %s, which a metric moves: it can be multiplied only, as in plateau(0.1).times(linear(0, 1, 100))"
                .formatted(label, value)
            : "%s must be a schedule such as cosine(0.1, 0, 900), was '%s'"
                .formatted(label, shown(value)));
  }

  private static Object shown(Object value) {
    return value instanceof Figure number ? number.text() : value;
  }

  private String label(RecordComponent component) {
    return name + " " + component.getName();
  }

  /// Returns the name and the values with their defaults: `cosine(initial, end, steps,
  /// exponent=1.0)`.
  @Override
  public String toString() {
    List<String> parts = new ArrayList<>();
    for (RecordComponent component : components) {
      try {
        parts.add(
            required.contains(component.getName())
                ? component.getName()
                : component.getName() + "=" + component.getAccessor().invoke(example));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return name + "(" + String.join(", ", parts) + ")";
  }
}
