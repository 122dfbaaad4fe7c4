"""The peer outside the browser: the same two networks in eager PyTorch on one thread. Prints milliseconds per training
step, and per PGD step on 500 inputs of the convolutional one, taken 50 at a time, which suits PyTorch best."""
import json
import sys
import time

import torch
from torch import nn

torch.set_num_threads(1)
torch.manual_seed(1)


def network(name):
    if name == "cnn":
        return nn.Sequential(nn.Conv2d(1, 8, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 5), nn.ReLU(),
                             nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 10)), torch.rand(64, 1, 28, 28)
    return nn.Sequential(nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)), torch.rand(64, 784)


def measure(name, steps):
    net, x = network(name)
    y = torch.randint(0, 10, (64,))
    optimizer, loss = torch.optim.Adam(net.parameters(), lr=0.002), nn.CrossEntropyLoss()

    def step():
        optimizer.zero_grad()
        loss(net(x), y).backward()
        optimizer.step()

    for _ in range(20):
        step()
    begun = time.perf_counter()
    for _ in range(steps):
        step()
    return (time.perf_counter() - begun) / steps * 1000


def probe(rows, steps, epsilon=0.3, alpha=0.01):
    net, loss = network("cnn")[0].requires_grad_(False), nn.CrossEntropyLoss(reduction="sum")
    clean, y = torch.rand(rows, 1, 28, 28), torch.randint(0, 10, (rows,))
    low, high = (clean - epsilon).clamp(min=0), (clean + epsilon).clamp(max=1)

    def walk(count):
        x = clean + epsilon * (2 * torch.rand_like(clean) - 1)
        for _ in range(count):
            x.requires_grad_(True)
            gradient, = torch.autograd.grad(loss(net(x), y), x)
            x = torch.max(torch.min(x.detach() + alpha * gradient.sign(), high), low)

    walk(4)
    begun = time.perf_counter()
    walk(steps)
    return (time.perf_counter() - begun) / steps * 1000


print(json.dumps({**{name: measure(name, int(sys.argv[1])) for name in ("cnn", "mlp")}, "pgd": sum(probe(50, 40) for _ in range(10))}))
