# Writes the golden trajectories of gradient descent and its kin beside this file: the papers' formulas in plain float64.
#   python3 golden_descent.py
# The starting weights and gradients are those of golden.py; rules with norms take all six weights as one parameter.
import math

from golden import GRADIENTS, START, write


def sign(x):
    return (x > 0) - (x < 0)


def norm(x):
    return math.sqrt(sum(xi * xi for xi in x))


def dot(x, y):
    return sum(a * b for a, b in zip(x, y))


def write_whole(name, formula, step, losses=None):
    w = list(START)
    state = {}
    lines = ["# " + formula, "weights," + ",".join(map(repr, w))]
    for t, g in enumerate(GRADIENTS, 1):
        if losses:
            lines.append("loss," + repr(losses[t - 1]))
        w = step(w, g, state, t)
        lines.append("gradient," + ",".join(map(repr, g)))
        lines.append("weights," + ",".join(map(repr, w)))
    with open(name, "w") as out:
        out.write("\n".join(lines) + "\n")


def sgdw(rate, momentum, decay):
    def step(w, g, s, t):
        s["b"] = g if s["b"] is None else momentum * s["b"] + g
        return w - rate * decay * w - rate * (g + momentum * s["b"])

    return step


def asgd(rate, lam, power, l2):
    def step(w, g, s, t):
        eta = rate / (1 + lam * rate * (t - 1)) ** power
        return w * (1 - lam * eta) - eta * (g + l2 * w)

    return step


def rprop(first, minus, plus, least, most):
    def step(w, g, s, t):
        size = s.get("size", first)
        h = s.get("h", 0)
        if h * g > 0:
            size *= plus
        elif h * g < 0:
            size *= minus
            g = 0
        s["size"] = min(max(size, least), most)
        s["h"] = g
        return w - s["size"] * sign(g)

    return step


def sign_sgd(rate):
    return lambda w, g, s, t: w - rate * sign(g)


def signum(rate, momentum):
    def step(w, g, s, t):
        s["m"] = momentum * s["m"] + (1 - momentum) * g
        return w - rate * sign(s["m"])

    return step


def optimistic(rate, a, b):
    def step(w, g, s, t):
        before = g if s["b"] is None else s["b"]
        s["b"] = g
        return w - rate * (a * g + b * (g - before))

    return step


def polyak(factor, scaling, most, least, epsilon, losses):
    def step(w, g, s, t):
        gamma = min(max(losses[t - 1] - least, 0) / (scaling * norm(g) ** 2 + epsilon), most)
        return [wi - factor * gamma * gi for wi, gi in zip(w, g)]

    return step


def fromage(rate, least):
    def step(w, g, s, t):
        ratio = max(norm(w), least) / max(norm(g), least)
        return [(wi - rate * ratio * gi) / math.sqrt(1 + rate * rate) for wi, gi in zip(w, g)]

    return step


def lars(rate, momentum, decay, trust):
    def step(w, g, s, t):
        local = trust * norm(w) / (norm(g) + decay * norm(w))
        p = [rate * local * (gi + decay * wi) for wi, gi in zip(w, g)]
        s["v"] = p if t == 1 else [momentum * vi + pi for vi, pi in zip(s["v"], p)]
        return [wi - vi for wi, vi in zip(w, s["v"])]

    return step


# Two rows of three weights. With delta 2 every step is projected, by rows or as a whole.
def sgdp(rate, momentum, decay, delta, ratio):
    def cosine(g, w):
        return abs(dot(g, w)) / (max(norm(g), 1e-8) * max(norm(w), 1e-8))

    def project(u, w):
        n = norm(w) + 1e-8
        along = dot(u, w) / (n * n)
        return [ui - along * wi for ui, wi in zip(u, w)]

    def step(w, g, s, t):
        b = s.get("b", [0.0] * len(w))
        s["b"] = b = [momentum * bi + gi for bi, gi in zip(b, g)]
        rows = [slice(0, 3), slice(3, 6)]
        u, factor = b, 1
        if max(cosine(g[r], w[r]) for r in rows) < delta / math.sqrt(3):
            u, factor = [x for r in rows for x in project(b[r], w[r])], ratio
        elif cosine(g, w) < delta / math.sqrt(6):
            u, factor = project(b, w), ratio
        share = rate * decay * factor / (1 - momentum)
        return [wi - share * wi - rate * ui for wi, ui in zip(w, u)]

    return step


