package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Schedule;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A config whose `double` components may follow schedules. One record is made when, and only when,
/// a value has changed since the last step, through the validating constructor.
final class LiveConfig {
  private static final double LARGE = 0x1p20;
  private static final double SMALL = 0x1p-60;

  private final ConfigRecord record;
  private final String where; // for messages: empty, or in which group
  private final String[] names; // of the double components
  private final @Nullable Schedule[] schedules; // by double component, null: constant
  private final double[] values;
  private final double[] next;
  private final List<LiveConfig> children = new ArrayList<>();
  private final Object[] nested; // the children's records
  private @Nullable MethodHandle make; // (double[], Object[]) -> OptimizerConfig, no boxing
  private OptimizerConfig current;
  private boolean refused;
  private int signs;
  private boolean extreme;
  private int version;

  LiveConfig(OptimizerConfig base) {
    this(base, "");
  }

  /// @param where what follows the step in the message of a schedule that leaves its range: ` in
  ///   group '*.bias'`
  LiveConfig(OptimizerConfig base, String where) {
    record = ConfigRecord.of(base);
    this.where = where;
    current = base;
    List<String> doubles = new ArrayList<>();
    List<Double> start = new ArrayList<>();
    for (int i = 0; i < record.size(); i++) {
      Object value = record.get(base, i);
      if (record.type(i) == double.class) {
        doubles.add(record.names().get(i));
        start.add((double) value);
      } else if (value instanceof OptimizerConfig config) {
        children.add(new LiveConfig(config, where));
      }
    }
    names = doubles.toArray(new String[0]);
    values = new double[names.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = start.get(i);
    }
    next = values.clone();
    schedules = new Schedule[values.length];
    nested = new Object[children.size()];
    for (int i = 0; i < nested.length; i++) {
      nested[i] = children.get(i).current;
    }
    look();
  }

  /// Binds the constructor of the record to the arrays of what moves and to the values of what does
  /// not. Made when a value moves for the first time: most training has no schedule, and method
  /// handles take longer to make than a small network to train.
  private MethodHandle constructor() {
    MethodHandle number = MethodHandles.arrayElementGetter(double[].class);
    MethodHandle object = MethodHandles.arrayElementGetter(Object[].class);
    MethodHandle handle = record.constructor();
    List<Integer> order = new ArrayList<>();
    int doubles = 0;
    int configs = 0;
    for (int i = 0, position = 0; i < record.size(); i++) {
      Object value = record.get(current, i);
      if (record.type(i) == double.class) {
        MethodHandle get = MethodHandles.insertArguments(number, 1, doubles++);
        handle = MethodHandles.filterArguments(handle, position++, get);
        order.add(0);
      } else if (value instanceof OptimizerConfig) {
        MethodHandle get = MethodHandles.insertArguments(object, 1, configs++);
        get = get.asType(MethodType.methodType(record.type(i), Object[].class));
        handle = MethodHandles.filterArguments(handle, position++, get);
        order.add(1);
      } else {
        handle = MethodHandles.insertArguments(handle, position, value);
      }
    }
    MethodType two =
        MethodType.methodType(handle.type().returnType(), double[].class, Object[].class);
    handle =
        MethodHandles.permuteArguments(
            handle, two, order.stream().mapToInt(Integer::intValue).toArray());
    return handle.asType(two.changeReturnType(OptimizerConfig.class));
  }

  OptimizerConfig current() {
    return current;
  }

  /// Returns whether a dotted name means a component that can be scheduled.
  boolean has(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return List.of(names).contains(path);
    }
    LiveConfig child = child(path.substring(0, dot));
    return child != null && child.has(path.substring(dot + 1));
  }

  /// Returns whether a dotted name means a decay, see
  /// [dev.descent.optim.spi.HyperParameters#decay].
  boolean isDecay(String path) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      return current.hyperParameters().isDecay(path);
    }
    LiveConfig child = child(path.substring(0, dot));
    return child != null && child.isDecay(path.substring(dot + 1));
  }

  /// Lets a component follow a schedule; [#has] has said that there is one.
  void schedule(String path, Schedule schedule) {
    int dot = path.indexOf('.');
    if (dot < 0) {
      schedules[List.of(names).indexOf(path)] = schedule;
      return;
    }
    LiveConfig child = child(path.substring(0, dot));
    if (child != null) {
      child.schedule(path.substring(dot + 1), schedule);
    }
  }

  /// Returns the dotted names of all components that can be scheduled.
  List<String> scheduled() {
    List<String> all = new ArrayList<>(List.of(names));
    for (int i = 0, at = 0; i < record.size(); i++) {
      if (record.get(current, i) instanceof OptimizerConfig) {
        String prefix = record.names().get(i) + ".";
        children.get(at++).scheduled().forEach(name -> all.add(prefix + name));
      }
    }
    return all;
  }

  private @Nullable LiveConfig child(String segment) {
    int component = record.component(current, segment);
    int at = 0;
    for (int i = 0; i < component; i++) {
      at += record.get(current, i) instanceof OptimizerConfig ? 1 : 0;
    }
    return component >= 0 && record.get(current, component) instanceof OptimizerConfig
        ? children.get(at)
        : null;
  }

  /// Returns whether a component here or inside follows a schedule.
  boolean moves() {
    boolean any = false;
    for (Schedule schedule : schedules) {
      any |= schedule != null;
    }
    for (LiveConfig child : children) {
      any |= child.moves();
    }
    return any;
  }

  /// Moves to the values of a step and returns whether one changed.
  ///
  /// @throws IllegalArgumentException if a schedule leaves its range; nothing has moved then
  boolean at(long step) {
    boolean moved = refused;
    for (int i = 0; i < children.size(); i++) {
      LiveConfig child = children.get(i);
      if (child.at(step)) {
        nested[i] = child.current;
        moved = true;
      }
    }
    for (int i = 0; i < schedules.length; i++) {
      Schedule schedule = schedules[i];
      if (schedule == null) {
        continue;
      }
      double value = schedule.at(step);
      next[i] = value;
      moved |= Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(values[i]);
    }
    if (moved) {
      move(step);
    }
    return moved;
  }

  private void move(long step) {
    refused = true;
    MethodHandle handle = make;
    if (handle == null) {
      handle = constructor();
      make = handle;
    }
    try {
      current = (OptimizerConfig) handle.invokeExact(next, nested);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "schedule at step %d%s: %s".formatted(step, where, e.getMessage()), e);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    refused = false;
    version++;
    System.arraycopy(next, 0, values, 0, next.length);
    look();
  }

  private void look() {
    signs = 1;
    extreme = false;
    for (double value : values) {
      signs = signs * 3 + (value == 0 ? 0 : value > 0 ? 1 : 2);
      extreme |= Math.abs(value) > LARGE || (value != 0 && Math.abs(value) < SMALL);
    }
  }

  /// Returns whether a value here or inside is so large or so small that moderate numbers can
  /// overflow with it.
  boolean extreme() {
    boolean any = extreme;
    for (int i = 0; i < children.size(); i++) {
      any |= children.get(i).extreme();
    }
    return any;
  }

  /// Returns how many records have been made.
  int version() {
    return version;
  }

  /// Returns a number that changes when a value here or inside becomes, or ceases to be, zero: what
  /// a rule declares can depend on that.
  int signs() {
    int all = signs;
    for (int i = 0; i < children.size(); i++) {
      all = 31 * all + children.get(i).signs();
    }
    return all;
  }
}
