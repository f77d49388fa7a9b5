"""JAX and optax beside `nn bench opt-step`: one jitted update of 25 million weights, in place (donated).

usage: optstep_jax.py THREADS [SECONDS [REPEATS]]
"""
import functools
import sys

sys.argv.insert(1, "opt-step")  # as peer.py reads them
import jax_setup  # before jax
import jax
import jax.numpy as jnp
import optax

import peer

peer.WARM = 0.3
OPTIMIZERS = {
    "sgd": optax.sgd(1e-3),
    "sgdm": optax.sgd(1e-3, momentum=0.9),
    "adam": optax.adam(1e-3),
    "adamw": optax.adamw(1e-3, weight_decay=0.01),
    "rmsprop": optax.rmsprop(1e-3),
    "adagrad": optax.adagrad(1e-3),
    "lion": optax.lion(1e-3),
}
gradient = jnp.asarray(peer.uniform(2, 25_000_000)) * 0.01
for name, update in OPTIMIZERS.items():
    weights = jnp.asarray(peer.uniform(1, 25_000_000)) * 0.02
    state = (weights, update.init(weights))

    @functools.partial(jax.jit, donate_argnums=0)
    def step(state, gradient, update=update):
        change, slots = update.update(gradient, state[1], state[0])
        return optax.apply_updates(state[0], change), slots

    def call():
        global state
        state = step(state, gradient)

    seconds = peer.times(call, lambda: jax.block_until_ready(state))
    peer.line("opt-step", "jax", f"{name}_ms", seconds[len(seconds) // 2] * 1e3)
    peer.line("opt-step", "jax", f"{name}_ms_best", seconds[0] * 1e3)
