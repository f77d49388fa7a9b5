package dev.descent.optim.engine;

import dev.descent.optim.spi.Scalar;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.DType;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Tensor;
import dev.descent.tensor.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads and writes an optimizer's state by name. (Longer than most classes: what is read and what
/// it must be like to be read stand together.)
final class Snapshot {
  private final Part[] parts;
  private final Numbers numbers;
  private final float @Nullable [] accumulated;
  private final Window kind;

  Snapshot(Part[] parts, Numbers numbers, float @Nullable [] accumulated, Window kind) {
    this.parts = parts;
    this.numbers = numbers;
    this.accumulated = accumulated;
    this.kind = kind;
  }

  OptimizerState of(long step, String config) {
    TreeMap<String, Tensor> slots = new TreeMap<>();
    TreeMap<String, Double> scalars = new TreeMap<>();
    TreeMap<String, Long> updates = new TreeMap<>();
    for (Part part : parts) {
      for (Param param : part.params) {
        updates.put(param.path, param.t);
        if (accumulated != null) {
          // whatever the last window, or a caller for a frozen parameter, has left there
          boolean none = numbers.get(Numbers.Name.GRADIENTS) == 0 || param.from > step;
          slots.put(
              accumulated(param), none ? Tensor.full(param.shape, 0) : slice(param, accumulated));
        }
        for (Link link : part.links) {
          for (Slot slot : param.slots.get(link.index)) {
            if (slot.saved()) {
              slots.put(name(param, link, slot), read(param, link, slot));
            }
          }
        }
      }
      scalars.putAll(scalars(part));
    }
    scalars.putAll(numbers.saved());
    if (numbers.get(Numbers.Name.GRADIENTS) > 0 && kind != Window.SAMPLE_MEAN) {
      scalars.put(taken(kind), 1.0);
    }
    return new OptimizerState(step, slots, scalars, updates, config, rules());
  }

  /// Returns the rules of each parameter, the outermost first: `ema(adamw)`; of those that are
  /// restarted also when, `lookahead(adamw restarted every 5)`, as the state is that of so many
  /// updates.
  private SortedMap<String, String> rules() {
    TreeMap<String, String> rules = new TreeMap<>();
    for (Part part : parts) {
      if (!part.transforms) {
        String text = "";
        for (Link link : part.links) {
          String rule = Configs.rule(link.config);
          String inside =
              link.restarts > 0 ? "%s restarted every %d".formatted(text, link.restarts) : text;
          text = text.isEmpty() ? rule : rule + "(" + inside + ")";
        }
        for (Param param : part.params) {
          rules.put(param.path, text);
        }
      }
    }
    return rules;
  }

  /// Returns the name of the number that says what an open window is taken for. It is saved for all
  /// kinds but the mean over samples.
  private static String taken(Window kind) {
    return "optimizer/taken_for_" + kind.name().toLowerCase(Locale.ROOT);
  }

  private static String accumulated(Param param) {
    return param.path + "/accumulated";
  }

  private static Tensor slice(Param param, float[] array) {
    return Tensor.of(param.shape, Arrays.copyOfRange(array, param.offset, param.end));
  }

  private static String name(Param param, Link link, Slot slot) {
    return param.path + "/" + link.prefix + slot.name();
  }

  private static Tensor read(Param param, Link link, Slot slot) {
    Shape own = slot.shape();
    if (param.t == 0) { // whatever an attempt may have left there
      return Tensor.full(own == null ? param.shape : own, slot.fill());
    }
    float[] array = param.array(link.index, slot);
    return own == null ? slice(param, array) : Tensor.of(own, array);
  }

  private static Map<String, Double> scalars(Part part) {
    TreeMap<String, Double> all = new TreeMap<>();
    for (Link link : part.links) {
      for (int i = 0; i < link.scalars.size(); i++) {
        Scalar scalar = link.scalars.get(i);
        int count = scalar.perParameter() ? part.params.size() : 1;
        for (int p = 0; p < count; p++) {
          all.put(name(part, link, scalar, p), link.get(i, p));
        }
      }
    }
    return all;
  }

  private static String name(Part part, Link link, Scalar scalar, int parameter) {
    String owner =
        scalar.perParameter()
            ? part.params.get(parameter).path
            : part.transforms ? "transforms" : "group " + part.label;
    return owner + "/" + link.prefix + scalar.name();
  }

  void restore(OptimizerState state) {
    List<String> problems = problems(state);
    List<String> strangers = strangers(state);
    if (!problems.isEmpty() || !strangers.isEmpty()) {
      boolean fits = problems.isEmpty();
      problems.addAll(0, strangers);
      throw new IllegalArgumentException(
          "state must fit the optimizer, it does not:\n  "
              + String.join("\n  ", problems)
              + "\nthe state was saved by\n  "
              + state.config().strip().replace("\n", "\n  ")
              + (fits ? "\nto go on with it all the same, restore state.ofAnyRule()" : ""));
    }
    for (Part part : parts) {
      for (Param param : part.params) {
        param.t = state.updates().getOrDefault(param.path, 0L);
        Tensor sum = state.slots().get(accumulated(param));
        if (accumulated != null && sum != null) {
          System.arraycopy(
              sum.floats(), sum.offset(), accumulated, param.offset, param.end - param.offset);
        }
        for (Link link : part.links) {
          for (Slot slot : param.slots.get(link.index)) {
            Tensor tensor = state.slots().get(name(param, link, slot));
            if (tensor != null) {
              float[] array = param.array(link.index, slot);
              int at = slot.shape() == null ? param.offset : 0;
              int size = tensor.type().shape().size();
              System.arraycopy(tensor.floats(), tensor.offset(), array, at, size);
            }
          }
        }
      }
      for (Link link : part.links) {
        for (int i = 0; i < link.scalars.size(); i++) {
          Scalar scalar = link.scalars.get(i);
          int count = scalar.perParameter() ? part.params.size() : 1;
          for (int p = 0; p < count; p++) {
            link.set(i, p, state.scalars().getOrDefault(name(part, link, scalar, p), 0.0));
          }
        }
      }
    }
    numbers.restore(state.scalars());
  }

