"""The connected components of a graph, or as much of them as one can look at."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import TypeVar

__all__ = ["components"]

Node = TypeVar("Node", bound=Hashable)


def components(nodes: Iterable[Node], edges: Iterable[tuple[Node, Node]], *, widest: int | None = None) -> list[list[Node]]:
    """The connected components of a graph, nodes and components in the order in which the nodes are given.

    With `widest`, an edge that would make one of more nodes than that is passed over: give the surest edges first.
    """
    parent = {node: node for node in nodes}
    size = dict.fromkeys(parent, 1)

    def root(node: Node) -> Node:
        while parent[node] != node:
            parent[node] = node = parent[parent[node]]
        return node

    for a, b in edges:
        if a not in parent or b not in parent or (one := root(a)) == (other := root(b)):
            continue
        if widest is None or size[one] + size[other] <= widest:
            parent[other] = one
            size[one] += size[other]
    found: dict[Node, list[Node]] = {}
    for node in parent:
        found.setdefault(root(node), []).append(node)
    return list(found.values())
