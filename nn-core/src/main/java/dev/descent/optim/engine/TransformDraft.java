package dev.descent.optim.engine;

import dev.descent.optim.spi.Need;
import dev.descent.optim.spi.Slot;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// A transform and the parameters that it is for, before these have a place. Its slots have arrays
/// of their own, so that they are the same ones for all its parameters, whatever part has them.
final class TransformDraft {
  private final LiveConfig live;
  private final Link link;
  private final Predicate<String> covers;
  private final List<List<Slot>> first = new ArrayList<>();
  private int seen;
  private int covered;
  private int like;
  private long shaped;

  private TransformDraft(LiveConfig live, Link link, Predicate<String> covers) {
    this.live = live;
    this.link = link;
    this.covers = covers;
  }

  /// Makes a transform.
  ///
  /// @param before how many of the same name there are before it
  /// @throws IllegalArgumentException if the config's rule is none
  static TransformDraft of(LiveConfig live, int before, Predicate<String> covers) {
    String name = live.current().hyperParameters().name();
    String prefix = before == 0 ? name + "." : name + "-" + (before + 1) + ".";
    Link link = new Link(0, prefix, "", live.current());
    if (!link.needs.contains(Need.GRADIENT)) {
      throw new IllegalArgumentException(
          "%s must change gradients to be a transform: make it an optimizer of a group"
              .formatted(name));
    }
    return new TransformDraft(live, link, covers);
  }

  String name() {
    return link.name;
  }

  Link link() {
    return link;
  }

  /// Looks at a parameter that is trained from a step on.
  ///
  /// @throws IllegalArgumentException if it does not go with those before it
  void see(String path, Shape shape, long from) {
    seen++;
    if (covers.test(path)) {
      covered++;
      List<Slot> slots = Declared.slots(link, shape);
      if (first.isEmpty()) {
        first.add(slots);
      }
      OneVector.require(List.of(link), name(), path, from, List.of(slots), first);
      like = Math.max(like, (int) slots.stream().filter(slot -> slot.shape() == null).count());
      shaped += Assembly.shaped(slots);
    }
  }

  /// Checks that it has something to transform, all of it if it needs all.
  ///
  /// @throws IllegalArgumentException if not
  void require() {
    if (covered == 0) {
      throw new IllegalArgumentException(
          "%s must have a parameter that is trained to transform".formatted(name()));
    }
    if (covered < seen && OneVector.isWanted(List.of(link))) {
      throw new IllegalArgumentException(
          "%s takes all gradients as one vector: add it without a pattern".formatted(name()));
    }
  }

  /// Returns the elements of its slots with a shape of their own.
  long shaped() {
    return shaped;
  }

  Set<Need> needs() {
    return link.needs;
  }

  /// Returns how many slots it has that are like the weights.
  int like() {
    return like;
  }

  /// Makes the part, of the parameters of these.
  Part part(List<Part> parts, List<Layout.Slice> slices, int firstPool, Context context) {
    List<Param> params = new ArrayList<>();
    for (Part part : parts) {
      for (Param known : part.params) {
        if (covers.test(known.path)) {
          List<List<Slot>> slots = List.of(Declared.slots(link, known.shape));
          Param param =
              new Param(slices.get(known.slice), known.slice, known.room, known.from, slots);
          Assembly.allocate(param, context.pools, firstPool);
          params.add(param);
        }
      }
    }
    return new Part(name(), live, new Link[] {link}, params, firstPool, context);
  }
}
