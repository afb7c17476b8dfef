"""Near-copies of comments: the same words under several accounts, however disguised, and without a limit of time."""

from onrecord.copies.clusters import clusters
from onrecord.copies.found import Cluster, Kind, Match, Member, Post
from onrecord.copies.index import Index
from onrecord.copies.normal import normalised
from onrecord.copies.pages import page_copies

__all__ = ["Cluster", "Index", "Kind", "Match", "Member", "Post", "clusters", "normalised", "page_copies"]
