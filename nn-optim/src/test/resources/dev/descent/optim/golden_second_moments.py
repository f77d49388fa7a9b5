# Writes the golden trajectories of adaptive optimizers beside this file: the papers' formulas in plain float64.
#   python3 golden_second_moments.py
# The starting weights and gradients are those of golden.py.
import math

from golden import GRADIENTS, write


def sign(x):
    return (x > 0) - (x < 0)


def clamp(x, limit):
    return max(-limit, min(x, limit))


def moments(s, g, beta1, beta2):
    s["m"] = beta1 * s["m"] + (1 - beta1) * g
    s["v"] = beta2 * s["v"] + (1 - beta2) * g * g
    return s["m"], s["v"]


def amsgrad(rate, beta1, beta2, epsilon, l2, decay):
    def step(w, g, s, t):
        m, v = moments(s, g + l2 * w, beta1, beta2)
        s["x"] = max(s.get("x", 0), v)
        return w - rate * decay * w - rate * (m / (1 - beta1**t)) / (math.sqrt(s["x"] / (1 - beta2**t)) + epsilon)

    return step


def adamax(rate, beta1, beta2, epsilon, l2, decay):
    def step(w, g, s, t):
        g = g + l2 * w
        s["m"] = beta1 * s["m"] + (1 - beta1) * g
        s["v"] = max(beta2 * s["v"], abs(g) + epsilon)
        return w - rate * decay * w - rate * (s["m"] / (1 - beta1**t)) / s["v"]

    return step


def nadam(rate, beta1, beta2, epsilon, psi, l2, decay):
    def mu(t):
        return beta1 * (1 - 0.5 * 0.96 ** (t * psi)) if psi else beta1

    def step(w, g, s, t):
        g = g + l2 * w
        m, v = moments(s, g, beta1, beta2)
        product = math.prod(mu(k) for k in range(1, t + 1))
        ahead = mu(t + 1) * m / (1 - product * mu(t + 1)) + (1 - mu(t)) * g / (1 - product)
        return w - rate * decay * w - rate * ahead / (math.sqrt(v / (1 - beta2**t)) + epsilon)

    return step


def radam(rate, beta1, beta2, epsilon, threshold, l2, decay):
    def step(w, g, s, t):
        m, v = moments(s, g + l2 * w, beta1, beta2)
        most = 2 / (1 - beta2) - 1
        rho = most - 2 * t * beta2**t / (1 - beta2**t)
        u = m / (1 - beta1**t)
        if rho >= threshold:
            r = math.sqrt((rho - 4) * (rho - 2) * most / ((most - 4) * (most - 2) * rho))
            u *= r / (math.sqrt(v / (1 - beta2**t)) + epsilon)
        return w - rate * decay * w - rate * u

    return step


def lion(rate, beta1, beta2, decay):
    def step(w, g, s, t):
        u = sign(beta1 * s["m"] + (1 - beta1) * g)
        s["m"] = beta2 * s["m"] + (1 - beta2) * g
        return w - rate * decay * w - rate * u

    return step


def adagrad(rate, fall, epsilon, start, l2):
    def step(w, g, s, t):
        g = g + l2 * w
        s["sum"] = s.get("sum", start) + g * g
        return w - rate / (1 + (t - 1) * fall) * g / (math.sqrt(s["sum"]) + epsilon)

    return step


def adadelta(rate, rho, epsilon, l2):
    def step(w, g, s, t):
        g = g + l2 * w
        s["v"] = rho * s["v"] + (1 - rho) * g * g
        d = math.sqrt(s["m"] + epsilon) / math.sqrt(s["v"] + epsilon) * g
        s["m"] = rho * s["m"] + (1 - rho) * d * d
        return w - rate * d

    return step


def rmsprop(rate, rho, epsilon, start, momentum, l2, decay):
    def step(w, g, s, t):
        g = g + l2 * w
        s["v"] = rho * s.get("v2", start) + (1 - rho) * g * g
        s["v2"] = s["v"]
        s["m"] = rho * s["m"] + (1 - rho) * g
        d = g / math.sqrt(s["v"] - s["m"] ** 2 + epsilon)
        s["b"] = momentum * (s["b"] or 0) + d
        return w - rate * decay * w - rate * (d + momentum * s["b"])

    return step


# The form of the paper, with z. From the weights that are there: z starts so that they are what follows from it.
def ftrl(rate, start, l1, l2, shrink, beta, from_weights):
    def step(w, g, s, t):
        n = s.get("n", start)
        if t == 1:
            s["z"] = -(beta + math.sqrt(start)) / rate * w if from_weights else 0
        sigma = (math.sqrt(n + g * g) - math.sqrt(n)) / rate
        s["n"] = n + g * g
        s["z"] += g + 2 * shrink * w - sigma * w
        q = (beta + math.sqrt(s["n"])) / rate + 2 * l2
        return (clamp(s["z"], l1) - s["z"]) / q

    return step


