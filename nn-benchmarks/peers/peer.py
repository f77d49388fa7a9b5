"""What the Python peers share: networks, weights, batches, timing and lines, the same as in Workload and Timing.

Numbers are a function of a stream and an index, so that every program, in any language, starts from the same weights and sees
the same batches; the first losses that all print must agree.
"""
import sys
import time

import numpy as np

THREADS = int(sys.argv[2]) if len(sys.argv) > 2 else 1
SECONDS = float(sys.argv[3]) if len(sys.argv) > 3 else 0.5
REPEATS = int(sys.argv[4]) if len(sys.argv) > 4 else 7
WARM = float(sys.argv[5]) if len(sys.argv) > 5 else 1.0

# name: widths, rows of a batch, batches, unit; all but mlp-wide classify, mlp-xor has tanh and sigmoid
MLPS = {
    "mlp-small": ((64, 128, 64, 10), 32, 64, "samples"),
    "mlp-mnist": ((784, 512, 256, 10), 128, 64, "samples"),
    "mlp-wide": ((1024, 4096, 4096, 1024), 256, 2, "samples"),
    "mlp-xor": ((2, 8, 1), 1, 4, "steps"),
}
XOR = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.float32), np.array([[0], [1], [1], [0]], np.float32)
CHECKED = (1, 2, 5)  # steps whose losses are printed
BLOCK = 1 << 22


def bits(stream, start, end):
    """Mixed 32-bit words of the indices [start, end) of a stream."""
    h = np.arange(start, end, dtype=np.uint32) * np.uint32(0x9E3779B1) + np.uint32(stream * 0x85EBCA6B & 0xFFFFFFFF)
    h ^= h >> 16
    h *= np.uint32(0x7FEB352D)
    h ^= h >> 15
    h *= np.uint32(0x846CA68B)
    return h ^ h >> 16


def uniform(stream, *shape):
    """float32 in [-1, 1), multiples of 2^-23."""
    size = int(np.prod(shape))
    values = np.empty(size, np.float32)
    for start in range(0, size, BLOCK):
        end = min(start + BLOCK, size)
        values[start:end] = (bits(stream, start, end) >> 8).astype(np.float32) * np.float32(2**-23) - np.float32(1)
    return values.reshape(shape)


def weights(widths):
    """A weight [outputs, inputs] and a bias [outputs] for each layer, in ±1/√inputs."""
    layers = []
    for i, (a, b) in enumerate(zip(widths, widths[1:])):
        scale = np.float32(1 / np.sqrt(a))
        layers.append((uniform(1000 + 2 * i, b, a) * scale, uniform(1001 + 2 * i, b) * scale))
    return layers


def batches(workload):
    """Inputs and targets of each batch: int32 labels, or float32 for mlp-wide and mlp-xor."""
    widths, rows, count, _ = MLPS[workload]
    if workload == "mlp-xor":
        return [(XOR[0][i : i + 1], XOR[1][i : i + 1]) for i in range(4)]
    pairs = []
    for i in range(count):
        labels = (bits(2 * i + 1, 0, rows) >> 8) % 10
        targets = uniform(2 * i + 1, rows, widths[-1]) if workload == "mlp-wide" else labels.astype(np.int32)
        pairs.append((uniform(2 * i, rows, widths[0]), targets))
    return pairs


def times(step, sync=lambda: None):
    """Seconds that a call takes, for each repeat, in ascending order. `sync` waits for what calls left running."""
    calls, start = 0, time.perf_counter()
    while calls < 2 or time.perf_counter() - start < WARM:
        step()
        sync()
        calls += 1
    count = max(1, int(0.1 * SECONDS * calls / (time.perf_counter() - start)))
    repeats = []
    for _ in range(REPEATS):
        calls, start = 0, time.perf_counter()
        while time.perf_counter() - start < SECONDS:
            for _ in range(count):
                step()
            sync()
            calls += count
        repeats.append((time.perf_counter() - start) / calls)
    return sorted(repeats)


def line(workload, system, metric, value):
    print(f"{workload},{system},{THREADS},{metric},{value:.6g}", flush=True)


def check(workload, system, step):
    """Takes the first steps and prints their losses. `step` returns the loss before its update."""
    for i in range(1, CHECKED[-1] + 1):
        loss = step()
        if i in CHECKED:
            line(workload, system, f"loss_{i}", float(loss))


def rates(workload, system, seconds):
    """Prints the rate of the median and of the best repeat, and the microseconds of a step."""
    _, rows, _, unit = MLPS[workload]
    line(workload, system, f"{unit}_per_s", rows / seconds[len(seconds) // 2])
    line(workload, system, f"{unit}_per_s_best", rows / seconds[0])
    line(workload, system, "us_per_step", 1e6 * seconds[len(seconds) // 2])
