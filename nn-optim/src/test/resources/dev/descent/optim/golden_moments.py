# Writes the golden trajectories of optimizers with running means beside this file: the papers' formulas in float64.
#   python3 golden_moments.py        (needs numpy)
# Line "weights" first, then one pair "gradient", "weights" a step. One gradient is of the size of epsilon, one is 0
# for a while, one changes sign; all inputs are exact in float32.
import numpy as np

f32 = lambda x: float(np.float32(x))
sqrt = np.sqrt

START = [0.5, -1.25, 0.75, 2.0, -0.5, 1.0]
GRADIENTS = [
    [0.5, -1.0, f32(1e-8), 0.0, 8.0, -0.25],
    [-0.25, -2.0, f32(2e-8), 0.0, -4.0, -0.5],
    [1.0, 0.5, f32(-1e-8), 3.0, 2.0, -0.125],
    [0.125, 4.0, f32(5e-9), -1.0, 16.0, 0.75],
    [-2.0, 0.0, f32(1e-8), 0.5, -0.5, -1.5],
]


class Zeros(dict):
    """State of which everything is 0 until it is set."""

    def __missing__(self, key):
        return 0.0


def write(name, formula, step, shape=(6,)):
    w = np.array(START).reshape(shape)
    s = Zeros()
    row = lambda a: ",".join(repr(float(x)) for x in a.ravel())
    lines = ["# " + name + ": " + formula, "weights," + row(w)]
    for t, g in enumerate(GRADIENTS, 1):
        w = step(w, np.array(g).reshape(shape), s, t)
        lines += ["gradient," + ",".join(map(repr, g)), "weights," + row(w)]
    with open(name + ".csv", "w") as out:
        out.write("\n".join(lines) + "\n")


def ema(s, key, beta, x):
    s[key] = beta * s[key] + (1 - beta) * x
    return s[key]


def norm(x):
    return sqrt((x * x).sum())


def adabelief(w, g, s, t, rate=0.1, b1=0.9, b2=0.99, eps=1e-6, root=1e-8, l2=0.01, decay=0.1):
    g = g + l2 * w
    m = ema(s, "m", b1, g)
    s["s"] = b2 * s["s"] + (1 - b2) * (g - m) ** 2 + root
    return w - rate * decay * w - rate * m / (1 - b1**t) / (sqrt(s["s"] / (1 - b2**t)) + eps)


def acprop(w, g, s, t, rate=0.01, b1=0.9, b2=0.99, eps=1e-3, root=1e-4, decay=0.1):
    d = 1.0 if t == 1 else sqrt(s["s"] / (1 - b2 ** (t - 1)))
    step = rate * g / (d + eps)
    m = ema(s, "m", b1, g)
    s["s"] = b2 * s["s"] + (1 - b2) * (g - m) ** 2 + root
    return w - rate * decay * w - step


def adafactor(w, g, s, t, rate=0.05, c=0.8, e1=1e-6, e2=1e-3, d=0.5, b1=0.9, decay=0.1):
    b2 = 1 - t**-c
    row = ema(s, "row", b2, (g * g + e1).mean(axis=1, keepdims=True))
    column = ema(s, "column", b2, (g * g + e1).mean(axis=0, keepdims=True))
    rms = lambda x: sqrt((x * x).mean())
    u = g / sqrt(row * column / row.mean())
    u = u / max(1, rms(u) / d)
    step = ema(s, "m", b1, max(e2, rms(w)) * min(rate, t**-0.5) * u)
    return w - rate * decay * w - step


def adafactor_floor(w, g, s, t, rate=0.6, c=0.6, e1=1e-3, e2=0.5, d=2, limit=0.3, b1=0.5):
    b2 = min(limit, 1 - t**-c)
    row = ema(s, "row", b2, (g * g).mean(axis=1, keepdims=True))
    column = ema(s, "column", b2, (g * g).mean(axis=0, keepdims=True))
    rms = lambda x: sqrt((x * x).mean())
    u = g / sqrt(np.maximum(row * column / max(row.mean(), e1), e1 * e1))
    u = ema(s, "m", b1, u / max(1, rms(u) / d))
    return w - max(e2, rms(w)) * min(rate, t**-0.5) * u


def adabelief_rectified(w, g, s, t, rate=0.05, b1=0.9, b2=0.7, eps=1e-6, root=1e-8):
    m = ema(s, "m", b1, g) / (1 - b1**t)
    s["s"] = b2 * s["s"] + (1 - b2) * (g - s["m"]) ** 2 + root
    s["max"] = np.maximum(s["max"], s["s"])
    end = 2 / (1 - b2) - 1
    length = end - 2 * t * b2**t / (1 - b2**t)
    if length < 5:
        return w - rate * m
    r = sqrt((length - 4) * (length - 2) * end / ((end - 4) * (end - 2) * length))
    return w - rate * r * sqrt(1 - b2**t) * m / (sqrt(s["max"]) + eps)


