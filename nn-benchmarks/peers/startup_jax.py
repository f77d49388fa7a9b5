"""JAX and optax beside Startup: XOR until the loss is below 0.01, in a process of its own."""
import jax_setup  # before jax
import jax
import jax.numpy as jnp
import optax

import peer

parameters, update = [(weight.T, bias) for weight, bias in peer.weights((2, 8, 1))], optax.adam(0.05)
x, y = peer.XOR


def loss(parameters):
    (w1, b1), (w2, b2) = parameters
    return jnp.mean((jax.nn.sigmoid(jnp.tanh(x @ w1 + b1) @ w2 + b2) - y) ** 2)


@jax.jit
def step(parameters, moments):
    value, gradient = jax.value_and_grad(loss)(parameters)
    change, moments = update.update(gradient, moments, parameters)
    return optax.apply_updates(parameters, change), moments, value


moments, steps, value = update.init(parameters), 0, 1.0
while value >= 0.01 and steps < 10_000:
    parameters, moments, value = step(parameters, moments)
    value, steps = float(value), steps + 1
print("steps", steps)
