"""PyTorch beside GemmBench: the same products, the same lines.

usage: gemm_torch.py THREADS [SECONDS [SHAPE ...]]
"""
import sys
import time

import torch

threads = int(sys.argv[1])
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
shapes = sys.argv[3:] or (
    "m32k64n128 m32k128n64 m32k64n10 m128k784n512 m128k512n256 m128k256n10 m256k1024n4096 "
    "m256k4096n4096 m256k4096n1024 square64 square128 square256 square512 square1024 square2048"
).split()
torch.set_num_threads(threads)


def measure(workload, flops, call):
    calls = max(1, int(4e7 / flops))
    for _ in range(3):
        call()
    wall, cpu, end = [], 1e9, time.perf_counter() + seconds
    while time.perf_counter() < end or len(wall) < 5:
        processor, start = time.thread_time(), time.perf_counter()
        for _ in range(calls):
            call()
        wall.append((time.perf_counter() - start) / calls)
        cpu = min(cpu, (time.thread_time() - processor) / calls)
    wall.sort()
    lines = [("gflops", wall[len(wall) // 2]), ("gflops_best", wall[0])]
    if threads == 1:
        lines.append(("gflops_cpu", cpu))
    for metric, t in lines:
        print(f"{workload},torch,{threads},{metric},{flops * 1e-9 / t:.1f}", flush=True)


for shape in shapes:
    if shape.startswith("square"):
        n = int(shape[6:])
        a, b, c = torch.rand(n, n), torch.rand(n, n), torch.empty(n, n)
        measure(shape, 2.0 * n**3, lambda: torch.mm(a, b, out=c))
        continue
    m, k, n = (int(x) for x in shape[1:].replace("k", " ").replace("n", " ").split())
    x, w, dy = torch.rand(m, k), torch.rand(n, k), torch.rand(m, n)
    y, dw, dx = torch.empty(m, n), torch.empty(n, k), torch.empty(m, k)
    flops = 2.0 * m * n * k
    measure(shape + "-forward", flops, lambda: torch.mm(x, w.t(), out=y))
    measure(shape + "-weights", flops, lambda: torch.mm(dy.t(), x, out=dw))
    measure(shape + "-inputs", flops, lambda: torch.mm(dy, w, out=dx))