def adamp(w, g, s, t, rate=0.05, b1=0.9, b2=0.99, eps=1e-8, decay=0.1, delta=0.9, ratio=0.5):
    m = ema(s, "m", b1, g)
    p = m / (sqrt(ema(s, "v", b2, g * g) / (1 - b2**t)) + eps)
    share = 1
    for rows in (w.shape[0], 1):
        W, G, P = (x.reshape(rows, -1) for x in (w, g, p))
        dot = lambda a, b: (a * b).sum(axis=1)
        cos = abs(dot(G, W)) / (np.maximum(sqrt(dot(G, G)), eps) * np.maximum(sqrt(dot(W, W)), eps))
        if cos.max() < delta / sqrt(W.shape[1]):
            unit = W / (sqrt(dot(W, W)) + eps)[:, None]
            p = (P - unit * dot(unit, P)[:, None]).reshape(w.shape)
            share = ratio
            s["projected"] += 1
            break
    s["tried"] += 1
    return w - rate * decay * share * w - rate / (1 - b1**t) * p


def adan(w, g, s, t, rate=0.05, b1=0.98, b2=0.92, b3=0.99, eps=1e-8, root=1e-8, decay=0.1):
    d = 0 * g if t == 1 else g - s["g"]
    m = ema(s, "m", b1, g) / (1 - b1**t)
    v = ema(s, "v", b2, d) / (1 - b2**t)
    n = ema(s, "n", b3, (g + b2 * d) ** 2) / (1 - b3**t)
    s["g"] = g
    return (w - rate * (m + b2 * v) / (sqrt(n + root) + eps)) / (1 + rate * decay)


def adan_decoupled(w, g, s, t, rate=0.05, decay=0.1):
    prox = adan(w, g, s, t, rate=rate, decay=0)
    return prox - rate * decay * w


def ademamix(w, g, s, t, rate=0.05, b1=0.9, b2=0.99, b3=0.95, alpha=3, eps=1e-8, root=1e-8, decay=0.1):
    m = ema(s, "m", b1, g) / (1 - b1**t) + alpha * ema(s, "slow", b3, g)
    v = ema(s, "v", b2, g * g) / (1 - b2**t)
    return w - rate * decay * w - rate * m / (sqrt(v + root) + eps)


def simplified_ademamix(w, g, s, t, rate=0.01, b1=0.9, b2=0.99, alpha=2, eps=1e-8, root=1e-8, decay=0.1):
    s["m"] = b1 * s["m"] + g
    v = ema(s, "v", b2, g * g) / (1 - b2**t)
    return w - rate * decay * w - rate * (s["m"] + alpha * g) / (sqrt(v + root) + eps)


def adopt(w, g, s, t, rate=0.05, b1=0.9, b2=0.99, eps=1e-6, c=0.5, e=0.5, l2=0.01):
    g = g + l2 * w
    if t == 1:
        s["v"] = g * g
        return w
    limit = c * (t - 1) ** e
    m = ema(s, "m", b1, np.clip(g / np.maximum(sqrt(s["v"]), eps), -limit, limit))
    ema(s, "v", b2, g * g)
    return w - rate * m


def lamb(w, g, s, t, rate=0.05, b1=0.9, b2=0.99, eps=1e-6, root=1e-8, decay=0.1):
    m = ema(s, "m", b1, g) / (1 - b1**t)
    u = m / (sqrt(ema(s, "v", b2, g * g) / (1 - b2**t) + root) + eps) + decay * w
    return w - rate * norm(w) / norm(u) * u


def lamb_decoupled(w, g, s, t, rate=0.05, decay=0.5):
    return lamb(w * (1 - rate * decay), g, s, t, rate=rate, decay=0)


def laprop(w, g, s, t, rate=0.05, b1=0.9, b2=0.99, eps=1e-8, decay=0.1):
    n = g / (sqrt(ema(s, "v", b2, g * g) / (1 - b2**t)) + eps)
    return (w - rate * ema(s, "m", b1, n) / (1 - b1**t)) * (1 - rate * decay)


def madgrad(w, g, s, t, rate=0.05, momentum=0.9, eps=1e-6, l2=0.01, decay=0.1):
    if t == 1:
        s["start"] = w
    w = w * (1 - rate * decay)
    g = g + l2 * w
    weight = (rate + eps) * sqrt(t)
    s["s"] = s["s"] + weight * g
    s["v"] = s["v"] + weight * g * g
    return momentum * w + (1 - momentum) * (s["start"] - s["s"] / (np.cbrt(s["v"]) + eps))


def mars(w, g, s, t, rate=0.05, b1=0.9, b2=0.99, eps=1e-8, decay=0.1, gamma=0.05):
    c = g if t == 1 else g + gamma * b1 / (1 - b1) * (g - s["g"])
    c = c / max(1, norm(c)) if t > 1 else c
    s["g"] = g
    m = ema(s, "m", b1, c) / (1 - b1**t)
    return w - rate * decay * w - rate * m / (sqrt(ema(s, "v", b2, c * c) / (1 - b2**t)) + eps)


