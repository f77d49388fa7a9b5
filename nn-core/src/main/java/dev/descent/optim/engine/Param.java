package dev.descent.optim.engine;

import dev.descent.kernel.Sums;
import dev.descent.optim.spi.Slot;
import dev.descent.random.Keys;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One parameter that a part updates, and its state.
final class Param {
  final String path;
  final Shape shape;
  final int slice; // in the layout
  final int offset;
  final int end;
  final int room; // where the padding after it ends
  final long from; // the first step (committed ones before it) that updates it
  final List<List<Slot>> slots; // by link
  final float[][][] arrays; // by link and slot; those like the weights are shared by all
  final float[][][] copies; // of arrays with their own shape, for undoing a step
  long t; // committed updates
  private float[][] ranged = {}; // saved slots like the weights
  private float[][] watched = {}; // those of them that promise nothing about their growth

  Param(Layout.Slice slice, int index, int room, long from, List<List<Slot>> slots) {
    this.path = slice.path();
    this.shape = slice.shape();
    this.slice = index;
    this.offset = slice.offset();
    this.end = slice.end();
    this.room = room;
    this.from = from;
    this.slots = slots;
    arrays = new float[slots.size()][][];
    copies = new float[slots.size()][][];
    for (int link = 0; link < arrays.length; link++) {
      List<Slot> own = slots.get(link);
      arrays[link] = new float[own.size()][];
      copies[link] = new float[own.size()][];
    }
  }

  /// Says that all slots have their arrays.
  void allocated() {
    List<float[]> found = new ArrayList<>();
    List<float[]> without = new ArrayList<>();
    for (int link = 0; link < arrays.length; link++) {
      List<Slot> own = slots.get(link);
      for (int i = 0; i < own.size(); i++) {
        if (own.get(i).shape() == null && own.get(i).saved()) {
          found.add(arrays[link][i]);
          if (own.get(i).power() == 0) {
            without.add(arrays[link][i]);
          }
        }
      }
    }
    ranged = found.toArray(new float[0][]);
    watched = without.toArray(new float[0][]);
  }

  /// Returns whether no slot like the weights needs a look after each step.
  boolean isUnwatched() {
    return watched.length == 0;
  }

  /// Returns whether a slot grows by squares of the gradient.
  boolean gainsSquares() {
    for (List<Slot> own : slots) {
      for (Slot slot : own) {
        if (slot.power() == 2) {
          return true;
        }
      }
    }
    return false;
  }

  /// Returns the array of a slot by its name.
  float[] array(int link, Slot wanted) {
    List<Slot> own = slots.get(link);
    for (int i = 0, n = own.size(); i < n; i++) {
      Slot slot = own.get(i);
      if (slot.name().equals(wanted.name())) {
        return arrays[link][i];
      }
    }
    throw new IllegalStateException(
        "no slot '%s' declared for '%s' %s; found %s"
            .formatted(wanted.name(), path, shape, own.stream().map(Slot::name).toList()));
  }

  /// Returns whether two parameters have the same slots, and the same ones of them are like the
  /// weights.
  ///
  /// @param slots of the one, by link
  /// @param others of the other
  static boolean alike(List<List<Slot>> slots, List<List<Slot>> others) {
    for (int link = 0; link < slots.size(); link++) {
      List<Slot> a = slots.get(link);
      List<Slot> b = others.get(link);
      if (a.size() != b.size()) {
        return false;
      }
      for (int i = 0; i < a.size(); i++) {
        if (!a.get(i).name().equals(b.get(i).name())
            || (a.get(i).shape() == null) != (b.get(i).shape() == null)) {
          return false;
        }
      }
    }
    return true;
  }

  /// Returns whether the slots are the same ones, and those like the weights in the same arrays.
  @SuppressWarnings("ReferenceEquality") // the very array
  boolean sharesSlotsWith(Param other) {
    if (!alike(slots, other.slots)) {
      return false;
    }
    for (int link = 0; link < arrays.length; link++) {
      List<Slot> own = slots.get(link);
      for (int i = 0; i < own.size(); i++) {
        if (own.get(i).shape() == null && arrays[link][i] != other.arrays[link][i]) {
          return false;
        }
      }
    }
    return true;
  }

