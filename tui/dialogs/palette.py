"""The command palette's list: every action of the keymap that the screen can do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.keymap import ACTIONS, Action, spoken_keys


class ActionsProvider(Provider):
    """Offers actions by description; choosing one does what its key does."""

    def _offered(self) -> Iterator[tuple[Action, Callable[[], None]]]:
        focused = self.focused.ancestors_with_self if self.focused is not None else [self.screen]
        nodes = [*focused, self.app]
        for action in ACTIONS:
            node = next((node for node in nodes if hasattr(node, f"action_{action.id}")), None)
            if node is not None and action.id != "palette":
                yield action, self._runner(action, node)

    def _runner(self, action: Action, node: object) -> Callable[[], None]:
        def run() -> None:
            self.app.call_later(self.app.run_action, action.id, node)

        return run

    def _help(self, action: Action) -> str:
        keys: Mapping[str, str] = getattr(self.screen, "keys", {})
        return spoken_keys(action, keys)

    async def discover(self) -> Hits:
        """All of them, before anything is typed."""
        for action, run in self._offered():
            yield DiscoveryHit(action.description, run, help=self._help(action))

    async def search(self, query: str) -> Hits:
        """Those whose description or name fits."""
        matcher = self.matcher(query)
        for action, run in self._offered():
            score = max(matcher.match(action.description), matcher.match(action.id))
            if score > 0:
                shown = matcher.highlight(action.description)
                yield Hit(score, shown, run, text=action.description, help=self._help(action))
