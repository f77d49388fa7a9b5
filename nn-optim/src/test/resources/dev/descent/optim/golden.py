# Writes the golden trajectories beside this file: the papers' formulas in plain float64, nothing else.
#   python3 golden.py
# Line "weights" first, then one pair "gradient", "weights" a step. One gradient is of the size of epsilon, one is 0
# for a while, one changes sign; all inputs are exact in float32.
import math
import struct


def f32(x):
    return struct.unpack("f", struct.pack("f", x))[0]


START = [0.5, -1.25, 0.75, 2.0, -0.5, 1.0]
GRADIENTS = [
    [0.5, -1.0, f32(1e-8), 0.0, 8.0, -0.25],
    [-0.25, -2.0, f32(2e-8), 0.0, -4.0, -0.5],
    [1.0, 0.5, f32(-1e-8), 3.0, 2.0, -0.125],
    [0.125, 4.0, f32(5e-9), -1.0, 16.0, 0.75],
    [-2.0, 0.0, f32(1e-8), 0.5, -0.5, -1.5],
]


def write(name, formula, step, curvatures=None, gradients=GRADIENTS):
    w = list(START)
    state = [dict(m=0.0, v=0.0, b=None) for _ in w]
    for one, curvature in zip(state, curvatures or []):
        one["curvature"] = curvature
    lines = ["# " + formula, "weights," + ",".join(map(repr, w))]
    for t, g in enumerate(gradients, 1):
        w = [step(wi, gi, si, t) for wi, gi, si in zip(w, g, state)]
        lines.append("gradient," + ",".join(map(repr, g)))
        lines.append("weights," + ",".join(map(repr, w)))
    with open(name, "w") as out:
        out.write("\n".join(lines) + "\n")


def adam(rate, beta1, beta2, epsilon, l2, decoupled):
    def step(w, g, s, t):
        g = g + l2 * w
        s["m"] = beta1 * s["m"] + (1 - beta1) * g
        s["v"] = beta2 * s["v"] + (1 - beta2) * g * g
        m = s["m"] / (1 - beta1**t)
        v = s["v"] / (1 - beta2**t)
        return w - rate * decoupled * w - rate * m / (math.sqrt(v) + epsilon)

    return step


def sgd(rate, momentum, dampening, nesterov, l2, decoupled):
    def step(w, g, s, t):
        g = g + l2 * w
        s["b"] = g if s["b"] is None else momentum * s["b"] + (1 - dampening) * g
        u = g if momentum == 0 else g + momentum * s["b"] if nesterov else s["b"]
        return w - rate * decoupled * w - rate * u

    return step


write("adam.csv", "adam, learning rate 0.1, betas 0.9 and 0.99, epsilon 1e-8", adam(0.1, 0.9, 0.99, 1e-8, 0, 0))
write("adamw.csv", "adamw, learning rate 0.1, betas 0.9 and 0.99, epsilon 1e-8, decoupled decay 0.1", adam(0.1, 0.9, 0.99, 1e-8, 0, 0.1))
write("sgd.csv", "sgd, learning rate 0.1, momentum 0.9, dampening 0.25, L2 0.01, decoupled decay 0.1", sgd(0.1, 0.9, 0.25, False, 0.01, 0.1))
