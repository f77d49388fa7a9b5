package dev.descent.kernel;

import dev.descent.parallel.Team;
import java.util.Arrays;

/// A product that a team shares without packing B twice. In turn the threads pack a slice into one
/// slot of [Panels], then they take parts of C through it.
///
/// Up to [Panels#ROWS] rows of A are packed for all, more by who computes with them, some at a
/// time: these again for each strip of columns of B, and by both threads where a part ends within a
/// row of cells. Columns of B are packed for all, as many as fit. But for few rows a B stored as
/// [n, k] is packed by who computes with it, a group of panels at a time, which then is in that
/// thread's cache; and where a B stored as [k, n] does not fit beside few rows, they are treated
/// like many.
///
/// Parts are consecutive cells of C, many in the first ones and one in the last (Polychronopoulos
/// and Kuck 1987, guided self-scheduling): a thread that something else holds up takes fewer, and
/// all end at about the same time. Which cells are a part depends on shape and number of threads
/// alone.
final class SharedGemm implements Team.Task {
  /// Products of less m·n·k are cut into a part for each thread.
  static final long MIN_WORK = 1 << 22;

  /// Rows of a cell.
  private static final int ROWS = 2 * Panels.TILE.rows();

  /// A part has at most this share of the cells that are left, divided by the number of threads.
  private static final int SHARE = 3;

  /// Parts for each thread when something is packed.
  private static final int PACKED = 4;

  private static final int COLUMNS = Panels.COLUMNS;
  private static final Product NONE = new Product();
  private static final ThreadLocal<SharedGemm> OF_THREAD = ThreadLocal.withInitial(SharedGemm::new);

  private Product x = NONE;
  private int slot;
  private boolean rowsPacked; // all of A's, for the slice
  private boolean columnsPacked; // of B
  private int j; // the columns in turn
  private int columns;
  private int l; // the slice
  private int kc;
  private int panel; // elements from one panel of B to the next
  private int panels; // whole ones, or one
  private boolean packs; // what parts do in turn
  private int packedParts; // of A
  private int packedUnits; // of B for each part: steps of the inner extent, or panels
  private int rows; // of cells
  private int groups; // of panels
  private int[] starts = new int[64]; // the first cell of each part, and the end

  private SharedGemm() {}

  /// Computes all of C with the epilogue.
  static void multiply(Product product, Team team) {
    SharedGemm shared = OF_THREAD.get();
    shared.x = product;
    shared.slot = Panels.take();
    try {
      shared.slices(team);
    } finally {
      Panels.give(shared.slot);
      shared.x = NONE;
    }
  }

  private void slices(Team team) {
    rowsPacked = x.m <= Panels.ROWS;
    columnsPacked = !rowsPacked || x.bj == 1;
    int depth = VectorGemm.even(x.k, Panels.DEPTH, 8);
    int width = columnsPacked ? width(depth) : x.n;
    if (width < x.n) {
      rowsPacked = false;
      depth = VectorGemm.even(x.k, VectorGemm.SHORT_DEPTH, 8);
      width = width(depth);
    }
    panel = VectorGemm.panel(depth);
    for (j = 0; j < x.n; j += width) {
      columns = Math.min(width, x.n - j);
      for (l = 0; l < x.k; l += depth) {
        kc = Math.min(depth, x.k - l);
        slice(team);
      }
    }
  }

  /// Returns how many columns of B are packed at a time, if they are.
  private int width(int depth) {
    int room = Panels.C - (firstPanel() - slot);
    int most = room / VectorGemm.panel(depth) * COLUMNS;
    return VectorGemm.even(x.n, most, COLUMNS);
  }

  private int firstPanel() {
    return slot + (rowsPacked ? Panels.ROWS * Panels.ROW : Panels.B);
  }

  private void slice(Team team) {
    int vectors = (columns + VectorWidth.SPECIES.length() - 1) / VectorWidth.SPECIES.length();
    panels = Math.min(Panels.TILE.wholeWidths(vectors), columns / COLUMNS);
    panels = Math.max(1, columnsPacked ? panels : (columns + COLUMNS - 1) / COLUMNS);
    packedParts = rowsPacked ? (x.m + ROWS - 1) / ROWS : 0;
    int units = !columnsPacked ? 0 : x.bj == 1 ? (kc + 7) / 8 : panels;
    packedUnits = Math.max(1, units / (PACKED * team.threads()));
    packs = true;
    team.run(packedParts + (units + packedUnits - 1) / packedUnits, this);
    packs = false;
    rows = (x.m + ROWS - 1) / ROWS;
    groups = (panels + Panels.GROUP - 1) / Panels.GROUP;
    team.run(cut(columnsPacked ? rows * groups : panels, team.threads()), this);
  }