  /// Returns a line for each pair of rules that should be one, with the first parameter of it.
  private List<String> strangers(OptimizerState state) {
    TreeMap<String, List<String>> pairs = new TreeMap<>();
    rules()
        .forEach((path, wanted) -> {
          String found = state.rules().getOrDefault(path, wanted);
          if (!found.equals(wanted)) {
            pairs
                .computeIfAbsent("%s, was %s".formatted(wanted, found), _ -> new ArrayList<>())
                .add(path);
          }
        });
    List<String> lines = new ArrayList<>();
    pairs.forEach((pair, paths) ->
        lines.add(
            "optimizer of '%s'%s must be %s"
                .formatted(
                    paths.getFirst(),
                    paths.size() == 1 ? "" : " and %d more".formatted(paths.size() - 1),
                    pair)));
    return lines;
  }

  private List<String> problems(OptimizerState state) {
    TreeMap<String, Shape> slots = new TreeMap<>();
    TreeSet<String> scalars = new TreeSet<>(numbers.saved().keySet());
    TreeSet<String> updates = new TreeSet<>();
    for (Part part : parts) {
      scalars.addAll(scalars(part).keySet());
      for (Param param : part.params) {
        updates.add(param.path);
        if (accumulated != null) {
          slots.put(accumulated(param), param.shape);
        }
        for (Link link : part.links) {
          for (Slot slot : param.slots.get(link.index)) {
            Shape own = slot.shape();
            if (slot.saved()) {
              slots.put(name(param, link, slot), own == null ? param.shape : own);
            }
          }
        }
      }
    }
    List<String> problems = new ArrayList<>();
    compare("update count of", updates, state.updates().keySet(), problems);
    compare("slot", slots.keySet(), state.slots().keySet(), problems);
    TreeSet<String> saved = new TreeSet<>(state.scalars().keySet());
    for (Numbers.Name name : List.of(Numbers.Name.SKIPPED, Numbers.Name.ZEROED_NANS)) {
      scalars.remove(name.text()); // the policy may be another by now
      saved.remove(name.text());
    }
    for (Window one : Window.values()) {
      saved.remove(taken(one));
    }
    compare("scalar", scalars, saved, problems);
    compareWindows(state.scalars(), problems);
    state
        .slots()
        .forEach((name, tensor) -> {
          Shape shape = slots.get(name);
          if (shape != null && !tensor.type().equals(new Type(DType.F32, shape))) {
            problems.add(
                "slot '%s' must be %s, was %s"
                    .formatted(name, new Type(DType.F32, shape), tensor.type()));
          }
        });
    state
        .updates()
        .forEach((path, t) -> {
          if (t < 0 || t > state.step()) {
            problems.add(
                "update count of '%s' must be in [0, %d], was %d".formatted(path, state.step(), t));
          }
        });
    for (Part part : parts) {
      compareRestarts(part, state, problems);
    }
    return problems;
  }

  /// Looks whether parameters that are restarted together have been updated together.
  private static void compareRestarts(Part part, OptimizerState state, List<String> problems) {
    for (Link link : part.links) {
      String why = link.restartedTogether();
      if (why.isEmpty()) {
        continue;
      }
      for (Param param : part.params) {
        long t = state.updates().getOrDefault(param.path, state.step());
        if (t != state.step()) {
          problems.add(
              "update count of '%s' must be that of the state, %d, was %d: %s"
                  .formatted(param.path, state.step(), t, why));
        }
      }
    }
  }

  /// Looks whether the sum of an open window is of gradients as they count here. Between windows
  /// the kind may change.
  private void compareWindows(Map<String, Double> saved, List<String> problems) {
    Window was = Window.SAMPLE_MEAN;
    for (Window one : Window.values()) {
      was = saved.containsKey(taken(one)) ? one : was;
    }
    double gradients = saved.getOrDefault(Numbers.Name.GRADIENTS.text(), 0.0);
    if (accumulated != null && gradients > 0 && was != kind) {
      problems.add(
          "open window of %.0f gradients must be taken for %s, was begun for %s: accumulate for %s, or flush before the state is saved"
              .formatted(gradients, kind, was, was));
    }
  }

  private static void compare(
      String kind, Set<String> wanted, Set<String> found, List<String> problems) {
    for (String name : wanted) {
      if (!found.contains(name)) {
        problems.add("%s '%s' is missing".formatted(kind, name));
      }
    }
    for (String name : found) {
      if (!wanted.contains(name)) {
        problems.add("%s '%s' belongs to nothing here".formatted(kind, name));
      }
    }
  }
}
