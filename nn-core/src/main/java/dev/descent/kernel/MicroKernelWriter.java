package dev.descent.kernel;

import static dev.descent.kernel.KernelClass.FLOATS;
import static dev.descent.kernel.KernelClass.INT;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Writes the micro-kernels of a [Tile] as bytecode: straight code with an accumulator in a local
/// variable for every vector of the tile, for both heights of a panel and every number of vectors
/// up to the tile's.
///
/// C2 gives every accumulator a register only if it does not load too much ahead. Its scheduler
/// puts all loads of a block first, so a tile with 12 accumulators runs out of 16 registers and
/// spills some, which halves the speed. A load fence after every row stops that: it is no
/// instruction on x86, but no load may move above it. With that the loop can also be unrolled.
///
/// Panels lie in a constant array, and the indexes at which they begin are checked against a
/// constant before the loop, so that nothing is left to check in it or for it; see docs/adr/0061.
final class MicroKernelWriter {
  private static final MethodTypeDesc KERNEL =
      MethodTypeDesc.of(ConstantDescs.CD_void, INT, INT, INT, FLOATS, INT, INT, FLOATS, INT, INT);
  private static final MethodTypeDesc CHECK = MethodTypeDesc.of(INT, INT, INT);

  // Local variables of a kernel.
  private static final int KC = 0;
  private static final int AO = 1;
  private static final int BO = 2;
  private static final int X = 3;
  private static final int XO = 4;
  private static final int XS = 5;
  private static final int Y = 6;
  private static final int YO = 7;
  private static final int YS = 8;
  private static final int A = 9;
  private static final int STEP = 10;
  private static final int ROW = 11;
  private static final int PANEL = 12;

  private final CodeBuilder code;
  private final int rows;
  private final int vectors;
  private final boolean fences;
  private final int lanes;

  private MicroKernelWriter(CodeBuilder code, int rows, int vectors, boolean fences, int lanes) {
    this.code = code;
    this.rows = rows;
    this.vectors = vectors;
    this.fences = fences;
    this.lanes = lanes;
  }

  /// Returns the kernels of a tile for vectors of [VectorWidth].
  static MicroKernels write(Tile tile) {
    ClassDesc name = ClassDesc.of(MicroKernelWriter.class.getPackageName(), "GeneratedKernels");
    return KernelClass.define(MicroKernels.class, name, type -> kernels(type, name, tile));
  }

