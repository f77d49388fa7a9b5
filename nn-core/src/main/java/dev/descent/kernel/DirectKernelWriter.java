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
import java.util.ArrayList;
import java.util.List;

/// Writes [DirectKernels] as bytecode: straight code with an accumulator in a local variable for
/// every vector of the tile.
///
/// The strides of A and B are any, so each access is checked in the loop. The checks also keep C2
/// from loading too much ahead: no fences are needed. Few rows and many vectors need the fewest
/// loads and addresses a multiply-add; see docs/adr/0061.
///
/// Rows are stored from the first to the last, which [DirectGemm] relies on.
final class DirectKernelWriter {
  private static final MethodTypeDesc KERNEL =
      MethodTypeDesc.of(
          ConstantDescs.CD_void, INT, FLOATS, INT, INT, INT, FLOATS, INT, INT, FLOATS, INT, INT);

  // Local variables of a kernel.
  private static final int KC = 0;
  private static final int A = 1;
  private static final int AO = 2;
  private static final int AI = 3;
  private static final int AK = 4;
  private static final int B = 5;
  private static final int BO = 6;
  private static final int BK = 7;
  private static final int Y = 8;
  private static final int YO = 9;
  private static final int YS = 10;
  private static final int STEP = 11;
  private static final int ROW = 12;
  private static final int OFFSETS = 13;

  private final CodeBuilder code;
  private final int rows;
  private final int vectors;
  private final int lanes = VectorWidth.SPECIES.length();

  private DirectKernelWriter(CodeBuilder code, int rows, int vectors) {
    this.code = code;
    this.rows = rows;
    this.vectors = vectors;
  }

  /// Returns kernels for vectors of [VectorWidth].
  ///
  /// @param sizes rows and vectors of each
  static DirectKernels write(List<int[]> sizes) {
    ClassDesc name = ClassDesc.of(DirectKernelWriter.class.getPackageName(), "GeneratedDirect");
    return KernelClass.define(DirectKernels.class, name, type -> kernels(type, name, sizes));
  }

  private static void kernels(ClassBuilder type, ClassDesc self, List<int[]> sizes) {
    List<String> names = new ArrayList<>();
    for (int[] size : sizes) {
      String name = "tile" + size[0] + "x" + size[1];
      names.add(name);
      type.withMethodBody(
          name,
          KERNEL,
          ClassFile.ACC_STATIC,
          code -> new DirectKernelWriter(code, size[0], size[1]).kernel());
    }
    KernelClass.dispatch(type, self, KERNEL, sizes, names);
  }

  private void kernel() {
    KernelClass.keepApart(code);
    for (int row = 0; row < rows; row++) {
      code.iload(AI).loadConstant(row).imul().istore(OFFSETS + row);
      for (int v = 0; v < vectors; v++) {
        KernelClass.broadcast(KernelClass.species(code).fconst_0()).astore(accumulator(row, v));
      }
    }
    Label top = code.newLabel();
    Label end = code.newLabel();
    code.loadConstant(0).istore(STEP);
    code.labelBinding(top).iload(STEP).iload(KC).if_icmpge(end);
    step();
    code.iload(AO).iload(AK).iadd().istore(AO);
    code.iload(BO).iload(BK).iadd().istore(BO);
    code.iinc(STEP, 1).goto_(top).labelBinding(end);
    // The order is relied on: rows may be shorter than their vectors, and what a row leaves in the
    // next ones is written over by these.
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < vectors; v++) {
        code.aload(accumulator(row, v)).aload(Y).iload(YO).iload(YS).loadConstant(row).imul();
        KernelClass.store(code.iadd().loadConstant(v * lanes).iadd());
      }
    }
    code.return_();
  }

  /// One step of the inner extent: the vectors of B, then every row's element of A.
  private void step() {
    int panel = OFFSETS + rows;
    for (int v = 0; v < vectors; v++) {
      KernelClass.species(code).aload(B).iload(BO).loadConstant(v * lanes).iadd();
      KernelClass.load(code).astore(panel + v);
    }
    for (int row = 0; row < rows; row++) {
      KernelClass.species(code).aload(A).iload(AO).iload(OFFSETS + row).iadd().faload();
      KernelClass.broadcast(code).astore(ROW);
      for (int v = 0; v < vectors; v++) {
        KernelClass.fma(code, ROW, panel + v, accumulator(row, v));
      }
    }
  }

  private int accumulator(int row, int v) {
    return OFFSETS + rows + vectors + row * vectors + v;
  }
}
