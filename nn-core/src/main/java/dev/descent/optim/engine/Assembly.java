package dev.descent.optim.engine;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.OptimizerConfig;
import dev.descent.optim.spi.Rule;
import dev.descent.optim.spi.Slot;
import dev.descent.parallel.Team;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Puts the parameters of a model in the order in which they are updated: part by part, those with
/// many slots first, neighbours with equal slots together, frozen ones last. More than 300 lines,
/// as what it declares in drafts, arranges and makes are three steps of one thing.
final class Assembly {
  /// A parameter before it has a place.
  private record Draft(String path, Shape shape, long from, List<List<Slot>> slots) {
    List<Slot> like() {
      List<Slot> like = new ArrayList<>();
      for (List<Slot> own : slots) {
        for (Slot slot : own) {
          if (slot.shape() == null) {
            like.add(slot);
          }
        }
      }
      return like;
    }
  }

  /// A part before its parameters have places.
  private record PartDraft(String label, LiveConfig live, List<Link> links, List<Draft> drafts) {
    int most() {
      int most = 0;
      for (Draft draft : drafts) {
        most = Math.max(most, draft.like().size());
      }
      return most;
    }
  }

  private static final Comparator<PartDraft> MOST_SLOTS_FIRST =
      new Comparator<>() {
        @Override
        public int compare(PartDraft a, PartDraft b) {
          return Integer.compare(b.most(), a.most());
        }
      };

  private final Map<String, PartDraft> drafts = new LinkedHashMap<>();
  private final List<TransformDraft> transforms = new ArrayList<>();
  private final Set<String> labels = new HashSet<>();
  private final Map<String, Shape> frozen = new LinkedHashMap<>();
  private final List<Layout.Slice> slices = new ArrayList<>();
  private long offset;

  /// Adds a parameter that is never updated.
  void frozen(String path, Shape shape) {
    frozen.put(path, shape);
  }

  /// Adds a parameter of a group, which is updated from a step on.
  void add(String group, LiveConfig live, String path, Shape shape, long from) {
    List<String> routes = new ArrayList<>();
    List<OptimizerConfig> chain = new ArrayList<>();
    StringBuilder label = new StringBuilder(group);
    chain(live.current(), path, shape, chain, routes, label);
    String key = group + "\n" + routes;
    PartDraft draft = drafts.get(key);
    if (draft == null) {
      String name = unique(label.toString());
      draft = new PartDraft(name, live, links(chain, routes), new ArrayList<>());
      drafts.put(key, draft);
    }
    List<List<Slot>> slots = new ArrayList<>();
    for (Link link : draft.links()) {
      slots.add(Declared.slots(link, shape));
      link.requireRestarts(path, from);
    }
    draft.drafts().add(new Draft(path, shape, from, slots));
    List<List<Slot>> first = draft.drafts().getFirst().slots();
    OneVector.require(draft.links(), draft.label(), path, from, slots, first);
  }

  /// Checks that no rule asks for an objective where a step has several batches.
  ///
  /// @throws IllegalArgumentException if one does
  void requireOneBatch(int window) {
    for (TransformDraft transform : transforms) {
      Needs.requireOneBatch(transform.link(), window);
    }
    for (PartDraft part : drafts.values()) {
      for (Link link : part.links()) {
        Needs.requireOneBatch(link, window);
      }
    }
  }

  /// Adds a transform of the gradients of the parameters that `covers` accepts.
  void transform(LiveConfig live, Predicate<String> covers) {
    String name = live.current().hyperParameters().name();
    int before = (int) transforms.stream().filter(t -> t.name().equals(name)).count();
    transforms.add(TransformDraft.of(live, before, covers));
  }

  private String unique(String label) {
    String result = label;
    for (int i = 2; labels.contains(result); i++) {
      result = label + " (" + i + ")";
    }
    labels.add(result);
    return result;
  }

  /// Finds the rules that accept a parameter, the outermost first.
  private static void chain(
      OptimizerConfig root,
      String path,
      Shape shape,
      List<OptimizerConfig> chain,
      List<String> routes,
      StringBuilder label) {
    String route = "";
    OptimizerConfig at = root;
    while (true) {
      @SuppressWarnings("unchecked") // a config's rule takes that config
      Rule<OptimizerConfig> rule = (Rule<OptimizerConfig>) at.rule();
      String name = at.hyperParameters().name();
      if (!rule.accepts(at, shape)) {
        if (at.fallback().isEmpty()) {
          throw new IllegalArgumentException(
              "%s cannot update '%s' %s and has no fallback: give it a group of its own"
                  .formatted(name, path, shape));
        }
        at = at.fallback().get();
        route += "f";
        label.append(" > ").append(at.hyperParameters().name());
        continue;
      }
      chain.add(at);
      routes.add(route);
      if (at.inner().isEmpty()) {
        return;
      }
      at = at.inner().get();
      route += "i";
    }
  }

