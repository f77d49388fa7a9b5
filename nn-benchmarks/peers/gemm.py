"""The products of `nn bench gemm` in numpy (its OpenBLAS), PyTorch or JAX: the same numbers, the same lines.

usage: gemm.py numpy|torch|jax THREADS [SECONDS [REPEATS]]
"""
import os
import sys

os.environ["OPENBLAS_NUM_THREADS"] = sys.argv[2]  # read when numpy is loaded

import peer

SHAPES = [(n, n, n) for n in (64, 128, 256, 512, 1024, 2048)] + [(128, 784, 512), (32, 64, 128), (256, 4096, 4096)]
peer.WARM = 0.2


# Each returns a call, and where calls do not wait for their results, what does.
def numpy(a, b):
    import numpy

    c = numpy.empty((a.shape[0], b.shape[1]), numpy.float32)
    return (lambda: numpy.matmul(a, b, out=c),)


def torch(a, b):
    import torch

    torch.set_num_threads(peer.THREADS)
    a, b, c = torch.from_numpy(a), torch.from_numpy(b), torch.empty(a.shape[0], b.shape[1])
    return (lambda: torch.mm(a, b, out=c),)


def jax(a, b):
    import jax_setup  # before jax
    import jax

    product = jax.jit(lambda a, b: a @ b)
    a, b = jax.numpy.asarray(a), jax.numpy.asarray(b)
    last = []

    def call():
        last[:] = [product(a, b)]

    return call, lambda: last[0].block_until_ready()


system, name = {"numpy": (numpy, "openblas"), "torch": (torch, "torch"), "jax": (jax, "jax")}[sys.argv[1]]
for m, k, n in SHAPES:
    seconds = peer.times(*system(peer.uniform(1, m, k), peer.uniform(2, k, n)))
    peer.line("gemm", name, f"{m}x{k}x{n}_gflops", 2e-9 * m * k * n / seconds[len(seconds) // 2])
    peer.line("gemm", name, f"{m}x{k}x{n}_gflops_best", 2e-9 * m * k * n / seconds[0])
