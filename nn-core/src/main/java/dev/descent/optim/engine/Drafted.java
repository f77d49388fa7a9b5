package dev.descent.optim.engine;

import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The parameters of a model in the groups of a builder, with configs that move without the
/// builder's: what one optimizer is made of, before anything has a place.
///
/// @param assembly the parameters
/// @param groups the groups, those of the rest last
/// @param transforms the transforms, in their order
record Drafted(
    Assembly assembly,
    List<Drafted.Live<Drafted.Group>> groups,
    List<Drafted.Live<Drafted.Transform>> transforms) {

  /// A config and whose it is; `spared` of decay, the parameters of no group that have one axis or
  /// none.
  record Group(Glob glob, OptimizerConfig config, boolean spared) {
    Group(Glob glob, OptimizerConfig config) {
      this(glob, config, false);
    }

    String label() {
      return glob.text() + (spared ? " without decay" : "");
    }
  }

  record Frozen(Glob glob, long until) {
    String text() {
      return until == Long.MAX_VALUE ? "frozen" : "frozen until step " + until;
    }
  }

  record Transform(@Nullable Glob glob, OptimizerConfig config) {
    String name() {
      return config.hyperParameters().name();
    }

    String text() {
      return (glob == null ? "" : glob.text() + ": ") + Configs.text(config);
    }
  }

  /// A group or transform of one optimizer.
  record Live<T>(T of, LiveConfig config) {}

  static Drafted of(
      OptimizerBuilder builder, Map<String, Shape> parameters, Map<String, String> aliases) {
    requireSome(parameters);
    Map<String, List<String>> names = new LinkedHashMap<>();
    for (String path : parameters.keySet()) {
      names.put(path, new ArrayList<>(List.of(path)));
    }
    for (Map.Entry<String, String> alias : aliases.entrySet()) {
      names.getOrDefault(alias.getValue(), new ArrayList<>()).add(alias.getKey());
    }
    Group others = new Group(Glob.of("*"), builder.config);
    Live<Group> rest = live(others);
    Live<Group> vectors =
        builder.sparing
            ? live(new Group(others.glob(), Configs.withoutDecay(builder.config), true))
            : rest;
    List<Live<Group>> all = new ArrayList<>();
    Claims claims = new Claims(names);
    for (Group group : builder.groups) {
      all.add(live(group));
      claims.claim("group", group.glob());
    }
    Claims freezing = new Claims(names);
    for (Frozen frozen : builder.freezes) {
      freezing.claim("freeze", frozen.glob());
    }
    Assembly assembly = new Assembly();
    for (Map.Entry<String, Shape> parameter : parameters.entrySet()) {
      String path = parameter.getKey();
      Shape shape = parameter.getValue();
      Live<Group> group = group(all, claims.of(path), shape.rank() < 2 ? vectors : rest);
      long until = frozenUntil(builder.freezes, freezing.of(path));
      if (until == Long.MAX_VALUE) {
        assembly.frozen(path, shape);
      } else {
        assembly.add(group.of().label(), group.config(), path, shape, until);
      }
    }
    requireTrained(builder.freezes, freezing, parameters.keySet());
    if (builder.sparing) {
      all.add(vectors);
    }
    all.add(rest);
    List<Live<Transform>> changing = new ArrayList<>();
    for (Transform transform : builder.transforms) {
      LiveConfig live = new LiveConfig(transform.config());
      assembly.transform(live, covers(transform.glob(), names));
      changing.add(new Live<>(transform, live));
    }
    return new Drafted(assembly, all, changing);
  }

  /// Returns the configs that may move, the transforms' first and the rest's last.
  List<LiveConfig> lives() {
    List<LiveConfig> lives = new ArrayList<>();
    for (Live<Transform> transform : transforms) {
      lives.add(transform.config());
    }
    for (Live<Group> group : groups) {
      lives.add(group.config());
    }
    return lives;
  }

  private static Live<Group> live(Group group) {
    String pattern = group.glob().text();
    String where = pattern.equals("*") ? "" : " in group '" + pattern + "'";
    return new Live<>(group, new LiveConfig(group.config(), where));
  }

  private static Predicate<String> covers(@Nullable Glob glob, Map<String, List<String>> names) {
    if (glob == null) {
      return _ -> true;
    }
    Claims claims = new Claims(names);
    claims.claim("transform", glob);
    return path -> claims.of(path) != null;
  }

  private static Live<Group> group(List<Live<Group>> own, @Nullable Glob glob, Live<Group> rest) {
    for (Live<Group> group : own) {
      if (group.of().glob().equals(glob)) {
        return group;
      }
    }
    return rest;
  }

  private static void requireSome(Map<String, Shape> parameters) {
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException(
          "an optimizer must have a parameter to train, was given none: train a network with a"
              + " layer that has some, such as Linear");
    }
  }

  private static void requireTrained(List<Frozen> freezes, Claims claims, Set<String> paths) {
    boolean trains = false;
    for (String path : paths) {
      trains |= frozenUntil(freezes, claims.of(path)) < Long.MAX_VALUE;
    }
    if (!trains) {
      throw new IllegalArgumentException(
          "freeze patterns must leave a parameter to train, %s leave none: give freeze a number of steps, or train a part"
              .formatted(freezes.stream().map(frozen -> frozen.glob().text()).toList()));
    }
  }

  private static long frozenUntil(List<Frozen> freezes, @Nullable Glob glob) {
    for (Frozen frozen : freezes) {
      if (frozen.glob().equals(glob)) {
        return frozen.until();
      }
    }
    return 0;
  }
}
