"""PyTorch beside Workloads: the same networks, weights, losses, optimizers and batches, the same lines.

usage: workloads_torch.py WORKLOAD THREADS [SECONDS [REPEATS [WARM [eager|compile]]]]

Eager mode with the optimizer's default implementation and with the fused one; or network and loss through torch.compile, with
the fused optimizer.
"""
import sys

import torch
from torch import nn

import peer

workload = sys.argv[1]
compiled = len(sys.argv) > 6 and sys.argv[6] == "compile"
torch.set_num_threads(peer.THREADS)
widths = peer.MLPS[workload][0]
batches = [
    (torch.from_numpy(x.copy()), torch.from_numpy(y.copy()) if y.dtype.kind == "f" else torch.from_numpy(y).long())
    for x, y in peer.batches(workload)
]


def network():
    layers = []
    for i, (weight, bias) in enumerate(peer.weights(widths)):
        linear = nn.Linear(weight.shape[1], weight.shape[0])
        linear.weight.data, linear.bias.data = torch.from_numpy(weight), torch.from_numpy(bias)
        last = i == len(widths) - 2
        layers += [linear, nn.Sigmoid() if last else nn.Tanh()] if workload == "mlp-xor" else [linear, nn.ReLU()]
    return nn.Sequential(*(layers if workload == "mlp-xor" else layers[:-1]))


def optimizer(parameters, fused):
    # None asks for the default implementation
    options = {"lr": 1e-3, "fused": True if fused else None}
    if workload == "mlp-xor":
        return torch.optim.SGD(parameters, **{**options, "lr": 0.1})
    return (torch.optim.AdamW if workload == "mlp-wide" else torch.optim.Adam)(parameters, **options)


def run(system, fused):
    net, criterion = network(), nn.CrossEntropyLoss() if workload in ("mlp-small", "mlp-mnist") else nn.MSELoss()
    update = optimizer(net.parameters(), fused)

    def loss(x, y):
        return criterion(net(x), y)

    forward, count = torch.compile(loss) if compiled else loss, 0

    def step():
        nonlocal count
        x, y = batches[count % len(batches)]
        count += 1
        update.zero_grad()
        value = forward(x, y)
        value.backward()
        update.step()
        return value.detach()

    peer.check(workload, system, step)
    peer.rates(workload, system, peer.times(step))


if compiled:
    run("torch-compile", True)
else:
    run("torch-eager", False)
    run("torch-fused", True)
