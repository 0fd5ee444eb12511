"""L9. What stays behind after somebody has sent their answers: cookies in the browser, sessions, caches and temporary
files on the server."""

from ..loot import Loot
from ..matching import Found
from .logs import ADDRESS, TOKEN


def attack(loot: Loot) -> Found:
    """Cookies, and files of the installation with links, addresses or answers in them."""
    found = Found()
    if loot.left_behind:
        names = sorted({cookie.partition("=")[0] for cookie in loot.left_behind})
        found.problems.append(f"{len(loot.left_behind)} cookies are left after sending: {', '.join(names)}")
    for name, content in loot.kept.items():
        text = content.decode("latin-1")
        if TOKEN.search(text) or ADDRESS.search(text):
            found.problems.append(f"the file {name} holds links or addresses")
    found.told = f"{len(loot.left_behind)} cookies, {len(loot.kept)} files"
    return found