  private static void kernels(ClassBuilder type, ClassDesc self, Tile tile) {
    List<int[]> sizes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int rows : new int[] {Tile.SHORT, tile.rows()}) {
      for (int vectors = 1; vectors <= tile.vectors(); vectors++) {
        String name = name(rows, vectors);
        kernel(type, name, tile, rows, vectors, 1);
        boolean turns = tile.unroll() > 1 && rows == tile.rows() && vectors == tile.vectors();
        sizes.add(new int[] {rows, vectors});
        names.add(turns ? "whole" : name);
      }
    }
    if (tile.unroll() > 1) {
      kernel(type, "turns", tile, tile.rows(), tile.vectors(), tile.unroll());
      type.withMethodBody("whole", KERNEL, ClassFile.ACC_STATIC, code -> whole(code, self, tile));
    }
    KernelClass.dispatch(type, self, KERNEL, sizes, names);
  }

  private static void kernel(
      ClassBuilder type, String name, Tile tile, int rows, int vectors, int steps) {
    type.withMethodBody(
        name,
        KERNEL,
        ClassFile.ACC_STATIC,
        code ->
            new MicroKernelWriter(code, rows, vectors, tile.fences(), VectorWidth.SPECIES.length())
                .kernel(steps));
  }

  /// The whole tile: turns of several steps, then what is left of them, from where the turns wrote.
  private static void whole(CodeBuilder code, ClassDesc self, Tile tile) {
    Label rest = code.newLabel();
    Label end = code.newLabel();
    code.iload(KC).loadConstant(-tile.unroll()).iand().istore(STEP);
    code.iload(STEP).ifeq(rest);
    code.iload(STEP);
    KernelClass.arguments(code, KERNEL, AO, 0);
    code.invokestatic(self, "turns", KERNEL);
    code.iload(STEP).iload(KC).if_icmpeq(end);
    code.aload(Y).astore(X).iload(YO).istore(XO).iload(YS).istore(XS);
    code.iload(AO).iload(STEP).iadd().istore(AO);
    code.iload(BO).iload(STEP).loadConstant(Panels.COLUMNS).imul().iadd().istore(BO);
    code.labelBinding(rest).iload(KC).iload(STEP).isub();
    KernelClass.arguments(code, KERNEL, AO, 0);
    code.invokestatic(self, name(tile.rows(), tile.vectors()), KERNEL);
    code.labelBinding(end).return_();
  }

  private static String name(int rows, int vectors) {
    return "tile" + rows + "x" + vectors;
  }

  /// @param steps of the inner extent in a turn of the loop, which runs while so many are left
  private void kernel(int steps) {
    check(KC, Panels.DEPTH + 1);
    check(AO, Panels.LIMIT);
    check(BO, Panels.LIMIT);
    KernelClass.keepApart(code);
    code.getstatic(KernelClass.of(Panels.class), "ALL", FLOATS).astore(A);
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < vectors; v++) {
        KernelClass.species(code).aload(X);
        KernelClass.load(element(XO, XS, row, v)).astore(accumulator(row, v));
      }
    }
    code.loadConstant(0).istore(STEP);
    loop(steps);
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < vectors; v++) {
        code.aload(accumulator(row, v)).aload(Y);
        KernelClass.store(element(YO, YS, row, v));
      }
    }
    code.return_();
  }

  /// While that many steps are left, takes them.
  private void loop(int steps) {
    Label top = code.newLabel();
    Label end = code.newLabel();
    code.labelBinding(top).iload(STEP).iload(KC);
    if (steps > 1) {
      code.loadConstant(steps - 1).isub();
    }
    code.if_icmpge(end);
    for (int s = 0; s < steps; s++) {
      step(s);
    }
    code.iinc(STEP, steps).goto_(top).labelBinding(end);
  }

  /// One step of the inner extent: the vectors of B, then every row's element of A.
  private void step(int s) {
    for (int v = 0; v < vectors; v++) {
      KernelClass.species(code)
          .aload(A)
          .iload(BO)
          .iload(STEP)
          .loadConstant(Panels.COLUMNS)
          .imul()
          .iadd();
      code.loadConstant(s * Panels.COLUMNS + v * lanes).iadd();
      KernelClass.load(code).astore(PANEL + v);
    }
    for (int row = 0; row < rows; row++) {
      KernelClass.species(code).aload(A).iload(AO).iload(STEP).iadd();
      code.loadConstant(row * Panels.ROW + s).iadd();
      KernelClass.broadcast(code.faload()).astore(ROW);
      for (int v = 0; v < vectors; v++) {
        KernelClass.fma(code, ROW, PANEL + v, accumulator(row, v));
      }
      if (fences) {
        code.invokestatic(KernelClass.of(VarHandle.class), "loadLoadFence", ConstantDescs.MTD_void);
      }
    }
  }

  /// Checks that a variable is in [0, limit), which tells C2 so.
  private void check(int variable, int limit) {
    code.iload(variable).loadConstant(limit);
    code.invokestatic(KernelClass.of(Objects.class), "checkIndex", CHECK).istore(variable);
  }

  /// Pushes the index of a vector of the tile in an array.
  private CodeBuilder element(int offset, int stride, int row, int v) {
    code.iload(offset);
    if (row > 0) {
      code.iload(stride).loadConstant(row).imul().iadd();
    }
    if (v > 0) {
      code.loadConstant(v * lanes).iadd();
    }
    return code;
  }

  private int accumulator(int row, int v) {
    return PANEL + vectors + row * vectors + v;
  }
}
