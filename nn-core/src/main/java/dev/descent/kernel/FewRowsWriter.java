package dev.descent.kernel;

import static dev.descent.kernel.KernelClass.FLOATS;
import static dev.descent.kernel.KernelClass.INT;
import static dev.descent.kernel.KernelClass.VECTOR;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/// Writes [FewRowsKernels] as bytecode. One turn of the loop transposes a block of w in registers:
/// as many rows as a vector has lanes by half as many columns.
///
/// Two loads, one of them half a vector early, and a blend put halves of rows side by side, as in
/// [VectorTransposition]; then stages exchange what lies 4, 2 and 1 apart. What comes out are
/// columns, and each is multiplied by one element of every row of x. Blocks with all columns have
/// half the loads and are slower; see docs/adr/0061.
///
/// C2 inlines only the first 18,000 nodes of a kernel at once. What it inlines later has its type
/// only from a cast, and without a type it is a call with objects, so every vector is cast before a
/// method is called on it ([KernelClass#exact]).
final class FewRowsWriter {
  static final int LANES = VectorWidth.SPECIES.length();

  /// Columns of a block.
  static final int COLUMNS = LANES / 2;

  // Read by the kernels: lanes that are the higher ones of two that lie so far apart, and what
  // exchanges them. They have to be constants for C2, so each is a field.
  static final VectorMask<Float> HIGH_8 = high(8);
  static final VectorMask<Float> HIGH_4 = high(4);
  static final VectorMask<Float> HIGH_2 = high(2);
  static final VectorMask<Float> HIGH_1 = high(1);
  static final VectorShuffle<Float> SWAP_4 = swap(4);
  static final VectorShuffle<Float> SWAP_2 = swap(2);
  static final VectorShuffle<Float> SWAP_1 = swap(1);

  private static final MethodTypeDesc KERNEL =
      MethodTypeDesc.of(
          ConstantDescs.CD_void, INT, INT, FLOATS, INT, INT, FLOATS, INT, INT, FLOATS, INT, INT);
  private static final ClassDesc SELF = KernelClass.of(FewRowsWriter.class);
  private static final ClassDesc MASK = KernelClass.of(VectorMask.class);
  private static final ClassDesc SHUFFLE = KernelClass.of(VectorShuffle.class);
  private static final MethodTypeDesc BLEND =
      MethodTypeDesc.of(VECTOR, KernelClass.of(Vector.class), MASK);
  private static final MethodTypeDesc REARRANGE = MethodTypeDesc.of(VECTOR, SHUFFLE);

  private static final MethodTypeDesc MIN = MethodTypeDesc.of(INT, INT, INT);

  // Local variables of a kernel.
  private static final int KC = 0;
  private static final int LAST = 1;
  private static final int X = 2;
  private static final int XO = 3;
  private static final int XS = 4;
  private static final int W = 5;
  private static final int WO = 6;
  private static final int WS = 7;
  private static final int Y = 8;
  private static final int YO = 9;
  private static final int YS = 10;
  private static final int STEP = 11;
  private static final int FACTOR = 12;
  private static final int SPARE = 13;
  private static final int BLOCK = 14; // vectors of the block
  private static final int ROWS_OF_W = BLOCK + COLUMNS;
  private static final int ROWS_OF_X = ROWS_OF_W + LANES;

  static final FewRowsKernels KERNELS = write();

  private final CodeBuilder code;
  private final int rows;

  private FewRowsWriter(CodeBuilder code, int rows) {
    this.code = code;
    this.rows = rows;
  }

  private static VectorMask<Float> high(int distance) {
    boolean[] lanes = new boolean[LANES];
    for (int i = 0; i < LANES; i++) {
      lanes[i] = (i & distance) != 0;
    }
    return VectorMask.fromArray(VectorWidth.SPECIES, lanes, 0);
  }

  private static VectorShuffle<Float> swap(int distance) {
    int[] lanes = new int[LANES];
    for (int i = 0; i < LANES; i++) {
      lanes[i] = (i ^ distance) % LANES; // further apart than there are lanes: not used
    }
    return VectorShuffle.fromArray(VectorWidth.SPECIES, lanes, 0);
  }

