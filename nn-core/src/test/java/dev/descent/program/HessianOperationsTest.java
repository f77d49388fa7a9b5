package dev.descent.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.descent.autodiff.Differentiation;
import dev.descent.layer.Scope;
import dev.descent.oracle.Oracle;
import dev.descent.parallel.Team;
import dev.descent.program.Networks.Dice;
import dev.descent.program.OperationPieces.Piece;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Operation;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Products with the Hessian of random networks over all operations, with a tied parameter and some
/// frozen ones, against central differences of the gradient in `double`.
///
/// The five-point formula with h = 2⁻¹² has an error of h⁴ = 3.6e-15 times a sixth derivative along
/// the vector over 30, and one of 2⁻⁵³/h = 4.5e-13 from rounding: 7e-12 of the largest element was
/// the worst that was seen, with four seeds. Programs lose units of 6e-8 in each of some fifty
/// operations: 2e-6.
final class HessianOperationsTest {
  private static final double STEP = 0x1p-12;
  private static final double EXACT = 1e-10;
  private static final double FLOAT = 1e-5;
  private static final int NETWORKS = 3;

  private static final Map<Class<? extends Operation>, Piece> PIECES = OperationPieces.all();

  /// All operations of the sealed families.
  private static Stream<Class<?>> leaves(Class<?> family) {
    return family.isSealed()
        ? Stream.of(family.getPermittedSubclasses()).flatMap(HessianOperationsTest::leaves)
        : Stream.of(family);
  }

  static Stream<Class<?>> operations() {
    return leaves(Operation.class).filter(one -> one != Operation.Custom.class);
  }

  @Test
  void pieces_areThereForEveryOperation() {
    assertThat(new HashSet<Class<?>>(PIECES.keySet()))
        .isEqualTo(new HashSet<>(operations().toList()));
  }

  @ParameterizedTest
  @MethodSource("operations")
  void multiply_randomNetworkWithTheOperation_isTheDifferenceOfGradientsInDouble(
      Class<? extends Operation> operation) {
    long first = Keys.fold(Keys.of(Long.getLong("descent.test.seed", 0)), operation.getName());
    Set<Class<?>> seen = new HashSet<>();
    for (int i = 0; i < NETWORKS; i++) {
      Case one = new Case(operation, Keys.fold(first, i));
      one.check();
      seen.addAll(one.operations());
    }
    assertThat(seen).contains(operation);
  }

  /// Two parameters, the second of which has a further name; two random operations before the one
  /// in question and two behind it.
  private record Net(Class<? extends Operation> operation, long seed) implements Network {
    @Override
    public Map<String, Value> apply(Scope scope, Map<String, Value> inputs) {
      Dice dice = new Dice(seed);
      Shape shape = Objects.requireNonNull(inputs.get(Batch.INPUT)).shape();
      List<Value> values = new ArrayList<>();
      values.add(scope.parameter("first", shape, Networks.uniform(1)));
      values.add(scope.parameter("second", shape, Networks.uniform(1)));
      values.add(scope.tied("third", "second"));
      values.add(values.getFirst().multiply(inputs.get(Batch.INPUT)));
      List<Piece> all = List.copyOf(PIECES.values());
      Value loss = values.getFirst().fill(Shape.scalar(), 0);
      for (int i = 0; i < 5; i++) {
        Piece piece =
            i == 2 ? Objects.requireNonNull(PIECES.get(operation)) : all.get(dice.next(all.size()));
        Value x = values.get(i == 3 ? values.size() - 1 : dice.next(values.size()));
        Value y = values.get(dice.next(values.size()));
        Value next = piece.apply(scope.child("piece" + i), dice, x, y);
        values.add(next);
        loss = loss.add(next.multiply(inputs.get(Batch.INPUT)).tanh().mean());
      }
      return Map.of(LOSS, loss);
    }
  }

  private static final class Case {
    private final Net net;
    private final Map<String, Type> inputs;
    private final Model model;
    private final Layout layout;
    private final Batch batch;
    private final float[] weights;
    private final float[] vector;
    private final Set<String> trained = new LinkedHashSet<>(List.of("first", "second"));

