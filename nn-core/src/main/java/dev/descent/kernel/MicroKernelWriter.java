package dev.descent.kernel;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorSpecies;

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
  private static final ClassDesc INTERFACE = of(MicroKernels.class);
  private static final ClassDesc VECTOR = of(FloatVector.class);
  private static final ClassDesc SPECIES = of(VectorSpecies.class);
  private static final ClassDesc WIDTH = of(VectorWidth.class);
  private static final ClassDesc FLOATS = ConstantDescs.CD_float.arrayType();
  private static final ClassDesc INT = ConstantDescs.CD_int;
  private static final MethodTypeDesc KERNEL =
      MethodTypeDesc.of(ConstantDescs.CD_void, INT, INT, INT, FLOATS, INT, INT, FLOATS, INT, INT);
  private static final MethodTypeDesc DISPATCH = KERNEL.insertParameterTypes(0, INT, INT);
  private static final MethodTypeDesc CHECK = MethodTypeDesc.of(INT, INT, INT);
  private static final MethodTypeDesc LOAD = MethodTypeDesc.of(VECTOR, SPECIES, FLOATS, INT);
  private static final MethodTypeDesc STORE = MethodTypeDesc.of(ConstantDescs.CD_void, FLOATS, INT);
  private static final MethodTypeDesc BROADCAST =
      MethodTypeDesc.of(VECTOR, SPECIES, ConstantDescs.CD_float);
  private static final MethodTypeDesc FMA =
      MethodTypeDesc.of(VECTOR, of(Vector.class), of(Vector.class));

  /// Bytes of code from which HotSpot does not inline a method, however often it is called.
  private static final int TOO_LARGE = 325;

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
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    ClassDesc name = ClassDesc.of(MicroKernelWriter.class.getPackageName(), "GeneratedKernels");
    byte[] bytes =
        ClassFile.of()
            .build(
                name,
                type -> {
                  type.withFlags(ClassFile.ACC_FINAL).withInterfaceSymbols(INTERFACE);
                  type.withMethodBody(
                      ConstantDescs.INIT_NAME,
                      ConstantDescs.MTD_void,
                      0,
                      code ->
                          code.aload(0)
                              .invokespecial(
                                  ConstantDescs.CD_Object,
                                  ConstantDescs.INIT_NAME,
                                  ConstantDescs.MTD_void)
                              .return_());
                  kernels(type, name, tile);
                });
    try {
      return (MicroKernels)
          lookup
              .defineHiddenClass(bytes, true, MethodHandles.Lookup.ClassOption.NESTMATE)
              .lookupClass()
              .getDeclaredConstructor()
              .newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("micro-kernels must be definable as a hidden class", e);
    }
  }

  private static void kernels(ClassBuilder type, ClassDesc self, Tile tile) {
    for (int rows : new int[] {Tile.SHORT, tile.rows()}) {
      for (int vectors = 1; vectors <= tile.vectors(); vectors++) {
        kernel(type, name(rows, vectors), tile, rows, vectors, 1);
      }
    }
    if (tile.unroll() > 1) {
      kernel(type, "turns", tile, tile.rows(), tile.vectors(), tile.unroll());
      type.withMethodBody("whole", KERNEL, ClassFile.ACC_STATIC, code -> whole(code, self, tile));
    }
    type.withMethodBody(
        "multiply", DISPATCH, ClassFile.ACC_PUBLIC, code -> dispatch(code, self, tile));
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
    arguments(code, AO);
    code.invokestatic(self, "turns", KERNEL);
    code.iload(STEP).iload(KC).if_icmpeq(end);
    code.aload(Y).astore(X).iload(YO).istore(XO).iload(YS).istore(XS);
    code.iload(AO).iload(STEP).iadd().istore(AO);
    code.iload(BO).iload(STEP).loadConstant(Panels.COLUMNS).imul().iadd().istore(BO);
    code.labelBinding(rest).iload(KC).iload(STEP).isub();
    arguments(code, AO);
    code.invokestatic(self, name(tile.rows(), tile.vectors()), KERNEL);
    code.labelBinding(end).return_();
  }

  /// Pushes the arguments of a kernel from one on.
  private static void arguments(CodeBuilder code, int from) {
    for (int i = from; i < KERNEL.parameterCount(); i++) {
      if (KERNEL.parameterType(i).isArray()) {
        code.aload(i);
      } else {
        code.iload(i);
      }
    }
  }

  /// Calls the kernel of some rows and vectors.
  private static void dispatch(CodeBuilder code, ClassDesc self, Tile tile) {
    for (int i = 0; i < KERNEL.parameterCount(); i++) {
      int local = i + 3;
      if (KERNEL.parameterType(i).isArray()) {
        code.aload(local);
      } else {
        code.iload(local);
      }
    }
    List<SwitchCase> cases = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int rows : new int[] {Tile.SHORT, tile.rows()}) {
      for (int vectors = 1; vectors <= tile.vectors(); vectors++) {
        cases.add(SwitchCase.of(4 * rows + vectors, code.newLabel()));
        boolean turns = tile.unroll() > 1 && rows == tile.rows() && vectors == tile.vectors();
        names.add(turns ? "whole" : name(rows, vectors));
      }
    }
    Label unknown = code.newLabel();
    code.iload(1).loadConstant(4).imul().iload(2).iadd().lookupswitch(unknown, cases);
    for (int i = 0; i < cases.size(); i++) {
      code.labelBinding(cases.get(i).target()).invokestatic(self, names.get(i), KERNEL).return_();
    }
    code.labelBinding(unknown)
        .new_(of(IllegalArgumentException.class))
        .dup()
        .invokespecial(
            of(IllegalArgumentException.class), ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
        .athrow();
  }

  private static String name(int rows, int vectors) {
    return "tile" + rows + "x" + vectors;
  }

  /// @param steps of the inner extent in a turn of the loop, which runs while so many are left
  private void kernel(int steps) {
    check(KC, Panels.DEPTH + 1);
    check(AO, Panels.LIMIT);
    check(BO, Panels.LIMIT);
    for (int i = 0; i < TOO_LARGE; i++) {
      code.nop(); // a copy in its caller would be compiled later, when other widths have run
    }
    code.getstatic(of(Panels.class), "ALL", FLOATS).astore(A);
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < vectors; v++) {
        species().aload(X);
        element(XO, XS, row, v).invokestatic(VECTOR, "fromArray", LOAD);
        code.astore(accumulator(row, v));
      }
    }
    code.loadConstant(0).istore(STEP);
    loop(steps);
    for (int row = 0; row < rows; row++) {
      for (int v = 0; v < vectors; v++) {
        code.aload(accumulator(row, v)).aload(Y);
        element(YO, YS, row, v).invokevirtual(VECTOR, "intoArray", STORE);
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
      species().aload(A).iload(BO).iload(STEP).loadConstant(Panels.COLUMNS).imul().iadd();
      code.loadConstant(s * Panels.COLUMNS + v * lanes).iadd();
      code.invokestatic(VECTOR, "fromArray", LOAD).astore(PANEL + v);
    }
    for (int row = 0; row < rows; row++) {
      species().aload(A).iload(AO).iload(STEP).iadd();
      code.loadConstant(row * Panels.ROW + s).iadd();
      code.faload().invokestatic(VECTOR, "broadcast", BROADCAST).astore(ROW);
      for (int v = 0; v < vectors; v++) {
        code.aload(ROW).aload(PANEL + v).aload(accumulator(row, v));
        code.invokevirtual(VECTOR, "fma", FMA).astore(accumulator(row, v));
      }
      if (fences) {
        code.invokestatic(of(VarHandle.class), "loadLoadFence", ConstantDescs.MTD_void);
      }
    }
  }

  /// Checks that a variable is in [0, limit), which tells C2 so.
  private void check(int variable, int limit) {
    code.iload(variable).loadConstant(limit);
    code.invokestatic(of(Objects.class), "checkIndex", CHECK).istore(variable);
  }

  private CodeBuilder species() {
    return code.getstatic(WIDTH, "SPECIES", SPECIES);
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

  private static ClassDesc of(Class<?> type) {
    return type.describeConstable().orElseThrow();
  }
}
