"""OpenBLAS, as numpy brings it, beside `nn bench gemm`: the same products, the same lines.

usage: gemm_numpy.py THREADS [SECONDS [REPEATS]]
"""
import os
import sys
import time

threads = int(sys.argv[1])
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 7
os.environ["OPENBLAS_NUM_THREADS"] = str(threads)  # read when numpy is loaded

import numpy

SHAPES = [(n, n, n) for n in (64, 128, 256, 512, 1024, 2048)] + [(128, 784, 512), (32, 64, 128), (256, 4096, 4096)]

random = numpy.random.default_rng(1)
for m, k, n in SHAPES:
    a = random.standard_normal((m, k), dtype=numpy.float32)
    b = random.standard_normal((k, n), dtype=numpy.float32)
    c = numpy.empty((m, n), numpy.float32)
    for _ in range(3):
        numpy.matmul(a, b, out=c)
    rates = []
    for _ in range(repeats):
        calls, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            numpy.matmul(a, b, out=c)
            calls += 1
        rates.append(2e-9 * m * k * n * calls / (time.perf_counter() - start))
    rates.sort()
    print(f"gemm,openblas,{threads},{m}x{k}x{n}_gflops,{rates[len(rates) // 2]:.6g}")
    print(f"gemm,openblas,{threads},{m}x{k}x{n}_gflops_best,{rates[-1]:.6g}", flush=True)