  private static List<Link> links(List<OptimizerConfig> chain, List<String> routes) {
    List<Link> links = new ArrayList<>();
    Map<String, Integer> seen = new LinkedHashMap<>();
    for (int i = 0; i < chain.size(); i++) {
      int outer = chain.size() - 1 - i;
      String name = chain.get(outer).hyperParameters().name();
      int times = seen.getOrDefault(name, 0) + 1;
      seen.put(name, times);
      String prefix = i == 0 ? "" : times == 1 ? name + "." : name + "-" + times + ".";
      Link link = new Link(i, prefix, routes.get(outer), chain.get(outer));
      if (link.needs.contains(Need.GRADIENT)) {
        throw new IllegalArgumentException(
            "%s changes gradients and is no optimizer: add it as a transform".formatted(name));
      }
      requireItsSteps(link, links);
      requireItsDecay(link, links);
      for (int inside = 0; link.restarts > 0 && inside < i; inside++) {
        links.get(inside).restartedBy(link);
      }
      links.add(link);
    }
    return links;
  }

  /// Evaluation weights follow from the steps that their link has seen: nobody around it changes
  /// them, or has others. Who restarts what it wraps may: that begins anew from what it leaves.
  private static void requireItsSteps(Link link, List<Link> inside) {
    for (Link other : inside) {
      if (!other.needs.contains(Need.EVALUATION_WEIGHTS)) {
        continue;
      }
      if (link.needs.contains(Need.EVALUATION_WEIGHTS)) {
        throw new IllegalArgumentException(
            "%s and %s both have evaluation weights, of which a chain has one kind: leave one out"
                .formatted(link.name, other.name));
      }
      if (link.restarts > 0) {
        continue;
      }
      throw new IllegalArgumentException(
          "%s changes the steps of which %s makes evaluation weights, which would be wrong: %s"
              .formatted(
                  link.name,
                  other.name,
                  other.index == 0
                      ? "leave it out, or take a wrapper that makes them, around it"
                      : "put it inside, " + other.name + " around " + link.name));
    }
  }

  /// Only the innermost link, which has the decay, and the one around it are handed it.
  private static void requireItsDecay(Link link, List<Link> inside) {
    if (!link.needs.contains(Need.DECAY) || link.index <= 1) {
      return;
    }
    throw new IllegalArgumentException(
        "%s applies the decay of the optimizer that it wraps: put it directly around %s"
            .formatted(link.name, inside.isEmpty() ? "one" : inside.getFirst().name));
  }

  /// Where everything goes, before anything is allocated.
  private record Places(
      List<PartDraft> order,
      List<List<Draft>> members,
      List<Integer> starts,
      List<Integer> ends,
      List<Integer> pools,
      int mainPools,
      Layout layout) {}

  /// Gives every parameter its place.
  private Places arrange(Map<String, String> aliases) {
    List<PartDraft> order = new ArrayList<>(drafts.values());
    order.sort(MOST_SLOTS_FIRST);
    List<List<Draft>> sorted = new ArrayList<>();
    List<Integer> starts = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    List<Integer> pools = new ArrayList<>();
    for (PartDraft part : order) {
      List<Draft> members = families(part.drafts());
      starts.add(slices.size());
      for (Draft draft : members) {
        slice(draft.path(), draft.shape());
      }
      pad();
      sorted.add(members);
      ends.add((int) offset);
      for (int i = 0; i < part.most(); i++) {
        if (i == pools.size()) {
          pools.add(0);
        }
        pools.set(i, (int) offset);
      }
    }
    int changed = (int) offset;
    for (Map.Entry<String, Shape> entry : frozen.entrySet()) {
      slice(entry.getKey(), entry.getValue());
    }
    pad();
    int mainPools = pools.size();
    for (TransformDraft transform : transforms) {
      for (PartDraft part : order) {
        for (Draft draft : part.drafts()) {
          transform.see(draft.path(), draft.shape(), draft.from());
        }
      }
      transform.require();
      for (int i = 0; i < transform.like(); i++) {
        pools.add(changed);
      }
    }
    Layout layout = new Layout(slices, aliases, (int) offset);
    return new Places(order, sorted, starts, ends, pools, mainPools, layout);
  }

