# Writes the golden trajectories of transforms: the papers' formulas in plain float64, before descent with rate 0.1.
#   python3 golden_transforms.py
import math
from golden_descent import GRADIENTS, START, fold, normal, threefry
from golden_searches import gradient, loss
import numpy as np


def write(name, formula, transform):
    w, state = list(START), {}
    lines = ["# " + formula + ", then descent with rate 0.1", "weights," + ",".join(map(repr, w))]
    for t, g in enumerate(GRADIENTS, 1):
        w = [wi - 0.1 * gi for wi, gi in zip(w, transform(w, g, state, t))]
        lines.append("gradient," + ",".join(map(repr, g)))
        lines.append("weights," + ",".join(map(repr, w)))
    with open(name, "w") as out:
        out.write("\n".join(lines) + "\n")


def norm(x):
    return math.sqrt(sum(v * v for v in x))


def by_value(limit):
    return lambda w, g, s, t: [min(max(gi, -limit), limit) for gi in g]


def by_norm(limit):
    return lambda w, g, s, t: [gi * min(1, limit / norm(g)) for gi in g]


def normalize(length, epsilon):
    return lambda w, g, s, t: [gi * length / (norm(g) + epsilon) for gi in g]


def rows(f):
    return lambda w, g, s, t: [x for r in (slice(0, 3), slice(3, 6)) for x in f(w[r], g[r])]


def adaptive(ratio, epsilon):
    return rows(lambda w, g: [gi * min(1, ratio * max(norm(w), epsilon) / norm(g)) if norm(g) else gi for gi in g])


def centralize():
    return rows(lambda w, g: [gi - sum(g) / 3 for gi in g])


def noise(eta, gamma, seed):
    def transform(w, g, s, t):
        key = fold(fold(threefry(0x243F6A8885A308D3, seed), "weight"), t)
        return [gi + math.sqrt(eta / t**gamma) * normal(key, i) for i, gi in enumerate(g)]

    return transform


def average(decay):
    def transform(w, g, s, t):
        s["m"] = [decay * mi + (1 - decay) * gi for mi, gi in zip(s.get("m", [0.0] * len(g)), g)]
        return [mi / (1 - decay**t) for mi in s["m"]]

    return transform


def decay(share):
    return lambda w, g, s, t: [gi + share * wi for wi, gi in zip(w, g)]


write("clip-by-value.csv", "clip-by-value, limit 0.75", by_value(0.75))
write("clip-by-norm.csv", "clip-by-norm, limit 3", by_norm(3))
write("normalize.csv", "normalize, length 2, epsilon 0.5", normalize(2, 0.5))
write("clip-adaptively.csv", "clip-adaptively, ratio 0.5, epsilon 1, rows of a 2 x 3 matrix", adaptive(0.5, 1))
write("centralize.csv", "centralize, rows of a 2 x 3 matrix", centralize())
write("add-noise.csv", "add-noise, eta 0.5, gamma 0.55, seed 7, parameter 'weight'", noise(0.5, 0.55, 7))
write("average-gradients.csv", "average-gradients, decay 0.75, corrected", average(0.75))
write("add-decay.csv", "add-decay, weight decay 0.25", decay(0.25))


def sam(name, formula, climb, climbs):
    w = np.array(START)
    lines = ["# " + formula + ", then descent with rate 0.1", "weights," + ",".join(map(repr, w.tolist()))]
    for _ in range(8):
        lines.append("loss," + repr(loss(w)))
        g = gradient(w)
        lines.append("gradient," + ",".join(map(repr, g.tolist())))
        point = w.copy()
        for _ in range(climbs):
            point = point + climb(w, g)
            g = gradient(point)
        w = w - 0.1 * g
        lines.append("weights," + ",".join(map(repr, w.tolist())))
    with open(name, "w") as out:
        out.write("\n".join(lines) + "\n")


def plain(w, g):
    return 0.5 * g / np.linalg.norm(g)


def in_proportion(w, g):
    t = np.abs(w) + 0.01
    return 0.5 * t * t * g / np.linalg.norm(t * g)


sam("sam.csv", "sam, radius 0.5, two climbs", plain, 2)
sam("asam.csv", "sam, radius 0.5, adaptive with eta 0.01", in_proportion, 1)
