# Writes the golden trajectories of optimizers that find their own rate: the papers' formulas in plain float64.
#   python3 golden_adaptive.py
# The numbers are those of golden.py: one gradient of the size of epsilon, one 0 for a while, one changing sign. The
# losses are those that rules with Need.LOSS are given.
import struct

import numpy as np


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


START = np.array([0.5, -1.25, 0.75, 2.0, -0.5, 1.0])
GRADIENTS = np.array(
    [
        [0.5, -1.0, f32(1e-8), 0.0, 8.0, -0.25],
        [-0.25, -2.0, f32(2e-8), 0.0, -4.0, -0.5],
        [1.0, 0.5, f32(-1e-8), 3.0, 2.0, -0.125],
        [0.125, 4.0, f32(5e-9), -1.0, 16.0, 0.75],
        [-2.0, 0.0, f32(1e-8), 0.5, -0.5, -1.5],
    ]
)
LOSSES = [4.0, 3.5, 3.0, 3.25, 2.0]


def write(name, formula, step, losses=None):
    w = START.copy()
    s = {}
    lines = ["# " + formula, "weights," + ",".join(map(repr, w.tolist()))]
    for t, g in enumerate(GRADIENTS, 1):
        if losses:
            lines.append("loss," + repr(losses[t - 1]))
        w = step(w, g, s, t, losses[t - 1] if losses else None)
        lines.append("gradient," + ",".join(map(repr, g.tolist())))
        lines.append("weights," + ",".join(map(repr, w.tolist())))
    with open(name, "w") as out:
        out.write("\n".join(lines) + "\n")


def schedule_free(rate, beta, warmup, decay, power, beta2=None, epsilon=0):
    def step(y, g, s, t, _):
        z, x = s.get("z", y), s.get("x", y)
        gamma = rate * min(1, t / warmup)
        if beta2 is not None:
            s["v"] = beta2 * s.get("v", 0) + (1 - beta2) * g * g
            g = g / (np.sqrt(s["v"] / (1 - beta2**t)) + epsilon)
        weight = max(gamma, s.get("peak", 0)) ** power
        s["peak"] = max(gamma, s.get("peak", 0))
        s["sum"] = s.get("sum", 0) + weight
        c = weight / s["sum"]
        s["z"] = z - gamma * (g + decay * y)
        s["x"] = (1 - c) * x + c * s["z"]
        return (1 - beta) * s["z"] + beta * s["x"]

    return step


def prodigy(rate, beta1, beta2, beta3, epsilon, d0, c, decay):
    def step(w, g, s, t, _):
        x0 = s.setdefault("x0", w)
        d = s.get("d", d0)
        delta = d * rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        s["m"] = beta1 * s.get("m", 0) + (1 - beta1) * d * g
        s["v"] = beta2 * s.get("v", 0) + (1 - beta2) * (d * g) ** 2
        s["r"] = beta3 * s.get("r", 0) + d / d0 * delta * np.dot(g, x0 - w)
        s["s"] = beta3 * s.get("s", 0) + d / d0 * delta * g
        s["d"] = max(d, c * s["r"] / np.abs(s["s"]).sum())
        return w - decay * delta * w - delta * s["m"] / (np.sqrt(s["v"]) + s["d"] * epsilon)

    return step


def dadapt(rate, beta1, beta2, epsilon, d0, decay):
    def step(w, g, s, t, _):
        d = s.get("d", d0)
        b = np.sqrt(beta2)
        delta = d * rate * np.sqrt(1 - beta2**t) / (1 - beta1**t)
        weighted = s.get("s", np.zeros(6)) / (np.sqrt(s.get("v", np.zeros(6))) + epsilon)
        s["r"] = b * s.get("r", 0) + (1 - b) * delta * np.dot(g, weighted)
        s["m"] = beta1 * s.get("m", 0) + (1 - beta1) * delta * g
        s["v"] = beta2 * s.get("v", np.zeros(6)) + (1 - beta2) * g * g
        s["s"] = b * s.get("s", np.zeros(6)) + (1 - b) * delta * g
        s["d"] = max(d, s["r"] / ((1 - b) * np.abs(s["s"]).sum()))
        return w - decay * delta * w - s["m"] / (np.sqrt(s["v"]) + epsilon)

    return step


def dog(rate, relative, epsilon, decay):
    def step(w, g, s, t, _):
        x0 = s.setdefault("x0", w)
        g = g + decay * w
        s["r"] = max(s.get("r", relative * (1 + np.linalg.norm(x0))), np.linalg.norm(w - x0))
        s["g"] = s.get("g", 0) + np.dot(g, g)
        return w - rate * s["r"] / np.sqrt(s["g"] + epsilon) * g

    return step


