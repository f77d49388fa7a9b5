package dev.descent.optim.engine;

import dev.descent.optim.spi.Slot;
import java.util.List;

/// Finds out, after a check has failed, what to name in the message.
final class Culprit {
  private Culprit() {}

  static String gradient(Part[] parts, float[] values) {
    for (Part part : parts) {
      for (int p = 0; p < part.plan().parameters(); p++) {
        Param param = part.plan().param(p);
        int at = first(values, param.offset, param.end);
        if (at >= 0) {
          return "gradient of '%s' must be finite, was %s at index %d"
              .formatted(param.path, values[at], at - param.offset);
        }
      }
    }
    return "gradient must be finite, its largest magnitude was given as not finite";
  }

  static String result(Part[] parts, float[] weights) {
    for (Part part : parts) {
      for (int p = 0; p < part.plan().parameters(); p++) {
        Param param = part.plan().param(p);
        int at = first(weights, param.offset, param.end);
        if (at >= 0) {
          return update(part, param, "", weights[at], at - param.offset);
        }
        for (int link = 0; link < param.arrays.length; link++) {
          List<Slot> slots = param.slots.get(link);
          for (int i = 0; i < slots.size(); i++) {
            float[] array = param.arrays[link][i];
            boolean like = slots.get(i).shape() == null;
            int from = like ? param.offset : 0;
            int bad = first(array, from, like ? param.end : array.length);
            if (bad >= 0 && slots.get(i).saved()) {
              String name = " slot " + part.links[link].prefix + slots.get(i).name();
              return update(part, param, name, array[bad], bad - from);
            }
          }
        }
      }
    }
    return "update must be finite";
  }

  private static String update(Part part, Param param, String what, float value, int index) {
    return "update of '%s'%s by %s must be finite, was %s at index %d"
        .formatted(param.path, what, part.links[0].name, value, index);
  }

  /// Returns what is wrong with the numbers of the rules, empty if nothing is.
  static String scalar(Part[] parts) {
    for (Part part : parts) {
      if (!part.numbers) {
        continue;
      }
      for (Link link : part.links) {
        String name = link.nan();
        if (!name.isEmpty()) {
          return "scalar '%s' of %s in group '%s' must be a number, was NaN"
              .formatted(name, link.name, part.label);
        }
      }
    }
    return "";
  }

  private static int first(float[] values, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(values[i])) {
        return i;
      }
    }
    return -1;
  }
}
