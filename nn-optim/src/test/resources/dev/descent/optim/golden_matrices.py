# Writes the golden trajectories of optimizers that look at whole matrices: the papers' formulas in plain float64.
#   python3 golden_matrices.py
# The six numbers of golden.py are a 2 x 3 matrix.
import numpy as np
from golden_adaptive import GRADIENTS, START


def write(name, formula, step):
    w = START.reshape(2, 3)
    s = {}
    lines = ["# " + formula, "weights," + ",".join(map(repr, w.ravel().tolist()))]
    for t, g in enumerate(GRADIENTS, 1):
        w = step(w, g.reshape(2, 3), s, t)
        lines.append("gradient," + ",".join(map(repr, g.tolist())))
        lines.append("weights," + ",".join(map(repr, w.ravel().tolist())))
    with open(name, "w") as out:
        out.write("\n".join(lines) + "\n")


def muon(rate, mu, iterations, coefficients, decay):
    a, b, c = coefficients

    def step(w, g, s, t):
        s["m"] = mu * s.get("m", 0) + (1 - mu) * g
        x = (1 - mu) * g + mu * s["m"]
        x = x / np.linalg.norm(x)
        for _ in range(iterations):
            gram = x @ x.T
            x = a * x + (b * gram + c * gram @ gram) @ x
        return w - rate * decay * w - rate * x * np.sqrt(max(1, 2 / 3))

    return step


write("muon.csv", "muon, rate 0.1, momentum 0.9, nesterov, 5 iterations, decay 0.1", muon(0.1, 0.9, 5, (3.4445, -4.7750, 2.0315), 0.1))


def root(a, power):
    values, vectors = np.linalg.eigh(a)
    return vectors @ np.diag(np.maximum(values, 0) ** power) @ vectors.T


def shampoo(rate, epsilon, decay):
    def step(w, g, s, t):
        s["l"] = s.get("l", epsilon * np.eye(2)) + g @ g.T
        s["r"] = s.get("r", epsilon * np.eye(3)) + g.T @ g
        return w - rate * decay * w - rate * root(s["l"], -0.25) @ g @ root(s["r"], -0.25)

    return step


def soap(rate, beta1, beta2, epsilon, interval, decay):
    def moments(s, g):
        s["l"] = beta2 * s.get("l", 0) + (1 - beta2) * g @ g.T
        s["r"] = beta2 * s.get("r", 0) + (1 - beta2) * g.T @ g

    def step(w, g, s, t):
        if t == 1:
            moments(s, g)
            s["q"] = np.linalg.eigh(s["l"])[1][:, ::-1]  # the largest first
            s["p"] = np.linalg.eigh(s["r"])[1][:, ::-1]
        q, p = s["q"], s["p"]
        s["m"] = beta1 * s.get("m", 0) + (1 - beta1) * g
        s["v"] = beta2 * s.get("v", 0) + (1 - beta2) * (q.T @ g @ p) ** 2
        n = (q.T @ s["m"] @ p) / (1 - beta1**t) / (np.sqrt(s["v"] / (1 - beta2**t)) + epsilon)
        w = w - rate * decay * w - rate * q @ n @ p.T
        if t > 1:
            moments(s, g)
            if t % interval == 0:
                s["q"] = np.linalg.qr(s["l"] @ q)[0]
                s["p"] = np.linalg.qr(s["r"] @ p)[0]
        return w

    return step


def galore(rate, beta1, beta2, epsilon, rank, interval, scale, decay):
    def step(w, g, s, t):
        if (t - 1) % interval == 0:
            s["p"] = np.linalg.svd(g)[2][:rank].T
        low = g @ s["p"]
        s["m"] = beta1 * s.get("m", 0) + (1 - beta1) * low
        s["v"] = beta2 * s.get("v", 0) + (1 - beta2) * low**2
        u = s["m"] / (1 - beta1**t) / (np.sqrt(s["v"] / (1 - beta2**t)) + epsilon)
        return w - rate * decay * w - rate * scale * u @ s["p"].T

    return step


def galore_sgd(rate, mu, rank, interval, scale, decay):
    def step(w, g, s, t):
        if (t - 1) % interval == 0:
            s["p"] = np.linalg.svd(g)[2][:rank].T
        low = g @ s["p"]
        s["b"] = mu * s.get("b", 0) + low
        return w - rate * decay * w - rate * scale * (low + mu * s["b"]) @ s["p"].T

    return step


write("shampoo.csv", "shampoo, rate 0.1, epsilon 1e-4, decay 0.1", shampoo(0.1, 1e-4, 0.1))
write("soap.csv", "soap, rate 0.1, betas 0.9 and 0.95, epsilon 1e-3, a basis every 2 steps, decay 0.1", soap(0.1, 0.9, 0.95, 1e-3, 2, 0.1))
write("galore.csv", "galore, rate 0.1, betas 0.9 and 0.99, epsilon 1e-8, rank 1, one projection, scale 0.5, decay 0.1", galore(0.1, 0.9, 0.99, 1e-8, 1, 10, 0.5, 0.1))
write("galore-sgd.csv", "galore around sgd, rate 0.1, momentum 0.9, nesterov, rank 1, one projection, scale 0.5, decay 0.1", galore_sgd(0.1, 0.9, 1, 10, 0.5, 0.1))


# what dev.descent.random.Keys draws for seed 0, the path "weight" and updates 1 to 5, in float32
PROBES = [
    [1.233688235282898, 0.5367234945297241, -0.6597948670387268, 0.2294105887413025, 0.2949063777923584, -1.1702433824539185],
    [-1.953865885734558, 1.674596905708313, 0.447608083486557, 1.5304512977600098, 0.49539268016815186, 1.4245680570602417],
    [0.2365586757659912, -0.623099148273468, 0.0986715629696846, -0.7323817610740662, -0.6321501731872559, -0.22852063179016113],
    [-0.23706698417663574, 0.9879046678543091, -0.9056193828582764, -1.080129861831665, -1.3345190286636353, -2.709963798522949],
    [-0.07117480784654617, 1.5495537519454956, 0.2592291235923767, -0.32561197876930237, 0.8805383443832397, 1.2307496070861816],
]


def lower_bound(a):
    row = a[np.argmax((a**2).sum(1))]
    return np.linalg.norm(row @ a) / np.linalg.norm(row)


def psgd(rate, mu, rho, clip, decay):
    def step(w, g, s, t):
        q, p = s.get("q", np.eye(2)), s.get("p", np.eye(3))
        s["m"] = mu * s.get("m", 0) + (1 - mu) * g
        m = s["m"] / (1 - mu**t)
        a = q @ m @ p.T
        b = np.linalg.inv(q).T @ np.array(PROBES[t - 1]).reshape(2, 3) @ np.linalg.inv(p)
        left, right = a @ a.T + b @ b.T, a.T @ a + b.T @ b
        s["q"] = q - rho * np.triu(a @ a.T - b @ b.T) / lower_bound(left) @ q
        s["p"] = p - rho * np.triu(a.T @ a - b.T @ b) / lower_bound(right) @ p
        u = s["q"].T @ s["q"] @ m @ s["p"].T @ s["p"]
        u = u * min(1, clip / np.sqrt((u**2).mean()))
        return w - rate * decay * w - rate * u

    return step


write("psgd-kron.csv", "psgd-kron, rate 0.1, momentum 0.9, factor rate 0.1, clip 1.1, decay 0.1", psgd(0.1, 0.9, 0.1, 1.1, 0.1))