  private static FewRowsKernels write() {
    ClassDesc name = ClassDesc.of(FewRowsWriter.class.getPackageName(), "GeneratedFewRows");
    return KernelClass.define(FewRowsKernels.class, name, type -> kernels(type, name));
  }

  private static void kernels(ClassBuilder type, ClassDesc self) {
    List<int[]> sizes = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int rows = FewRows.MOST; rows > 0; rows /= 2) {
      int height = rows;
      sizes.add(new int[] {rows, 1});
      names.add("rows" + rows);
      type.withMethodBody(
          "rows" + rows,
          KERNEL,
          ClassFile.ACC_STATIC,
          code -> new FewRowsWriter(code, height).kernel());
    }
    KernelClass.dispatch(type, self, KERNEL, sizes, names);
  }

  private void kernel() {
    KernelClass.keepApart(code);
    for (int i = 0; i < LANES; i++) {
      code.iload(WO).iload(WS).loadConstant(i).imul().iadd().istore(ROWS_OF_W + i);
    }
    for (int r = 0; r < rows; r++) {
      row(XO, XS, r).istore(ROWS_OF_X + r);
      KernelClass.broadcast(KernelClass.species(code).fconst_0());
      KernelClass.exact(code).astore(accumulator(r));
    }
    Label top = code.newLabel();
    code.loadConstant(0).istore(STEP).labelBinding(top);
    block();
    for (int column = 0; column < COLUMNS; column++) {
      for (int r = 0; r < rows; r++) {
        KernelClass.species(code).aload(X).iload(ROWS_OF_X + r).iload(STEP).iadd();
        KernelClass.broadcast(code.loadConstant(column).iadd().faload());
        KernelClass.exact(code).astore(FACTOR);
        KernelClass.fma(code, FACTOR, BLOCK + column, accumulator(r));
      }
    }
    code.iinc(STEP, COLUMNS).iload(STEP).iload(KC).if_icmplt(top);
    for (int r = 0; r < rows; r++) {
      code.aload(accumulator(r));
      KernelClass.exact(code).aload(Y);
      KernelClass.store(row(YO, YS, r));
    }
    code.return_();
  }

  /// Pushes where a row of x or y begins.
  private CodeBuilder row(int offset, int stride, int r) {
    code.iload(offset).loadConstant(r).iload(LAST);
    code.invokestatic(KernelClass.of(Math.class), "min", MIN);
    return code.iload(stride).imul().iadd();
  }

  /// Leaves the columns of a block in the local variables from [#BLOCK] on.
  private void block() {
    for (int i = 0; i < COLUMNS; i++) {
      load(i, 0);
      load(i + COLUMNS, COLUMNS);
      blend(COLUMNS).astore(BLOCK + i);
    }
    for (int distance = COLUMNS / 2; distance > 0; distance /= 2) {
      for (int i = 0; i < COLUMNS; i++) {
        if ((i & distance) == 0) {
          exchange(BLOCK + i, BLOCK + i + distance, distance);
        }
      }
    }
  }

  /// Pushes a vector of a row of w that begins some elements before the block.
  private void load(int row, int before) {
    KernelClass.species(code).aload(W).iload(ROWS_OF_W + row).iload(STEP).iadd();
    KernelClass.load(code.loadConstant(before).isub());
    KernelClass.exact(code);
  }

  /// Exchanges the higher lanes of one vector with the lower ones of another.
  private void exchange(int one, int other, int distance) {
    code.aload(one).aload(other);
    exchangeLanes(distance);
    blend(distance).astore(SPARE);
    code.aload(one);
    exchangeLanes(distance);
    code.aload(other);
    blend(distance).astore(other);
    code.aload(SPARE).astore(one);
  }

  /// Takes two vectors from the stack and pushes the lower lanes of the first, the higher of the
  /// second.
  private CodeBuilder blend(int distance) {
    code.getstatic(SELF, "HIGH_" + distance, MASK).invokevirtual(VECTOR, "blend", BLEND);
    return KernelClass.exact(code);
  }

  private void exchangeLanes(int distance) {
    code.getstatic(SELF, "SWAP_" + distance, SHUFFLE);
    code.invokevirtual(VECTOR, "rearrange", REARRANGE);
    KernelClass.exact(code);
  }

  private int accumulator(int r) {
    return ROWS_OF_X + rows + r;
  }
}
