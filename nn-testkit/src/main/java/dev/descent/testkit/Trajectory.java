package dev.descent.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/// What an optimizer shall do: starting weights, and for each step the gradient and the weights
/// after it.
///
/// The numbers come from somewhere else than the code under test, best from the paper's formula in
/// float64. Three steps or more, one gradient of the size of epsilon, one that is 0 for a while.
public final class Trajectory {
  private final double[] start;
  private final List<double[]> gradients;
  private final List<double[]> weights;
  private final List<Double> losses; // empty: none

  private Trajectory(
      double[] start, List<double[]> gradients, List<double[]> weights, List<Double> losses) {
    this.start = start;
    this.losses = List.copyOf(losses);
    this.gradients = List.copyOf(gradients);
    this.weights = List.copyOf(weights);
  }

  /// Reads a text resource that lies beside a class: the line `weights,0.5,−1.25`, then for each
  /// step a line `gradient,...` and a line `weights,...`; lines that begin with # are comments. For
  /// a rule that asks for the loss there is a line `loss,1.5` before each gradient.
  ///
  /// @throws IllegalArgumentException if there is no such resource, or it is not so
  public static Trajectory read(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException(
            "no trajectory '%s' beside %s: put it into the test resources"
                .formatted(name, beside.getName()));
      }
      return parse(
          name,
          new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Trajectory parse(String name, List<String> lines) {
    List<double[]> gradients = new ArrayList<>();
    List<double[]> weights = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    String expected = "weights";
    int number = 0;
    for (String line : lines) {
      number++;
      if (line.startsWith("#") || line.isBlank()) {
        continue;
      }
      String[] cells = line.split(",", -1);
      if (cells[0].equals("loss") && expected.equals("gradient")) {
        losses.add(Double.valueOf(cells[1]));
        continue;
      }
      if (!cells[0].equals(expected)) {
        throw bad(name, number, "must begin with '" + expected + "', was '" + cells[0] + "'");
      }
      double[] values = new double[cells.length - 1];
      for (int i = 0; i < values.length; i++) {
        values[i] = Double.parseDouble(cells[i + 1]);
      }
      if (!weights.isEmpty() && values.length != weights.getFirst().length) {
        throw bad(
            name,
            number,
            "must have %d numbers, was %d".formatted(weights.getFirst().length, values.length));
      }
      (expected.equals("weights") ? weights : gradients).add(values);
      expected = expected.equals("weights") ? "gradient" : "weights";
    }
    if (gradients.size() < 3 || weights.size() != gradients.size() + 1) {
      throw bad(name, number, "must end 3 or more whole steps, was " + gradients.size());
    }
    if (!losses.isEmpty() && losses.size() != gradients.size()) {
      throw bad(name, number, "must end a loss for each step, was " + losses.size());
    }
    return new Trajectory(
        weights.getFirst(), gradients, weights.subList(1, weights.size()), losses);
  }

  private static IllegalArgumentException bad(String name, int line, String rule) {
    return new IllegalArgumentException("trajectory '%s' line %d %s".formatted(name, line, rule));
  }

  /// Returns the number of steps.
  public int steps() {
    return gradients.size();
  }

  /// Returns the number of weights.
  public int size() {
    return start.length;
  }

  /// Returns the starting weights.
  public float[] start() {
    return floats(start);
  }

  /// Returns the gradient of a step, counted from 0.
  public float[] gradient(int step) {
    return floats(gradients.get(step));
  }

  /// Returns the loss before a step, counted from 0; empty if there are no losses.
  public OptionalDouble loss(int step) {
    return losses.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(losses.get(step));
  }

  /// Returns the weights after a step, counted from 0.
  public double[] weights(int step) {
    return weights.get(step).clone();
  }

  private static float[] floats(double[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      result[i] = (float) values[i];
    }
    return result;
  }
}