def mars_lion(w, g, s, t, rate=0.05, b1=0.9, decay=0.1, gamma=0.05):
    c = g if t == 1 else g + gamma * b1 / (1 - b1) * (g - s["g"])
    c = c / max(1, norm(c)) if t > 1 else c
    s["g"] = g
    return w - rate * decay * w - rate * np.sign(ema(s, "m", b1, c))


def novograd_amsgrad(w, g, s, t, rate=0.05, b1=0.9, b2=0.5, eps=1e-6):
    s["v"] = norm(g) ** 2 if t == 1 else b2 * s["v"] + (1 - b2) * norm(g) ** 2
    s["max"] = max(s["max"], s["v"])
    return w - rate * ema(s, "m", b1, g / (sqrt(s["max"]) + eps))


def novograd(w, g, s, t, rate=0.05, b1=0.9, b2=0.95, eps=1e-6, root=1e-6, decay=0.05):
    s["v"] = norm(g) ** 2 if t == 1 else b2 * s["v"] + (1 - b2) * norm(g) ** 2
    s["m"] = b1 * s["m"] + g / (sqrt(s["v"] + root) + eps) + decay * w
    return w - rate * s["m"]


def optimistic(w, g, s, t, rate=0.05, b1=0.9, b2=0.99, eps=1e-8, root=1e-8, alpha=1.5, optimism=0.5):
    u = ema(s, "m", b1, g) / (1 - b1**t) / (sqrt(ema(s, "v", b2, g * g) / (1 - b2**t) + root) + eps)
    last = u if t == 1 else s["u"]
    s["u"] = u
    return w - rate * ((alpha + optimism) * u - optimism * last)


def sm3(w, g, s, t, rate=0.1, b=0.9, eps=1e-8):
    a = np.minimum(s["row"] + np.zeros((w.shape[0], 1)), s["column"] + np.zeros((1, w.shape[1]))) + g * g
    s["row"], s["column"] = a.max(axis=1, keepdims=True), a.max(axis=0, keepdims=True)
    return w - rate * ema(s, "m", b, g / sqrt(a + eps))


def sparse_adam(w, g, s, t, rate=0.1, b1=0.9, b2=0.99, eps=1e-8):
    on = np.broadcast_to((g != 0).reshape(w.shape[0], -1).any(axis=1).reshape(-1, *[1] * (w.ndim - 1)), w.shape)
    m = np.where(on, b1 * s["m"] + (1 - b1) * g, s["m"])
    v = np.where(on, b2 * s["v"] + (1 - b2) * g * g, s["v"])
    s["m"], s["v"] = m, v
    return w - on * rate * sqrt(1 - b2**t) / (1 - b1**t) * m / (sqrt(v) + eps)


def yogi(w, g, s, t, rate=0.1, b1=0.9, b2=0.99, eps=1e-3, start=1e-4):
    if t == 1:
        s["m"] = s["v"] = np.full_like(w, start)
    m = ema(s, "m", b1, g) / (1 - b1**t)
    s["v"] = s["v"] - (1 - b2) * np.sign(s["v"] - g * g) * g * g
    return w - rate * m / (sqrt(s["v"] / (1 - b2**t)) + eps)


def defaults(f):
    names = f.__code__.co_varnames[4 : f.__code__.co_argcount]
    return ", ".join("%s %s" % pair for pair in zip(names, f.__defaults__))


for name, f, shape in [
    ("acprop", acprop, (6,)),
    ("adabelief", adabelief, (6,)),
    ("adabelief-rectified", adabelief_rectified, (6,)),
    ("adafactor", adafactor, (2, 3)),
    ("adafactor-floor", adafactor_floor, (2, 3)),
    ("adamp", adamp, (2, 3)),
    ("adan", adan, (6,)),
    ("adan-decoupled", adan_decoupled, (6,)),
    ("ademamix", ademamix, (6,)),
    ("adopt", adopt, (6,)),
    ("lamb", lamb, (6,)),
    ("lamb-decoupled", lamb_decoupled, (6,)),
    ("laprop", laprop, (6,)),
    ("madgrad", madgrad, (6,)),
    ("mars", mars, (2, 3)),
    ("mars-lion", mars_lion, (6,)),
    ("novograd", novograd, (6,)),
    ("novograd-amsgrad", novograd_amsgrad, (6,)),
    ("optimistic-adam", optimistic, (6,)),
    ("simplified-ademamix", simplified_ademamix, (6,)),
    ("sm3", sm3, (2, 3)),
    ("sparse-adam", sparse_adam, (3, 2)),
    ("yogi", yogi, (6,)),
]:
    write(name, defaults(f), f, shape)
