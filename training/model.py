"""The multi-task model: one encoder, read once, and the heads that score anchors, arcs, mentions and pairs."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onrecord.reader.features import COREF_FEATURES, TENSION_FEATURES
from onrecord.reader.labels import ACTS, ANCHORS, KINDS, MODALITIES, RELATIONS, ROLES, SCORES, TYPES
from training.config import Config
from training.encoder import encoder_of
from training.trees import DEPENDENCIES

__all__ = ["Model"]

WINDOW_BUCKETS = 24  # buckets of the distance from an anchor to a word, 12 a side


def buckets(distance: Tensor) -> Tensor:
    """Signed word distances in WINDOW_BUCKETS: exact up to 4, then doubling steps."""
    size = distance.abs()
    log = (torch.log2(size.clamp(min=1).float() / 4).clamp(min=0) * 1.5).long()
    coarse = torch.where(size <= 4, size, (5 + log).clamp(max=11))
    return torch.where(distance < 0, coarse + 12, coarse)


class Arcs(nn.Module):
    """For each anchor, three scores a role and word: member, first and last word of that argument."""

    def __init__(self, *, hidden: int, arc: int) -> None:
        super().__init__()
        self.anchor, self.word = nn.Linear(hidden, arc), nn.Linear(hidden, arc)
        self.distance = nn.Embedding(WINDOW_BUCKETS * 2, arc)
        self.mix = nn.Conv1d(arc, arc // 2, kernel_size=3, padding=1)
        self.out = nn.Linear(arc // 2, len(ROLES) * len(SCORES))

    def forward(self, anchors: Tensor, words: Tensor, at: Tensor, kind: Tensor) -> Tensor:
        """anchors: [K, hidden]; words: [K, n, arc] (projected); at: [K] word numbers; kind: [K], 0 statement, 1 event."""
        count = words.shape[1]
        distance = buckets(torch.arange(count, device=at.device)[None] - at[:, None]) + WINDOW_BUCKETS * kind[:, None]
        x = torch.relu(self.anchor(anchors)[:, None] + words + self.distance(distance))
        x = torch.relu(self.mix(x.transpose(1, 2))).transpose(1, 2)
        return self.out(x).view(-1, count, len(ROLES), len(SCORES))


class Mentions(nn.Module):
    """For each word and width, how far the span from it is a mention of each kind; index 0 is none."""

    def __init__(self, *, hidden: int, span: int, widest: int) -> None:
        super().__init__()
        self.widest = widest
        self.first, self.last = nn.Linear(hidden, span), nn.Linear(hidden, span)
        self.width = nn.Embedding(widest, span)
        self.out = nn.Linear(span, 1 + len(KINDS))

    def forward(self, words: Tensor) -> Tensor:
        """words: [batch, n, hidden] to [batch, n, widest, 1 + kinds]; spans that run over the end score something meaningless."""
        first, last = self.first(words), self.last(words)
        padded = torch.cat([last, last.new_zeros(last.shape[0], self.widest, last.shape[2])], 1)
        ends = torch.stack([padded[:, w : w + words.shape[1]] for w in range(self.widest)], 2)
        return self.out(torch.relu(first[:, :, None] + ends + self.width.weight))


class Classes(nn.Module):
    """An anchor's classes, each by a hidden layer."""

    def __init__(self, *, hidden: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = nn.ModuleList(
            nn.Sequential(nn.Linear(2 * hidden, inner), nn.ReLU(), nn.Dropout(dropout), nn.Linear(inner, count))
            for count in (len(ACTS), len(TYPES), len(MODALITIES))
        )

    def forward(self, anchors: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        acts, types, modalities = (head(anchors) for head in self.heads)
        return acts, types, modalities


class Pairs(nn.Module):
    """Two sides of every word, so that the score of a pair of spans is one product of small vectors."""

    def __init__(self, *, hidden: int, sides: int, relations: int) -> None:
        super().__init__()
        self.anaphor, self.antecedent = nn.Linear(hidden, 2 * sides), nn.Linear(hidden, 2 * sides)
        self.claim = nn.Linear(hidden, (1 + relations) * sides // 2)

    def forward(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.anaphor(words), self.antecedent(words), self.claim(words)


class Tree(nn.Module):
    """Syntactic heads by a biaffine product (Dozat and Manning 2017); it serves training alone."""

    def __init__(self, *, hidden: int, inner: int) -> None:
        super().__init__()
        self.child, self.head = nn.Linear(hidden, inner), nn.Linear(hidden, inner)
        self.bilinear = nn.Parameter(torch.zeros(inner, inner))
        self.relation = nn.Linear(2 * hidden, len(DEPENDENCIES))
        nn.init.xavier_uniform_(self.bilinear)

    def forward(self, words: Tensor) -> Tensor:
        """[batch, n, hidden] to scores [batch, child, head]."""
        return torch.relu(self.child(words)) @ self.bilinear @ torch.relu(self.head(words)).transpose(1, 2)


class Model(nn.Module):
    """Words are the encoder's vectors of their first pieces; anchors are found by tags, then everything else hangs on them."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.encoder = encoder_of(config, segments=0)
        self.drop = nn.Dropout(config.dropout)
        self.tags = nn.Linear(config.hidden, len(ANCHORS) + 2)
        self.classes = Classes(hidden=config.hidden, inner=config.arc, dropout=config.dropout)
        self.arcs = Arcs(hidden=config.hidden, arc=config.arc)
        self.mentions = Mentions(hidden=config.hidden, span=config.span, widest=config.widest)
        self.pairs = Pairs(hidden=config.hidden, sides=config.coref, relations=len(RELATIONS))
        self.coref_features = nn.Linear(COREF_FEATURES, 1)
        self.tension_features = nn.Linear(TENSION_FEATURES, 1 + len(RELATIONS))
        self.tree = Tree(hidden=config.hidden, inner=128)
        self._expect_little()

    def _expect_little(self) -> None:
        """Most words begin nothing and most spans are no mentions: start from there."""
        with torch.no_grad():
            self.tags.bias[[0, 4]] += 3
            self.mentions.out.bias[0] += 5
            self.arcs.out.bias -= 4

    def words(self, pieces: Tensor, marks: Tensor, mask: Tensor | None, first: Tensor) -> Tensor:
        """[batch, pieces] ids to [batch, n, hidden]; `first` [batch, n] is each word's first piece."""
        x = self.encoder(pieces, marks, mask)
        return self.drop(torch.gather(x, 1, first[..., None].expand(-1, -1, x.shape[2])))

    def anchored(self, words: Tensor, batch: Tensor, first: Tensor, kind: Tensor) -> tuple[Tensor, ...]:
        """Acts, types, modalities and arcs of the anchors that begin at words `first` of windows `batch`, each [K, …].

        Classes are read off the anchor and the mean of the words that its arcs take for content, or for actors and recipients.
        """
        anchors, around = words[batch, first], words[batch]
        arcs = self.arcs(anchors, self.arcs.word(words)[batch], first, kind)
        member = arcs[..., 0].detach().sigmoid()
        weight = torch.where(kind[:, None] == 0, member[..., CONTENT], member[..., ACTOR] + member[..., RECIPIENT])
        held = (weight[:, None] @ around).squeeze(1) / (weight.sum(1, keepdim=True) + 1)
        return *self.classes(torch.cat([anchors, held], 1)), arcs


CONTENT, ACTOR, RECIPIENT = (ROLES.index(role) for role in ("content", "actor", "recipient"))
