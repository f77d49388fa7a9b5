"""PyTorch beside `nn bench opt-step`: one update of 25 million weights, the fused and foreach implementations where there are such.

usage: optstep_torch.py THREADS [SECONDS [REPEATS]]
"""
import sys
import time

import torch

threads = int(sys.argv[1])
seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 0.5
repeats = int(sys.argv[3]) if len(sys.argv) > 3 else 7
torch.set_num_threads(threads)
torch.manual_seed(0)
weights = torch.randn(25_000_000).mul_(0.02).requires_grad_()
weights.grad = torch.randn(25_000_000).mul_(0.01)
OPTIMIZERS = {
    "sgd": (torch.optim.SGD, {}),
    "sgdm": (torch.optim.SGD, {"momentum": 0.9}),
    "adam": (torch.optim.Adam, {}),
    "adamw": (torch.optim.AdamW, {"weight_decay": 0.01}),
    "rmsprop": (torch.optim.RMSprop, {}),
    "adagrad": (torch.optim.Adagrad, {}),
}
for name, (kind, options) in OPTIMIZERS.items():
    for implementation in ("fused", "foreach"):
        try:
            optimizer = kind([weights], lr=1e-3, **{implementation: True}, **options)
            optimizer.step()
        except (RuntimeError, TypeError, ValueError) as e:
            print(f"# {name} {implementation}: {e}", file=sys.stderr)
            continue
        times = []
        for _ in range(repeats):
            calls, start = 0, time.perf_counter()
            while time.perf_counter() - start < seconds:
                optimizer.step()
                calls += 1
            times.append((time.perf_counter() - start) / calls * 1e3)
        times.sort()
        print(f"opt-step,torch-{implementation},{threads},{name}_ms,{times[len(times) // 2]:.6g}")
        print(f"opt-step,torch-{implementation},{threads},{name}_ms_best,{times[0]:.6g}", flush=True)
