package dev.descent.program;

import dev.descent.kernel.TinyLanes;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.MethodModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The class of a small plan in vectors, see [LaneCalls].
final class VectorCode {
  /// Calls in a method: each takes the JIT hundreds of nodes, of which it has thousands.
  private static final int MOST_CALLS = 12;

  /// Bytes of a plan that is one method with all that it calls: more take the JIT many seconds.
  private static final int MOST_IN_ONE = 5000;

  /// Numbers in the shortest vectors.
  private static final int NARROWEST = 4;

  private final byte[] bytes;
  private final List<Object> constants;
  private final List<MethodModel> methods;
  private final int left;

  /// @param left how many kernels have stayed calls
  /// @param constants what the class reads of its data, see [Bodies#constants]
  private VectorCode(byte[] bytes, int left, List<Object> constants) {
    this.bytes = bytes;
    this.left = left;
    this.constants = constants;
    methods = ClassFile.of().parse(bytes).methods();
  }

  /// Returns that of a plan, `null` if a node alone is more than the JIT takes. If it fits in one
  /// method, it has the vectors with which fewest kernels stay calls, and of these the ones that
  /// make it shortest: eight numbers are one vector of eight, where those of the kernels hold
  /// sixteen.
  ///
  /// @param width how many numbers a vector of the kernels holds
  static @Nullable VectorCode shortest(
      List<Node> nodes, boolean shared, int width, @Nullable Trained trained) {
    VectorCode shortest = null;
    for (int narrower = width; narrower >= NARROWEST; narrower /= 2) {
      VectorCode one = inOne(nodes, shared, narrower, trained);
      if (one != null && (shortest == null || one.isShorter(shortest))) {
        shortest = one;
      }
    }
    return shortest == null ? inSeveral(nodes, shared, width) : shortest;
  }

  private boolean isShorter(VectorCode other) {
    return left != other.left ? left < other.left : largest() < other.largest();
  }

  /// Returns the one with the plan in one method, and the update of the weights behind it: bodies
  /// stand in the place of calls, but for kernels that [LaneCalls] does not write. `null` if that
  /// is too large.
  static @Nullable VectorCode inOne(
      List<Node> nodes, boolean shared, int width, @Nullable Trained trained) {
    Bodies bodies = new Bodies(MOST_IN_ONE, width == TinyLanes.width() ? 0 : width);
    Generator one = new Generator(nodes, shared, width, bodies, trained, Generator.MOST_CALLS);
    if (one.straightMethods() > 1) {
      return null;
    }
    try {
      byte[] bytes = one.bytes();
      VectorCode code = new VectorCode(bytes, one.left(), bodies.constants());
      return code.largest() <= MOST_IN_ONE ? code : null;
    } catch (Bodies.TooLong e) {
      return null;
    }
  }

  /// Returns the one with as many calls in a method as fit in the bytes, which nobody knows before
  /// they are written.
  static @Nullable VectorCode inSeveral(List<Node> nodes, boolean shared, int width) {
    for (int most = MOST_CALLS; most > 0; most /= 2) {
      Generator generator = new Generator(nodes, shared, width, null, null, most);
      VectorCode several = new VectorCode(generator.bytes(), generator.left(), List.of());
      if (several.largest() <= Generator.MOST_BYTES) {
        return several;
      }
    }
    return null;
  }

  /// Returns the bytes of the largest method.
  int largest() {
    int largest = 0;
    for (MethodModel method : methods) {
      int length = method.findAttribute(Attributes.code()).orElseThrow().codeLength();
      largest = Math.max(largest, length);
    }
    return largest;
  }

  /// Returns the number of methods, constructor, `run` and `part` among them.
  int methods() {
    return methods.size();
  }

  /// Defines the class.
  Code load() {
    return Generator.load(bytes, constants);
  }
}
