import dev.descent.benchmarks.Mlp;
import dev.descent.benchmarks.Timing;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.framework.optimizers.Adam;
import org.tensorflow.framework.optimizers.GradientDescent;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Variable;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;

/// TensorFlow-Java in graph mode beside `nn bench`. It has no AdamW, so `mlp-wide` runs with Adam:
/// less work. Operations run in the thread that calls, products in as many threads as asked for.
public final class TensorFlowPeer {
  private final Graph graph = new Graph();
  private final Ops tf = Ops.create(graph);
  private final Placeholder<TFloat32> input;
  private final Placeholder<TFloat32> target;
  private final Operand<TFloat32> loss;
  private final Op minimize;
  private final List<Op> assignments = new ArrayList<>();
  private final Session session;

  private TensorFlowPeer(Mlp mlp, int rows, int threads, boolean adam) {
    input = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(rows, mlp.columns())));
    target = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(rows, mlp.outputs())));
    List<TFloat32> values = new ArrayList<>();
    List<Operand<TFloat32>> fed = new ArrayList<>();
    Operand<TFloat32> x = input;
    for (int i = 0; i < mlp.layers(); i++) {
      int inputs = mlp.widths().get(i);
      int outputs = mlp.widths().get(i + 1);
      Variable<TFloat32> weight =
          variable(Shape.of(inputs, outputs), transposed(mlp.weight(i), inputs), values, fed);
      Variable<TFloat32> bias = variable(Shape.of(outputs), mlp.bias(i), values, fed);
      x = tf.nn.biasAdd(tf.linalg.matMul(x, weight), bias);
      boolean last = i == mlp.layers() - 1;
      if (mlp.xor()) {
        x = last ? tf.math.sigmoid(x) : tf.math.tanh(x);
      } else if (!last) {
        x = tf.nn.relu(x);
      }
    }
    loss =
        mlp.classifies()
            ? tf.math.mean(tf.nn.softmaxCrossEntropyWithLogits(x, target).loss(), tf.constant(0))
            : tf.math.mean(tf.math.squaredDifference(x, target), tf.constant(new int[] {0, 1}));
    minimize =
        adam
            ? new Adam(graph, mlp.xor() ? 0.05f : 1e-3f).minimize(loss)
            : new GradientDescent(graph, 0.1f).minimize(loss);
    session =
        new Session(
            graph,
            ConfigProto.newBuilder()
                .setIntraOpParallelismThreads(threads)
                .setInterOpParallelismThreads(-1)
                .build());
    session.initialize();
    Session.Runner runner = session.runner();
    for (int i = 0; i < fed.size(); i++) {
      runner.feed(fed.get(i), values.get(i)).addTarget(assignments.get(i));
    }
    runner.run().close();
    values.forEach(TFloat32::close);
  }

  private Variable<TFloat32> variable(
      Shape shape, float[] value, List<TFloat32> values, List<Operand<TFloat32>> fed) {
    Variable<TFloat32> variable = tf.variable(shape, TFloat32.class);
    Placeholder<TFloat32> placeholder = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
    assignments.add(tf.assign(variable, placeholder));
    values.add(tensor(shape, value));
    fed.add(placeholder);
    return variable;
  }

  private static float[] transposed(float[] weight, int inputs) {
    float[] result = new float[weight.length];
    int outputs = weight.length / inputs;
    for (int i = 0; i < weight.length; i++) {
      result[i % inputs * outputs + i / inputs] = weight[i];
    }
    return result;
  }

  private static TFloat32 tensor(Shape shape, float[] values) {
    return TFloat32.tensorOf(shape, DataBuffers.of(values));
  }

  private float step(TFloat32 x, TFloat32 y) {
    try (Result result =
        session.runner().feed(input, x).feed(target, y).fetch(loss).addTarget(minimize).run()) {
      return ((TFloat32) result.get(0)).getFloat();
    }
  }

  public static void main(String[] arguments) {
    Timing timing = Timing.of("tensorflow", arguments);
    if (arguments[0].equals("startup")) {
      startup(timing.threads());
      return;
    }
    Mlp mlp = Mlp.of(arguments[0]);
    TensorFlowPeer peer = new TensorFlowPeer(mlp, mlp.rows(), timing.threads(), !mlp.xor());
    List<TFloat32> inputs = new ArrayList<>();
    List<TFloat32> targets = new ArrayList<>();
    for (int i = 0; i < mlp.batches(); i++) {
      inputs.add(tensor(Shape.of(mlp.rows(), mlp.columns()), mlp.inputs(i)));
      targets.add(tensor(Shape.of(mlp.rows(), mlp.outputs()), mlp.targets(i)));
    }
    int[] step = {0};
    timing.check(
        mlp.name(),
        () -> {
          int i = step[0]++ % mlp.batches();
          return peer.step(inputs.get(i), targets.get(i));
        });
    timing.rates(
        mlp,
        timing.nanos(() -> {
          int i = step[0]++ % mlp.batches();
          peer.session
              .runner()
              .feed(peer.input, inputs.get(i))
              .feed(peer.target, targets.get(i))
              .addTarget(peer.minimize)
              .run()
              .close();
        }));
  }

  private static void startup(int threads) {
    TensorFlowPeer peer = new TensorFlowPeer(Mlp.of("mlp-xor"), 4, threads, true);
    TFloat32 x = tensor(Shape.of(4, 2), new float[] {0, 0, 0, 1, 1, 0, 1, 1});
    TFloat32 y = tensor(Shape.of(4, 1), new float[] {0, 1, 1, 0});
    int steps = 1;
    while (peer.step(x, y) >= 0.01f && steps < 10_000) {
      steps++;
    }
    System.out.println("steps " + steps);
  }
}