  /// Returns the layout, the bytes of slots and what the rules need, and allocates nothing.
  OptimizerBuilder.Estimate estimate(Map<String, String> aliases) {
    Places places = arrange(aliases);
    long elements = places.pools().stream().mapToLong(Integer::longValue).sum();
    Set<String> trained = new HashSet<>();
    for (List<Draft> part : places.members()) {
      for (Draft draft : part) {
        trained.add(draft.path());
        for (List<Slot> slots : draft.slots()) {
          elements += shaped(slots);
        }
      }
    }
    Set<Need> needs = EnumSet.noneOf(Need.class);
    places.order().forEach(part -> part.links().forEach(link -> needs.addAll(link.needs)));
    for (TransformDraft transform : transforms) {
      elements += transform.shaped();
      needs.addAll(transform.needs());
    }
    long bytes = Float.BYTES * elements;
    return new OptimizerBuilder.Estimate(places.layout(), trained, bytes, needs);
  }

  /// Returns the elements of the slots with a shape of their own.
  static long shaped(List<Slot> slots) {
    long elements = 0;
    for (Slot slot : slots) {
      Shape own = slot.shape();
      elements += own == null ? 0 : own.size();
    }
    return elements;
  }

  /// Gives every parameter its place and makes the optimizer's parts.
  Placed place(Map<String, String> aliases, Team team) {
    Places places = arrange(aliases);
    Context context = new Context(team, places.layout().size(), new Pools(places.pools()));
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < places.order().size(); i++) {
      parts.add(
          part(
              places.order().get(i),
              places.members().get(i),
              places.starts().get(i),
              places.ends().get(i),
              context));
    }
    List<Part> changing = new ArrayList<>();
    int firstPool = places.mainPools();
    for (TransformDraft transform : transforms) {
      changing.add(transform.part(parts, slices, firstPool, context));
      firstPool += transform.like();
    }
    return new Placed(places.layout(), context, parts, changing);
  }

  /// The result.
  record Placed(Layout layout, Context context, List<Part> parts, List<Part> transforms) {
    /// Returns the transforms and the parts, in the order in which they run.
    Part[] all() {
      List<Part> all = new ArrayList<>(transforms);
      all.addAll(parts);
      return all.toArray(new Part[0]);
    }
  }

  /// Sorts so that parameters with equal slots are neighbours, those with many first.
  private static List<Draft> families(List<Draft> drafts) {
    Map<List<Slot>, List<Draft>> families = new LinkedHashMap<>();
    int most = 0;
    for (Draft draft : drafts) {
      List<Slot> like = draft.like();
      List<Draft> family = families.get(like);
      if (family == null) {
        family = new ArrayList<>();
        families.put(like, family);
      }
      family.add(draft);
      most = Math.max(most, like.size());
    }
    List<Draft> sorted = new ArrayList<>();
    for (int slots = most; slots >= 0; slots--) {
      for (Map.Entry<List<Slot>, List<Draft>> family : families.entrySet()) {
        if (family.getKey().size() == slots) {
          sorted.addAll(family.getValue());
        }
      }
    }
    return sorted;
  }

  private Part part(PartDraft draft, List<Draft> members, int first, int end, Context context) {
    List<Param> params = new ArrayList<>();
    for (int i = 0; i < members.size(); i++) {
      Draft member = members.get(i);
      Layout.Slice slice = slices.get(first + i);
      int room = i == members.size() - 1 ? end : slice.end();
      Param param = new Param(slice, first + i, room, member.from(), member.slots());
      allocate(param, context.pools, 0);
      params.add(param);
    }
    return new Part(
        draft.label(), draft.live(), draft.links().toArray(new Link[0]), params, 0, context);
  }

  static void allocate(Param param, Pools pools, int firstPool) {
    int pool = firstPool;
    for (int link = 0; link < param.arrays.length; link++) {
      List<Slot> slots = param.slots.get(link);
      for (int i = 0; i < slots.size(); i++) {
        Shape own = slots.get(i).shape();
        param.arrays[link][i] = own == null ? pools.array(pool++) : new float[own.size()];
        param.fill(link, i);
      }
    }
    param.allocated();
  }

  private void slice(String path, Shape shape) {
    slices.add(new Layout.Slice(path, shape, (int) offset));
    offset += shape.size();
    if (offset > Integer.MAX_VALUE - 2 * Layout.PADDING) {
      throw new IllegalArgumentException(
          "a model must have at most %d parameters, '%s' passes that"
              .formatted(Integer.MAX_VALUE - 2 * Layout.PADDING, path));
    }
  }

  private void pad() {
    offset = (offset + Layout.PADDING - 1) / Layout.PADDING * Layout.PADDING;
  }
}
