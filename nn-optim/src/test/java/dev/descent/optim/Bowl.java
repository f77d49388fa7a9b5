package dev.descent.optim;

import dev.descent.optim.spi.Objective;

/// A function of which only the Hessian is known: 0.5, 1, 1.5, ... on the diagonal.
final class Bowl implements Objective {
  @Override
  public double evaluate(float[] weights, float[] gradient) {
    throw new UnsupportedOperationException("only the curvature is known");
  }

  @Override
  public void hessianVector(float[] weights, float[] vector, float[] product) {
    for (int i = 0; i < product.length; i++) {
      product[i] = (0.5f + 0.5f * i) * vector[i];
    }
  }
}
