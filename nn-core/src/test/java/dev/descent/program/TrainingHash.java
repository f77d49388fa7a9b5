package dev.descent.program;

import dev.descent.parallel.Team;
import dev.descent.random.Keys;
import dev.descent.tensor.Batch;
import dev.descent.tensor.Layout;
import dev.descent.tensor.Shape;
import dev.descent.tensor.Type;
import dev.descent.tensor.Value;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// Trains for 200 steps and prints the SHA-256 of weights and states: `TrainingHash THREADS
/// [others]`.
final class TrainingHash {
  private TrainingHash() {}

  @SuppressWarnings("SystemOut") // its output is the result
  public static void main(String[] arguments) throws NoSuchAlgorithmException {
    try (Team team = Team.of(Integer.parseInt(arguments[0]))) {
      if (arguments.length > 1) {
        other(team);
      }
      System.out.println("sha256 " + train(team));
    }
  }

  /// Other shapes and operations first, so that the JIT has seen them.
  private static void other(Team team) {
    Map<String, Type> types = Map.of(Batch.INPUT, Type.f32(Shape.of(9, 7)));
    for (long seed = 0; seed < 5; seed++) {
      Model model = Model.of(Networks.random(seed, 10), types);
      Layout layout = Layout.of(model.parameters(), model.aliases());
      float[] weights = model.initialParameters(layout, seed);
      for (int step = 0; step < 100; step++) {
        model
            .training(layout, types, team)
            .run(weights, model.initialStates(), Networks.batch(types, 2, seed), step);
      }
    }
  }

  private static String train(Team team) throws NoSuchAlgorithmException {
    Map<String, Type> types = Networks.labelled(48, 70);
    Model model = Model.of(TrainingHash::network, types);
    Layout layout = Layout.of(model.parameters(), model.aliases());
    Program program = model.training(layout, types, team);
    float[] weights = model.initialParameters(layout, 42);
    float[] states = model.initialStates();
    Batch[] batches = new Batch[4];
    for (int i = 0; i < batches.length; i++) {
      batches[i] = Networks.batch(types, 10, i);
    }
    long key = Keys.of(42);
    for (int step = 0; step < 200; step++) {
      program.run(weights, states, batches[step % 4], Keys.fold(key, step));
      float[] gradient = program.gradient();
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= 0.05f * gradient[i];
      }
      System.arraycopy(program.nextStates(), 0, states, 0, states.length);
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    add(digest, weights);
    add(digest, states);
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, float[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length);
    for (float value : values) {
      bytes.putInt(Float.floatToIntBits(value));
    }
    digest.update(bytes.array());
  }

  /// Products above and below the size that teams share, all activations, row and column sums,
  /// dropout, a running mean.
  private static Map<String, Value> network(
      dev.descent.layer.Scope scope, Map<String, Value> inputs) {
    Value x = java.util.Objects.requireNonNull(inputs.get(Batch.INPUT));
    x = Networks.dense(scope.child("a"), x, 200).gelu();
    Value running = scope.state("mean", Shape.of(200), 0);
    Value next = running.multiply(0.9).add(x.mean(0).multiply(0.1));
    scope.update("mean", next);
    x = Networks.dropped(scope, x.subtract(running), 0.2);
    x = Networks.dense(scope.child("b"), x, 40).relu();
    x = x.add(Networks.dense(scope.child("c"), x, 40).tanh());
    x = x.subtract(x.mean(true, 1));
    x = x.multiply(x.square().mean(true, 1).add(1e-5).sqrt().reciprocal());
    x = Networks.dense(scope.child("d"), x, 32).silu();
    x = x.multiply(Networks.dense(scope.child("e"), x, 32).sigmoid());
    x = Networks.dense(scope.child("f"), x.softplus(), 17).erf();
    Value logits = Networks.dense(scope.child("g"), x, 10);
    Value target = java.util.Objects.requireNonNull(inputs.get(Batch.TARGET));
    Value penalty = logits.softmax(-1).multiply(logits.logSoftmax(-1)).sum(1).mean();
    Map<String, Value> outputs = new LinkedHashMap<>();
    outputs.put(Network.LOSS, logits.crossEntropy(target).mean().add(penalty.multiply(0.01)));
    return outputs;
  }
}
