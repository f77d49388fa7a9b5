"""JAX and optax beside Workloads: the same networks, weights, losses, optimizers and batches, the same lines.

usage: workloads_jax.py WORKLOAD THREADS [SECONDS [REPEATS [WARM]]]

jax-jit calls one compiled step after the other, jax-scan many steps in one compiled call (lax.scan), which no training loop
that looks at its loss can do, but which says what XLA's code takes. One thread: pinned to one processor.
"""
import sys

import jax_setup  # before jax
import jax
import jax.numpy as jnp
import optax

import peer

workload = sys.argv[1]
widths = peer.MLPS[workload][0]
batches = [(jnp.asarray(x), jnp.asarray(y)) for x, y in peer.batches(workload)]
SCANNED = {"mlp-small": 64, "mlp-mnist": 64, "mlp-xor": 1024, "mlp-wide": 2}
update = {"mlp-xor": lambda: optax.sgd(0.1), "mlp-wide": lambda: optax.adamw(1e-3, weight_decay=0.01)}.get(
    workload, lambda: optax.adam(1e-3)
)()


def initial():
    # [inputs, outputs] in memory, as XLA's users write it
    parameters = [(jnp.asarray(weight.T.copy()), jnp.asarray(bias)) for weight, bias in peer.weights(widths)]
    return parameters, update.init(parameters)


def loss(parameters, x, y):
    for i, (weight, bias) in enumerate(parameters):
        x = x @ weight + bias
        last = i == len(parameters) - 1
        if workload == "mlp-xor":
            x = jax.nn.sigmoid(x) if last else jnp.tanh(x)
        elif not last:
            x = jax.nn.relu(x)
    if y.dtype == jnp.int32:
        return optax.softmax_cross_entropy_with_integer_labels(x, y).mean()
    return jnp.mean((x - y) ** 2)


def step(state, batch):
    parameters, moments = state
    value, gradient = jax.value_and_grad(loss)(parameters, *batch)
    change, moments = update.update(gradient, moments, parameters)
    return (optax.apply_updates(parameters, change), moments), value


one = jax.jit(step, donate_argnums=0)
state, count, value = initial(), 0, None


def call():
    global state, count, value
    state, value = one(state, batches[count % len(batches)])
    count += 1
    return value


peer.check(workload, "jax-jit", call)
peer.rates(workload, "jax-jit", peer.times(call, lambda: jax.block_until_ready(state)))

many = jax.jit(lambda state, all: jax.lax.scan(step, state, all), donate_argnums=0)


def stacked(steps):
    picked = [batches[i % len(batches)] for i in range(steps)]
    return jnp.stack([x for x, _ in picked]), jnp.stack([y for _, y in picked])


first = iter(many(initial(), stacked(peer.CHECKED[-1]))[1])
peer.check(workload, "jax-scan", lambda: next(first))
every, state = stacked(SCANNED[workload]), initial()


def scan():
    global state
    state, _ = many(state, every)


seconds = peer.times(scan, lambda: jax.block_until_ready(state))
peer.rates(workload, "jax-scan", [s / SCANNED[workload] for s in seconds])