    Case(Class<? extends Operation> operation, long seed) {
      Dice dice = new Dice(Keys.fold(seed, "case"));
      net = new Net(operation, seed);
      inputs = Map.of(Batch.INPUT, Type.f32(Shape.of(2 + dice.next(4), 2 + dice.next(5))));
      Execution execution = dice.next(3) == 0 ? Execution.GENERATED : Execution.INTERPRETED;
      model = Model.of(net, inputs).withExecution(execution);
      layout = Layout.of(model.parameters(), model.aliases());
      batch = Networks.batch(inputs, 2, seed);
      weights = model.initialParameters(layout, seed);
      vector = new float[layout.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = 2 * Keys.uniform(Keys.fold(seed, "vector"), i) - 1;
      }
      switch (dice.next(4)) {
        case 0 -> trained.remove("first");
        case 1 -> trained.remove("second");
        default -> {}
      }
    }

    /// The operations between parameters and loss.
    Set<Class<?>> operations() {
      Value loss = Traced.of(net, inputs, true).loss();
      Set<Value> needed = new HashSet<>(List.of(loss));
      Set<Class<?>> operations = new HashSet<>();
      for (Value value : loss.graph().nodes().reversed()) {
        if (needed.contains(value)) {
          needed.addAll(value.inputs());
          operations.add(value.operation() == null ? Value.class : value.operation().getClass());
        }
      }
      return operations;
    }

    void check() {
      double[] expected = difference();
      double largest = 1e-3;
      for (double number : expected) {
        largest = Math.max(largest, Math.abs(number));
      }
      float[] product = new float[layout.size()];
      model
          .hessianVector(layout, inputs, Team.single(), trained)
          .multiply(weights, model.initialStates(), batch, 0, vector, product);
      double[] exact = exact();
      for (Layout.Slice slice : layout.slices()) {
        for (int i = slice.offset(); i < slice.end(); i++) {
          assertThat(Math.abs(exact[i] - expected[i]))
              .as("%s, %s[%d]: %s for %s", net, slice.path(), i, exact[i], expected[i])
              .isLessThan(EXACT * largest);
          assertThat(Math.abs(product[i] - expected[i]))
              .as("%s, %s[%d]: %s for %s", net, slice.path(), i, product[i], expected[i])
              .isLessThan(FLOAT * largest);
        }
      }
    }

    private double[] difference() {
      double[] sum = new double[layout.size()];
      int[] factors = {1, -8, 0, 8, -1};
      for (int step = -2; step <= 2; step++) {
        Traced traced = Traced.of(net, inputs, true);
        Oracle oracle = new Oracle(numbers(traced, inputs, step * STEP), 0);
        double[] gradient = gradient(traced, oracle);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += factors[step + 2] * gradient[i] / (12 * STEP);
        }
      }
      return sum;
    }

    /// The product as its own graph has it.
    private double[] exact() {
      DirectionalDerivative slope = DirectionalDerivative.of(net, inputs, layout, trained);
      Map<String, Type> types = slope.types(layout);
      Traced traced = Traced.of(slope, types, true);
      Map<Value, double[]> numbers = numbers(traced, inputs, 0);
      slope
          .directions()
          .forEach((path, name) ->
              numbers.put(
                  traced.trace().graph().input(name, types.get(name)), slice(vector, path)));
      return gradient(traced, new Oracle(numbers, 0));
    }

    private double[] gradient(Traced traced, Oracle oracle) {
      Map<String, Value> parameters = new HashMap<>();
      traced.trace().parameters().forEach((path, one) -> parameters.put(path, one.value()));
      parameters.keySet().retainAll(trained);
      Map<Value, Value> gradients =
          Differentiation.gradient(traced.loss(), List.copyOf(parameters.values()));
      double[] all = new double[layout.size()];
      parameters.forEach((path, value) -> {
        double[] part = oracle.evaluate(Objects.requireNonNull(gradients.get(value)));
        System.arraycopy(part, 0, all, layout.slice(path).offset(), part.length);
      });
      return all;
    }

    /// Numbers of all leaves, with the trained parameters a share of the vector further on.
    private Map<Value, double[]> numbers(Traced traced, Map<String, Type> types, double share) {
      Map<Value, double[]> numbers = new HashMap<>();
      traced
          .trace()
          .parameters()
          .forEach((path, parameter) -> {
            double[] at = slice(weights, path);
            double[] along = slice(vector, path);
            for (int i = 0; trained.contains(path) && i < at.length; i++) {
              at[i] += share * along[i];
            }
            numbers.put(parameter.value(), at);
          });
      types.forEach((name, type) ->
          numbers.put(
              traced.trace().graph().input(name, type), Oracle.numbers(batch.tensor(name))));
      return numbers;
    }

    private double[] slice(float[] flat, String path) {
      Layout.Slice slice = layout.slice(path);
      double[] numbers = new double[slice.shape().size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = flat[slice.offset() + i];
      }
      return numbers;
    }
  }
}
