"""PyTorch beside Workloads: the same networks, losses, optimizers and batch sizes, the same lines.

usage: workloads_torch.py WORKLOAD THREADS [SECONDS [REPEATS]]

A step is forward, loss, backward and update; batches are in memory and take turns. Eager mode with the optimizer's
default implementation, and, where PyTorch has it, the fused one.
"""
import sys
import time

import torch
from torch import nn

workload, threads = sys.argv[1], int(sys.argv[2])
seconds = float(sys.argv[3]) if len(sys.argv) > 3 else 0.5
repeats = int(sys.argv[4]) if len(sys.argv) > 4 else 7
torch.set_num_threads(threads)
torch.manual_seed(0)


def mlp(*widths):
    layers = []
    for a, b in zip(widths, widths[1:]):
        layers += [nn.Linear(a, b), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def classifier(rows, *widths):
    batches = [(torch.randn(rows, widths[0]), torch.randint(0, 10, (rows,))) for _ in range(64)]
    return mlp(*widths), nn.CrossEntropyLoss(), torch.optim.Adam, 1e-3, batches, rows, "samples"


def xor():
    net = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1), nn.Sigmoid())
    batches = [
        (torch.tensor([[float(a), float(b)]]), torch.tensor([[float(a != b)]])) for a in (0, 1) for b in (0, 1)
    ]
    return net, nn.MSELoss(), torch.optim.SGD, 0.1, batches, 1, "steps"


def wide():
    batches = [(torch.randn(256, 1024), torch.randn(256, 1024)) for _ in range(2)]
    return mlp(1024, 4096, 4096, 1024), nn.MSELoss(), torch.optim.AdamW, 1e-3, batches, 256, "samples"


WORKLOADS = {
    "mlp-small": lambda: classifier(32, 64, 128, 64, 10),
    "mlp-mnist": lambda: classifier(128, 784, 512, 256, 10),
    "mlp-xor": xor,
    "mlp-wide": wide,
}

for fused in (False, True):
    net, loss, optimizer, rate, batches, items, unit = WORKLOADS[workload]()
    # False: the default implementation, which None asks for
    optimizer = optimizer(net.parameters(), lr=rate, fused=True if fused else None)

    def steps(count):
        start = time.perf_counter()
        for i in range(count):
            x, y = batches[i % len(batches)]
            optimizer.zero_grad()
            loss(net(x), y).backward()
            optimizer.step()
        return (time.perf_counter() - start) / count

    one = steps(3)
    count = max(1, int(seconds / steps(max(1, int(0.3 / one)))))
    times = sorted(steps(count) for _ in range(repeats))
    system = "torch-eager-fused" if fused else "torch-eager"
    for metric, t in (("", times[len(times) // 2]), ("_best", times[0])):
        print(f"{workload},{system},{threads},{unit}_per_s{metric},{items / t:.6g}", flush=True)