def dowg(rate, r0, epsilon, decay):
    def step(w, g, s, t, _):
        x0 = s.setdefault("x0", w)
        g = g + decay * w
        s["r"] = max(s.get("r", r0), np.dot(w - x0, w - x0))
        s["v"] = s.get("v", 0) + s["r"] * np.dot(g, g)
        return w - rate * s["r"] / (np.sqrt(s["v"]) + epsilon) * g

    return step


def cocob(rate, a, epsilon, decay):
    def step(w, g, s, t, _):
        x0 = s.setdefault("x0", w)
        c = rate * (g + decay * w)
        s["l"] = np.maximum(s.get("l", epsilon), np.abs(c))
        s["g"] = s.get("g", 0) + np.abs(c)
        s["r"] = np.maximum(s.get("r", 0) - c * (w - x0), 0)
        s["s"] = s.get("s", 0) - c
        return x0 + s["s"] / (s["l"] * np.maximum(s["g"] + s["l"], a * s["l"])) * (s["l"] + s["r"])

    return step


def momo(rate, beta, bound, decay):
    def step(w, g, s, t, loss):
        b = beta if t > 1 else 0
        s["m"] = b * s.get("m", 0) + (1 - b) * g
        s["f"] = b * s.get("f", 0) + (1 - b) * loss
        s["y"] = b * s.get("y", 0) + (1 - b) * np.dot(g, w)
        gap = (1 + rate * decay) * (s["f"] - bound - s["y"]) + np.dot(s["m"], w)
        tau = min(rate, max(gap, 0) / np.dot(s["m"], s["m"]))
        return w - rate * decay / (1 + rate * decay) * w - tau * s["m"]

    return step


def momo_adam(rate, beta1, beta2, epsilon, bound, decay):
    def step(w, g, s, t, loss):
        s["m"] = beta1 * s.get("m", 0) + (1 - beta1) * g
        s["v"] = beta2 * s.get("v", 0) + (1 - beta2) * g * g
        s["f"] = beta1 * s.get("f", 0) + (1 - beta1) * loss
        s["y"] = beta1 * s.get("y", 0) + (1 - beta1) * np.dot(g, w)
        u = s["m"] / (np.sqrt(s["v"] / (1 - beta2**t)) + epsilon)
        b = 1 - beta1**t
        gap = (1 + rate * decay) * (s["f"] - b * bound - s["y"]) + np.dot(s["m"], w)
        tau = min(rate / b, max(gap, 0) / np.dot(s["m"], u))
        return w - rate * decay / (1 + rate * decay) * w - tau * u

    return step


write("schedule-free-sgd.csv", "schedule-free-sgd, rate 0.1, beta 0.8, warm-up 3, decay 0.1, power 2", schedule_free(0.1, 0.8, 3, 0.1, 2))
write("schedule-free-adamw.csv", "schedule-free-adamw, rate 0.1, beta 0.8, beta2 0.99, epsilon 1e-8, warm-up 3, decay 0.1, power 2", schedule_free(0.1, 0.8, 3, 0.1, 2, 0.99, 1e-8))
write("prodigy.csv", "prodigy, rate 1, betas 0.9, 0.99 and 0.95, epsilon 1e-8, d0 0.01, c 1, decay 0.1", prodigy(1, 0.9, 0.99, 0.95, 1e-8, 0.01, 1, 0.1))
write("dadapt-adamw.csv", "dadapt-adamw, rate 1, betas 0.9 and 0.99, epsilon 1e-8, d0 0.01, decay 0.1", dadapt(1, 0.9, 0.99, 1e-8, 0.01, 0.1))
write("dog.csv", "dog, rate 1, first distance 0.01 (1 + |w|), epsilon 1e-8, L2 0.01", dog(1, 0.01, 1e-8, 0.01))
write("dowg.csv", "dowg, rate 1, first squared distance 1e-4, epsilon 1e-4, L2 0.01", dowg(1, 1e-4, 1e-4, 0.01))
write("cocob.csv", "cocob, rate 1, a 10, epsilon 1e-8, L2 0.01", cocob(1, 10, 1e-8, 0.01))
write("momo.csv", "momo, largest rate 0.5, beta 0.9, bound 0, decay 0.1", momo(0.5, 0.9, 0, 0.1), LOSSES)
write("momo-adam.csv", "momo-adam, largest rate 0.1, betas 0.9 and 0.99, epsilon 1e-8, bound 0, decay 0.1", momo_adam(0.1, 0.9, 0.99, 1e-8, 0, 0.1), LOSSES)