LOSSES = [2.0, 1.5, 4.0, 0.125, 3.0]
write("sgdw.csv", "sgdw, learning rate 0.1, Nesterov momentum 0.9, decoupled decay 0.1", sgdw(0.1, 0.9, 0.1))
write("asgd.csv", "asgd, learning rate 0.1, lambda 0.5, alpha 0.75, L2 0.01", asgd(0.1, 0.5, 0.75, 0.01))
write("rprop.csv", "rprop, first step 0.1, factors 0.5 and 2.4, steps from 0.06 to 0.5", rprop(0.1, 0.5, 2.4, 0.06, 0.5))
write("sign-sgd.csv", "sign-sgd, learning rate 0.0625", sign_sgd(0.0625))
write("signum.csv", "signum, learning rate 0.0625, momentum 0.5", signum(0.0625, 0.5))
write("optimistic-gd.csv", "optimistic-gd, learning rate 0.1, alpha 1.5, beta 0.5", optimistic(0.1, 1.5, 0.5))
write_whole("polyak-sgd.csv", "polyak-sgd, factor 0.5, scaling 2, largest rate 0.2, least loss 0.25, epsilon 0.1", polyak(0.5, 2, 0.2, 0.25, 0.1, LOSSES), LOSSES)
write_whole("fromage.csv", "fromage, learning rate 0.1, least norm 1e-3", fromage(0.1, 1e-3))
write_whole("lars.csv", "lars, learning rate 0.5, momentum 0.9, L2 0.1, trust coefficient 0.1", lars(0.5, 0.9, 0.1, 0.1))
write_whole("sgdp.csv", "sgdp, learning rate 0.1, momentum 0.5, decay 0.1, delta 1, decay ratio 0.5", sgdp(0.1, 0.5, 0.1, 1, 0.5))


# Noise from Threefry-2x32 with 20 rounds, as documented: the key is folded by the path and the update count.
MASK = 0xFFFFFFFF


def threefry(key, counter):
    k = [key & MASK, key >> 32]
    k.append(0x1BD11BDA ^ k[0] ^ k[1])
    x0, x1 = ((counter & MASK) + k[0]) & MASK, ((counter >> 32) + k[1]) & MASK
    for block in range(5):
        for turn in ([13, 15, 26, 6], [17, 29, 16, 24])[block % 2]:
            x0 = (x0 + x1) & MASK
            x1 = ((x1 << turn | x1 >> (32 - turn)) & MASK) ^ x0
        x0 = (x0 + k[(block + 1) % 3]) & MASK
        x1 = (x1 + k[(block + 2) % 3] + block + 1) & MASK
    return x1 << 32 | x0


def fold(key, value):
    if isinstance(value, int):
        return threefry(key ^ 0x13198A2E03707344, value)
    h = key ^ 0xA4093822299F31D0
    for i in range(0, len(value), 4):
        h = threefry(h, sum(ord(c) << 16 * j for j, c in enumerate(value[i : i + 4])))
    return threefry(h, len(value))


def normal(key, index):
    u, v = ((threefry(key ^ 0x082EFA98EC4E6C89, index - index % 2 + i) >> 11) * 2.0**-53 for i in range(2))
    return math.sqrt(-2 * math.log(1 - u)) * (math.sin if index % 2 else math.cos)(2 * math.pi * v)


def noisy(rate, eta, gamma, seed):
    def step(w, g, s, t):
        key = fold(fold(threefry(0x243F6A8885A308D3, seed), "weight"), t)
        size = math.sqrt(eta / t**gamma)
        return [wi - rate * (gi + size * normal(key, i)) for i, (wi, gi) in enumerate(zip(w, g))]

    return step


write_whole("noisy-sgd.csv", "noisy-sgd, learning rate 0.1, eta 0.5, gamma 0.55, seed 7, parameter 'weight'", noisy(0.1, 0.5, 0.55, 7))
