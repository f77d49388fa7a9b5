# Writes the golden trajectories of optimizers that evaluate again, on a quadratic with diagonal A and minimum at C:
# gradient descent and conjugate gradients by their formulas in plain float64, L-BFGS by torch, zoom by optax 0.2.8.
#   python3 golden_searches.py
import jax
import numpy as np
import optax
import torch
from golden_adaptive import START

A = np.array([1.0, 2.0, 0.5, 4.0, 0.25, 1.5])
C = np.array([0.25, 1.0, -0.5, 1.5, 2.0, -1.0])


def loss(w):
    return float(0.5 * np.sum(A * (w - C) ** 2))


def gradient(w):
    return A * (w - C)


def write(name, formula, steps, step):
    w = START.copy()
    s = {}
    lines = ["# " + formula, "weights," + ",".join(map(repr, w.tolist()))]
    for _ in range(steps):
        lines.append("loss," + repr(loss(w)))
        lines.append("gradient," + ",".join(map(repr, gradient(w).tolist())))
        w = step(w, s)
        lines.append("weights," + ",".join(map(repr, w.tolist())))
    with open(name, "w") as out:
        out.write("\n".join(lines) + "\n")


def descent(w, s):
    g = gradient(w)
    t = min(1.5 * s.get("t", 1), 1)
    while loss(w - t * g) > loss(w) - 1e-4 * t * np.dot(g, g):
        t *= 0.8
    s["t"] = t
    return w - t * g


def searched(w, s):  # Adam with rate 1, betas 0 and 0.999
    g = gradient(w)
    s["n"] = s.get("n", 0) + 1
    s["v"] = 0.999 * s.get("v", 0) + 0.001 * g * g
    u = -g / (np.sqrt(s["v"] / (1 - 0.999 ** s["n"])) + 1e-8)
    t = min(1.5 * s.get("t", 1), 1)
    while loss(w + t * u) > loss(w) + 1e-4 * t * np.dot(g, u):
        t *= 0.8
    s["t"] = t
    return w + t * u


def conjugate(w, s):  # with an exact search
    g = gradient(w)
    d = -g
    if "d" in s:
        d = d + max(np.dot(g, g - s["g"]) / np.dot(s["g"], s["g"]), 0) * s["d"]
    s["g"], s["d"] = g, d
    return w - np.dot(g, d) / np.dot(d, A * d) * d


def lbfgs(w, s):
    if not s:
        s["w"] = torch.tensor(w, dtype=torch.float64, requires_grad=True)
        s["o"] = torch.optim.LBFGS([s["w"]], lr=1, max_iter=1, max_eval=26, history_size=3, line_search_fn="strong_wolfe")

    def closure():
        s["o"].zero_grad()
        value = 0.5 * (torch.tensor(A) * (s["w"] - torch.tensor(C)) ** 2).sum()
        value.backward()
        return value

    s["o"].step(closure)
    return s["w"].detach().numpy().copy()


def zoom(optimizer):
    def value(w):
        return 0.5 * (jax.numpy.array(A) * (w - jax.numpy.array(C)) ** 2).sum()

    def step(w, s):
        w = jax.numpy.array(w)
        f, g = jax.value_and_grad(value)(w)
        change, s["o"] = optimizer.update(g, s.get("o", optimizer.init(w)), w, value=f, grad=g, value_fn=value)
        return np.array(w + change)

    return step


jax.config.update("jax_enable_x64", True)
keep = optax.chain(optax.sgd(1.0), optax.scale_by_zoom_linesearch(16, curv_rtol=0.6, initial_guess_strategy="keep"))
write("gradient-descent.csv", "gradient-descent, largest length 1, armijo 1e-4, shrink 0.8, grow 1.5", 6, descent)
write("line-search.csv", "line-search around adam, rate 1, betas 0 and 0.999, armijo 1e-4, shrink 0.8, grow 1.5", 8, searched)
write("conjugate-gradient.csv", "conjugate-gradient, Polak and Ribiere, exact search", 4, conjugate)
write("lbfgs.csv", "lbfgs, 1 iteration and 26 evaluations a step, strong Wolfe, history 3 (torch)", 6, lbfgs)
write("gradient-descent-zoom.csv", "gradient-descent, zoom from the last length, curvature 0.6, 16 evaluations (optax)", 6, zoom(keep))
write("lbfgs-zoom.csv", "lbfgs, zoom from 1, 20 lengths, history 3 (optax)", 6, zoom(optax.lbfgs(memory_size=3)))
