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
