"""Concert: evidence of coordinated posting among the accounts of one site, over several stories.

`find_concert` compares posts; every tie that it finds carries its posts and its probability under a null model, and every
group the innocent explanations that fit. `co_shares` is the plain network of accounts that share one object within a window.
"""

from onrecord.concert.find import Concert, Group, State, find_concert
from onrecord.concert.groups import Coincidence, Tie
from onrecord.concert.innocent import Explanation
from onrecord.concert.network import Edge, Network, Share, Shares, co_shares
from onrecord.concert.posts import Post, links_in
from onrecord.concert.settings import Settings

__all__ = [
    "Coincidence", "Concert", "Edge", "Explanation", "Group", "Network", "Post", "Settings", "Share", "Shares", "State",
    "Tie", "co_shares", "find_concert", "links_in",
]  # fmt: skip
