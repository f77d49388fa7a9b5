"""PyTorch beside `nn bench gemm`: the same products, the same lines.

usage: gemm_torch.py THREADS [SECONDS [REPEATS]]
"""
import sys
import time

import torch

threads = int(sys.argv[1])
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 7
torch.set_num_threads(threads)
SHAPES = [(n, n, n) for n in (64, 128, 256, 512, 1024, 2048)] + [(128, 784, 512), (32, 64, 128), (256, 4096, 4096)]

for m, k, n in SHAPES:
    a, b, c = torch.randn(m, k), torch.randn(k, n), torch.empty(m, n)
    for _ in range(3):
        torch.mm(a, b, out=c)
    rates = []
    for _ in range(repeats):
        calls, start = 0, time.perf_counter()
        while time.perf_counter() - start < seconds:
            torch.mm(a, b, out=c)
            calls += 1
        rates.append(2e-9 * m * k * n * calls / (time.perf_counter() - start))
    rates.sort()
    print(f"gemm,torch,{threads},{m}x{k}x{n}_gflops,{rates[len(rates) // 2]:.6g}")
    print(f"gemm,torch,{threads},{m}x{k}x{n}_gflops_best,{rates[-1]:.6g}", flush=True)
