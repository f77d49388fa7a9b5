package dev.descent.optim.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The stretches in which a part is updated while the same parameters are trained and have the same
/// update counts relative to each other. A function of shapes and counts only, never of threads.
///
/// Neighbours with one count are merged into runs, runs are cut into blocks that fit into a cache,
/// and blocks are dealt in chunks. Where no sums depend on it, the last block reaches into the
/// padding, so that a rule's loop is never compiled for a handful of elements.
final class Plan {
  /// Elements in a block: weights, gradient and slots are in the L1 cache when they are looked at.
  private static final int SHORT = 2048;

  /// Elements in a block in which hardly more than the weights is looked at.
  private static final int LONG = 16 * 1024;

  /// The same where there are many: the weights are in the L2 cache when they are looked at, and
  /// the memory idles less often at a loop's end.
  private static final int LONGEST = 64 * 1024;

  /// From this many elements on blocks are the longest: 64 blocks or more, which dozens of threads
  /// share about evenly.
  private static final int MANY = 64 * LONGEST;

  private static final int CHUNK = 16 * 1024;

  private final int block;
  private final Param[] parameters;
  private final int[] indexes; // among all of the part's parameters
  final Run[] runs;
  final int blocks;
  final int[] from;
  final int[] real;
  final int[] to;
  final int[] run;
  final int[] parameter; // among this plan's, -1 for several
  final int[] firstBlock; // by chunk, and the end
  final int[] each; // 0, 1, ...: the parameters one by one
  final int elements;
  final long next; // the step before which a new plan is needed

  /// Makes the stretches.
  ///
  /// @param exact whether none may reach into padding
  /// @param single whether none may span two parameters
  /// @param longBlocks whether hardly more than the weights is looked at after an update
  Plan(List<Param> all, boolean exact, boolean single, boolean longBlocks, long number) {
    List<Param> trained = new ArrayList<>();
    int[] positions = new int[all.size()];
    long later = Long.MAX_VALUE;
    int sum = 0;
    for (int i = 0; i < all.size(); i++) {
      Param param = all.get(i);
      if (param.from <= number) {
        positions[trained.size()] = i;
        trained.add(param);
        sum += param.end - param.offset;
      } else {
        later = Math.min(later, param.from);
      }
    }
    parameters = trained.toArray(new Param[0]);
    indexes = Arrays.copyOf(positions, parameters.length);
    next = later;
    elements = sum;
    block = longBlocks ? longBlock(sum) : SHORT;
    runs = runs(exact, single);
    List<int[]> cut = new ArrayList<>();
    for (int r = 0; r < runs.length; r++) {
      cut(r, single ? runs[r].index : -1, cut);
    }
    blocks = cut.size();
    from = column(cut, 0);
    real = column(cut, 1);
    to = column(cut, 2);
    run = column(cut, 3);
    parameter = column(cut, 4);
    firstBlock = chunks();
    each = new int[parameters.length];
    for (int i = 0; i < each.length; i++) {
      each[i] = i;
    }
  }

  private static int longBlock(int elements) {
    return elements < MANY ? LONG : LONGEST;
  }

  private static int[] column(List<int[]> rows, int index) {
    int[] column = new int[rows.size()];
    for (int i = 0; i < column.length; i++) {
      column[i] = rows.get(i)[index];
    }
    return column;
  }

  private Run[] runs(boolean exact, boolean single) {
    List<Run> result = new ArrayList<>();
    for (int i = 0; i < parameters.length; ) {
      Param first = parameters[i];
      int start = i;
      Param end = first;
      for (i++; i < parameters.length && !single; i++) {
        Param candidate = parameters[i];
        if (candidate.t != first.t
            || candidate.offset != end.end
            || !candidate.sharesSlotsWith(first)) {
          break;
        }
        end = candidate;
      }
      result.add(new Run(first, start, i - start, end.end, exact ? end.end : end.room));
    }
    return result.toArray(new Run[0]);
  }

  private void cut(int index, int single, List<int[]> blocks) {
    Run one = runs[index];
    int end;
    for (int at = one.from; at < one.to; at = end) {
      end = at + Math.min(block, one.to - at);
      blocks.add(new int[] {at, end, end == one.to ? one.padded : end, index, single});
    }
  }

  private int[] chunks() {
    int[] starts = new int[blocks + 1];
    int count = 0;
    int size = CHUNK;
    for (int b = 0; b < blocks; b++) {
      if (size >= CHUNK) {
        starts[count++] = b;
        size = 0;
      }
      size += to[b] - from[b];
    }
    starts[count] = blocks;
    return Arrays.copyOf(starts, count + 1);
  }

  /// Returns the first run that does not follow this one without padding between.
  int next(int index) {
    int after = index + 1;
    while (after < runs.length && runs[after].from == runs[after - 1].to) {
      after++;
    }
    return after;
  }

  int chunkCount() {
    return firstBlock.length - 1;
  }

  int parameters() {
    return parameters.length;
  }

  Param param(int index) {
    return parameters[index];
  }

  /// Returns the largest magnitude in the saved slots with a shape of their own.
  float shapedRange() {
    float max = 0;
    for (Param param : parameters) {
      max = Math.max(max, param.shapedRange());
    }
    return max;
  }

  /// Returns the index among all of the part's parameters.
  int index(int parameterOfPlan) {
    return indexes[parameterOfPlan];
  }
}