  /// Returns the key of the random numbers that a rule draws for this parameter in an update.
  long key(long seed, long update) {
    return Keys.fold(Keys.fold(Keys.of(seed), path), update);
  }

  /// Returns whether it has no slots.
  boolean stateless() {
    for (List<Slot> own : slots) {
      if (!own.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// Returns the number of slots that are like the weights.
  int like() {
    int count = 0;
    for (List<Slot> own : slots) {
      for (Slot slot : own) {
        count += slot.shape() == null ? 1 : 0;
      }
    }
    return count;
  }

  /// Fills the slots of a rule with their initial values.
  void fill(int link) {
    for (int i = 0; i < arrays[link].length; i++) {
      fill(link, i);
    }
  }

  /// Copies the weights into the slots of a rule that start as them.
  void start(int link, float[] weights) {
    List<Slot> own = slots.get(link);
    for (int i = 0; i < own.size(); i++) {
      if (own.get(i).startsAsWeights()) {
        System.arraycopy(weights, offset, arrays[link][i], offset, end - offset);
      }
    }
  }

  /// Fills a slot with its initial value.
  void fill(int link, int slot) {
    Slot declared = slots.get(link).get(slot);
    float[] array = arrays[link][slot];
    if (declared.shape() == null) {
      Arrays.fill(array, offset, end, declared.fill());
    } else {
      Arrays.fill(array, declared.fill());
    }
  }

  /// Returns the largest magnitude in a stretch of the weights and of the saved slots that are like
  /// them.
  ///
  /// @param trusted whether slots that promise how much they grow are left out
  float range(float[] weights, int from, int to, boolean trusted) {
    return Math.max(Sums.maxAbs(weights, from, to), slotRange(from, to, trusted));
  }

  /// Returns the largest magnitude in a stretch of the saved slots that are like the weights.
  ///
  /// @param trusted whether slots that promise how much they grow are left out
  float slotRange(int from, int to, boolean trusted) {
    float max = 0;
    for (float[] slot : trusted ? watched : ranged) {
      max = Math.max(max, Sums.maxAbs(slot, from, to));
    }
    return max;
  }

  /// Returns the largest magnitude in the saved slots with their own shape.
  float shapedRange() {
    float max = 0;
    for (int link = 0; link < arrays.length; link++) {
      List<Slot> own = slots.get(link);
      for (int i = 0, n = own.size(); i < n; i++) {
        float[] array = arrays[link][i];
        if (own.get(i).shape() != null && own.get(i).saved()) {
          max = Math.max(max, Sums.maxAbs(array, 0, array.length));
        }
      }
    }
    return max;
  }

  /// Returns the bytes of the arrays with their own shape and their copies.
  long bytes() {
    long sum = 0;
    for (int link = 0; link < arrays.length; link++) {
      for (int i = 0; i < arrays[link].length; i++) {
        if (slots.get(link).get(i).shape() != null) {
          sum += arrays[link][i].length + (copies[link][i] == null ? 0 : copies[link][i].length);
        }
      }
    }
    return 4 * sum;
  }

  /// Copies the arrays with their own shape.
  void save() {
    for (int link = 0; link < arrays.length; link++) {
      for (int i = 0; i < arrays[link].length; i++) {
        if (slots.get(link).get(i).shape() != null) {
          float[] array = arrays[link][i];
          if (copies[link][i] == null) {
            copies[link][i] = new float[array.length];
          }
          System.arraycopy(array, 0, copies[link][i], 0, array.length);
        }
      }
    }
  }

  /// Puts back what [#save] has copied.
  void undo() {
    for (int link = 0; link < arrays.length; link++) {
      for (int i = 0; i < arrays[link].length; i++) {
        if (slots.get(link).get(i).shape() != null) {
          System.arraycopy(copies[link][i], 0, arrays[link][i], 0, arrays[link][i].length);
        }
      }
    }
  }
}