  /// Packs something, or computes some cells.
  @Override
  public void run(int part) {
    if (packs) {
      pack(part);
    } else {
      compute(part);
    }
  }

  /// Divides cells into parts and returns how many.
  private int cut(int cells, int threads) {
    int parts = 0;
    for (int at = 0; at < cells; parts++) {
      if (parts + 2 > starts.length) {
        starts = Arrays.copyOf(starts, 2 * starts.length);
      }
      starts[parts] = at;
      at += Math.max(1, (cells - at) / (SHARE * threads));
      starts[parts + 1] = at;
    }
    return parts;
  }

  private void pack(int part) {
    if (part < packedParts) {
      int i = part * ROWS;
      VectorGemm.packA(x, i, Math.min(ROWS, x.m - i), l, kc, slot + i * Panels.ROW);
    } else if (x.bj == 1) {
      int from = (part - packedParts) * packedUnits * 8;
      int steps = Math.min(packedUnits * 8, kc - from);
      VectorGemm.packB(x, j, columns, l + from, steps, firstPanel() + from * COLUMNS, panel);
    } else {
      int from = (part - packedParts) * packedUnits;
      int to = from + packedUnits < panels ? (from + packedUnits) * COLUMNS : columns;
      int first = from * COLUMNS;
      VectorGemm.packB(x, j + first, to - first, l, kc, firstPanel() + from * panel, panel);
    }
  }

  private void compute(int part) {
    int piece = Panels.takePiece();
    try {
      if (!columnsPacked) {
        int from = starts[part] * COLUMNS;
        columns(from, Math.min(columns, starts[part + 1] * COLUMNS), piece);
      } else if (rowsPacked) {
        byGroups(starts[part], starts[part + 1], piece);
      } else {
        byRows(starts[part], starts[part + 1], piece);
      }
    } finally {
      Panels.givePiece(piece);
    }
  }

  /// Cells in the order of groups: a group of panels stays in the L2 cache.
  private void byGroups(int from, int to, int piece) {
    for (int at = from, end; at < to; at = end) {
      int group = at / rows;
      end = Math.min(to, (group + 1) * rows);
      int i = at % rows * ROWS;
      int height = Math.min(x.m - i, (end - at) * ROWS);
      multiply(i, height, group, group + 1, slot + i * Panels.ROW, piece);
    }
  }

  /// Cells in the order of rows, which are packed, some at a time.
  private void byRows(int from, int to, int piece) {
    for (int at = from, end; at < to; at = end) {
      int group = at % groups;
      int whole = group > 0 ? 0 : Math.min((to - at) / groups, Panels.HEIGHT / ROWS);
      end = whole > 0 ? at + whole * groups : Math.min(to, at - group + groups);
      int last = whole > 0 ? groups : group + end - at;
      int i = at / groups * ROWS;
      int height = Math.min(x.m - i, Math.max(1, whole) * ROWS);
      VectorGemm.packA(x, i, height, l, kc, piece);
      multiply(i, height, group, last, piece, piece);
    }
  }

  /// Takes rows of A and groups of panels through the slice.
  private void multiply(int i, int height, int group, int last, int rowsAt, int piece) {
    int from = group * VectorGemm.GROUP;
    int width = (last == groups ? columns : last * VectorGemm.GROUP) - from;
    int at = firstPanel() + group * Panels.GROUP * panel;
    int spare = piece + Panels.PIECE_C;
    VectorGemm.block(x, i, height, j + from, width, l, kc, rowsAt, at, panel, spare);
  }

  /// Packs columns of B, a group of panels at a time, and takes all rows through the slice.
  private void columns(int from, int to, int piece) {
    int spare = piece + Panels.PIECE_C;
    for (int at = from; at < to; at += VectorGemm.GROUP) {
      int width = Math.min(VectorGemm.GROUP, to - at);
      VectorGemm.packB(x, at, width, l, kc, piece, panel);
      VectorGemm.block(x, 0, x.m, at, width, l, kc, slot, piece, panel, spare);
    }
  }
}