# The curvature of the i-th weight is 0.5 + i/2 in every step; it is estimated in the steps 1, 3, 5.
def sophia(rate, beta1, beta2, gamma, limit, epsilon, decay):
    def step(w, g, s, t):
        s["m"] = beta1 * s["m"] + (1 - beta1) * g
        if t % 2 == 1:
            s["v"] = beta2 * s["v"] + (1 - beta2) * s["curvature"]
        return w - rate * decay * w - rate * clamp(s["m"] / max(gamma * s["v"], epsilon), limit)

    return step


def adahessian(rate, beta1, beta2, epsilon, power, decay):
    def step(w, g, s, t):
        s["m"] = beta1 * s["m"] + (1 - beta1) * g
        s["v"] = beta2 * s["v"] + (1 - beta2) * s["curvature"] ** 2
        d = (s["v"] / (1 - beta2**t)) ** (power / 2) + epsilon
        return w - rate * decay * w - rate * (s["m"] / (1 - beta1**t)) / d

    return step


write("amsgrad.csv", "amsgrad, learning rate 0.1, betas 0.9 and 0.5, epsilon 1e-8, L2 0.01, decoupled decay 0.1", amsgrad(0.1, 0.9, 0.5, 1e-8, 0.01, 0.1))
write("adamax.csv", "adamax, learning rate 0.1, betas 0.9 and 0.5, epsilon 1e-8, L2 0.01", adamax(0.1, 0.9, 0.5, 1e-8, 0.01, 0))
write("adamaxw.csv", "adamaxw, learning rate 0.1, betas 0.9 and 0.5, epsilon 1e-8, decoupled decay 0.1", adamax(0.1, 0.9, 0.5, 1e-8, 0, 0.1))
write("nadam.csv", "nadam, learning rate 0.1, betas 0.9 and 0.99, epsilon 1e-8, momentum decay 2, L2 0.01, decoupled decay 0.1", nadam(0.1, 0.9, 0.99, 1e-8, 2, 0.01, 0.1))
write("nadamw.csv", "nadamw, learning rate 0.1, betas 0.9 and 0.99, epsilon 1e-8, decoupled decay 0.1", nadam(0.1, 0.9, 0.99, 1e-8, 0, 0, 0.1))
write("radam.csv", "radam, learning rate 0.1, betas 0.9 and 0.99, epsilon 1e-8, threshold 8, L2 0.01, decoupled decay 0.1; rectified from step 9 on", radam(0.1, 0.9, 0.99, 1e-8, 8, 0.01, 0.1), gradients=GRADIENTS * 3)
write("lion.csv", "lion, learning rate 0.0625, betas 0.5 and 0.9, decoupled decay 0.1", lion(0.0625, 0.5, 0.9, 0.1))
write("adagrad.csv", "adagrad, learning rate 0.1, learning-rate decay 0.1, epsilon 1e-8 outside, sum from 0.1, L2 0.01", adagrad(0.1, 0.1, 1e-8, 0.1, 0.01))
write("adadelta.csv", "adadelta, learning rate 1, rho 0.9, epsilon 1e-2, L2 0.01", adadelta(1, 0.9, 1e-2, 0.01))
write("rmsprop.csv", "rmsprop, learning rate 0.01, rho 0.9, epsilon 1e-2 inside, centered, mean square from 1, Nesterov momentum 0.5, L2 0.01, decoupled decay 0.1", rmsprop(0.01, 0.9, 1e-2, 1, 0.5, 0.01, 0.1))
write("ftrl.csv", "ftrl, learning rate 0.1, sum from 0.1, l1 0.5, l2 0.25, shrinkage 0.01, beta 0.5, from the weights", ftrl(0.1, 0.1, 0.5, 0.25, 0.01, 0.5, True))
write("ftrl-keras.csv", "ftrl, learning rate 0.1, sum from 0.1, l1 0.5, l2 0.25, shrinkage 0.01, beta 0.5, as if from 0", ftrl(0.1, 0.1, 0.5, 0.25, 0.01, 0.5, False))
curvatures = [0.5 + i / 2 for i in range(6)]
write("sophia.csv", "sophia, learning rate 0.1, betas 0.9 and 0.5, gamma 0.5, clip 0.75, interval 2, epsilon 1e-8, decoupled decay 0.1", sophia(0.1, 0.9, 0.5, 0.5, 0.75, 1e-8, 0.1), curvatures)
write("adahessian.csv", "adahessian, learning rate 0.1, betas 0.9 and 0.99, epsilon 1e-8, power 0.5, decoupled decay 0.1", adahessian(0.1, 0.9, 0.99, 1e-8, 0.5, 0.1), curvatures)
