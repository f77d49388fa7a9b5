"""JAX beside `nn bench gemm`: the same products, the same lines.

usage: gemm_jax.py THREADS [SECONDS [REPEATS]]
"""
import sys

sys.argv.insert(1, "gemm")  # as peer.py reads them
import jax_setup  # before jax
import jax
import jax.numpy as jnp

import peer

peer.WARM = 0.2
SHAPES = [(n, n, n) for n in (64, 128, 256, 512, 1024, 2048)] + [(128, 784, 512), (32, 64, 128), (256, 4096, 4096)]
product = jax.jit(lambda a, b: a @ b)
for m, k, n in SHAPES:
    a, b = jnp.asarray(peer.uniform(1, m, k)), jnp.asarray(peer.uniform(2, k, n))
    result = None

    def call():
        global result
        result = product(a, b)

    seconds = peer.times(call, lambda: result.block_until_ready())
    peer.line("gemm", "jax", f"{m}x{k}x{n}_gflops", 2e-9 * m * k * n / seconds[len(seconds) // 2])
    peer.line("gemm", "jax", f"{m}x{k}x{n}_gflops_best", 2e-9 * m * k * n / seconds[0])
