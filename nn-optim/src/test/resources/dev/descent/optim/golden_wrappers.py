# Writes the golden trajectories of wrappers around gradient descent with rate 0.1 and momentum 0.9 (where it says so,
# without), in plain float64.
#   python3 golden_wrappers.py
import math
import numpy as np
from golden_descent import GRADIENTS
from golden_descent import START as FIRST

START = np.array(FIRST)


class Descent:
    def __init__(self, momentum=0.9):
        self.b, self.momentum = None, momentum

    def __call__(self, g):
        self.b = g if self.b is None else self.momentum * self.b + g
        return -0.1 * self.b


def write(name, formula, make, momentum=0.9):
    w, base, s = START.copy(), Descent(momentum), {}
    inner = "descent with rate 0.1" + (" and momentum 0.9" if momentum else "")
    lines = ["# " + formula + ", around " + inner, "weights," + ",".join(map(repr, w.tolist()))]
    for t, g in enumerate(GRADIENTS, 1):
        g = np.array(g)
        w = make(w, g, base(g), s, t)
        lines.append("gradient," + ",".join(map(repr, g.tolist())))
        lines.append("weights," + ",".join(map(repr, w.tolist())))
    with open(name, "w") as out:
        out.write("\n".join(lines) + "\n")


def nothing(w, g, u, s, t):
    return w + u


def lookahead(k, alpha, reset=False):
    def step(w, g, u, s, t):
        slow = s.setdefault("slow", START.copy())
        if reset:
            base = s.setdefault("base", Descent())
            u = base(g)
            if t % k == 0:
                del s["base"]
        w = w + u
        if t % k == 0:
            s["slow"] = w = slow + alpha * (w - slow)
        return w

    return step


def cautious(decay):
    def step(w, g, u, s, t):
        mask = (u * g < 0).astype(float)
        return w - decay * w + u * mask / max(mask.mean(), 1e-3)

    return step


def cautious_decay(share):
    return lambda w, g, u, s, t: w + u - share * w * (-u * w >= 0)


def corrected_decay(share, peak):
    return lambda w, g, u, s, t: w + u - share**2 / peak * w


def apply_every(k):
    def step(w, g, u, s, t):
        s["sum"] = s.get("sum", 0) + u
        if t % k:
            return w
        w, s["sum"] = w + s["sum"], 0
        return w

    return step


def clamp(low, high):
    return lambda w, g, u, s, t: np.clip(w + u, low, high)


def rows(f):
    return lambda w, g, u, s, t: np.concatenate([f(x) for x in (w + u).reshape(2, 3)])


def whole(f):
    return lambda w, g, u, s, t: f(w + u)


def simplex(x, size):
    v = np.sort(x)[::-1]
    c = (np.cumsum(v) - size) / np.arange(1, len(x) + 1)
    return np.maximum(x - c[np.nonzero(v > c)[0][-1]], 0)


def l1(x, size):
    return x if np.abs(x).sum() <= size else np.sign(x) * simplex(np.abs(x), size)


def l2(x, size):
    return x * min(1, size / np.linalg.norm(x))


def sphere(x, size):
    return x * size / np.linalg.norm(x)


def schedule_free(beta):
    def step(y, g, u, s, t):
        z = s.setdefault("z", START.copy())
        x = (y - (1 - beta) * z) / beta
        z = s["z"] = z + u
        x = (1 - 1 / t) * x + z / t
        return (1 - beta) * z + beta * x

    return step


def mechanic(decay, eps, first, n):
    betas = np.array([1 - 0.1**i for i in range(1, n + 1)])

    def step(w, g, u, s, t):
        if not s:
            s.update(r=np.zeros(n), m=np.zeros(n), v=np.zeros(n), s=np.full(n, first), delta=np.zeros(len(w)))
        total = s["s"].sum()
        ratio = total / (total + eps)
        pulled = g + decay * total * np.linalg.norm(g) / (np.linalg.norm(w) + eps) * w
        h = np.dot(pulled, s["delta"]) * ratio
        clipped = np.clip(h, -s["m"], s["m"])
        s["m"] = np.maximum(betas * s["m"], abs(h) + eps)
        s["v"] = betas**2 * s["v"] + h * h
        s["r"] = betas * s["r"] + clipped * s["s"]
        s["s"] = (first / n * s["m"] + np.maximum(s["r"], 0)) / (np.sqrt(s["v"]) + eps)
        s["delta"] = s["delta"] * ratio - u
        return START - s["s"].sum() * s["delta"]

    return step


write("ema.csv", "ema and swa, which leave training alone", nothing)
write("lookahead.csv", "lookahead, period 2, slow step size 0.5", lookahead(2, 0.5))
write("lookahead-reset.csv", "lookahead, period 3, slow step size 0.5, state reset", lookahead(3, 0.5, True))
write("cautious.csv", "cautious, decay 0.01 in a step", cautious(0.01))
write("cautious-decay.csv", "cautious-decay, decay 0.05 in a step", cautious_decay(0.05))
write("corrected-decay.csv", "corrected-decay, decay 0.05 in a step, peak 0.1", corrected_decay(0.05, 0.1))
write("apply-every.csv", "apply-every, period 2", apply_every(2))
write("clamp.csv", "clamp, from -0.25 to 0.5", clamp(-0.25, 0.5))
write("project-simplex.csv", "project, simplex of size 1.5", whole(lambda x: simplex(x, 1.5)))
write("project-l1-ball.csv", "project, l1 ball of size 2", whole(lambda x: l1(x, 2)))
write("project-max-norm.csv", "project, rows of a 2 x 3 matrix into the l2 ball of size 1", rows(lambda x: l2(x, 1)))
write("project-sphere.csv", "project, l2 sphere of size 2", whole(lambda x: sphere(x, 2)))
write("schedule-free.csv", "schedule-free, beta 0.9, rate constant", schedule_free(0.9), momentum=0)
write("mechanic.csv", "mechanic, decay 0.01, epsilon 1e-8, first scale 0.01, three decays", mechanic(0.01, 1e-8, 0.01, 3))
