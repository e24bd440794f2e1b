"""Keys that came together: each goes where the one before it led.

A slow line, a stall or a macro gives several keys at once, and Textual hands all of them to what has the focus
then: of “/trade”, all but the first would be commands of the list.
"""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from textual import events
from textual.app import App
from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.message_pump import MessagePump
    from textual.screen import Screen

Typed: TypeAlias = "events.Key | events.Paste"

# Seconds after which the next key goes on though nobody said what became of the last one: whoever had it is gone.
_PATIENCE = 1.0
# Seconds between two looks whether a screen still leads elsewhere.
_BETWEEN_LOOKS = 0.02


class Followed(Message):
    """Sent behind ``key``, along the same queues, to each of ``stops`` in turn.

    Where it comes out of the last, all that the key did is done. ``screen`` is the one in front when it was sent.
    """

    def __init__(self, key: Typed, screen: Screen[object], stops: Sequence[MessagePump]) -> None:
        super().__init__()
        self.key = key
        self.screen = screen
        self.stops = stops


class TypeAheadApp(App[int]):
    """An app that takes typed keys and pasted text one after the other.

    A screen that is ``leading`` is about to give the focus to something it reads first.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._ahead: deque[Typed] = deque()
        self._under_way: Typed | None = None

    async def on_event(self, event: events.Event) -> None:
        """Hold keys back while one is under way."""
        if not isinstance(event, (events.Key, events.Paste)) or event.is_forwarded:
            await super().on_event(event)
        elif self._under_way is None:
            await self._give(event)
            if self._ahead:
                self._lose_patience()
        else:
            self._ahead.append(event)
            if len(self._ahead) == 1:
                self._lose_patience()

    def _as_typed(self, event: Typed) -> tuple[Typed, ...]:
        """Terminals send Alt and a letter as Esc and that letter: where Alt has no meaning, it was Esc, and a letter right behind."""
        if not isinstance(event, events.Key) or not event.key.startswith("alt+"):
            return (event,)
        letter = event.character
        if letter is None or event.key in self.screen.active_bindings:
            return (event,)
        return events.Key("escape", None), events.Key(letter, letter)

    async def _give(self, typed: Typed) -> None:
        key, *behind = self._as_typed(typed)
        self._ahead.extendleft(reversed(behind))
        self._under_way = key
        screen, taker = self.screen, self.focused or self.screen
        await super().on_event(key)
        # Twice: what the taker made of the key may be a message to itself, behind the first.
        self._follow(key, screen, (taker, taker))

    def _follow(self, key: Typed, screen: Screen[object], stops: Sequence[MessagePump]) -> None:
        for at, stop in enumerate(stops, 1):
            if stop.post_message(Followed(key, screen, stops[at:])):
                return
        # Behind the change of focus that may wait in the app's own queue.
        self.call_later(self._next, key)

    def on_followed(self, message: Followed) -> None:
        """The key was taken; a screen that it opened is asked to be ready first."""
        message.stop()
        screen, stops = message.screen, message.stops
        if screen is not self.screen:
            screen = self.screen
            stops = (screen,)
        self._follow(message.key, screen, stops)

    async def _next(self, done: Typed, *, patient: bool = True) -> None:
        if done is not self._under_way:
            return
        if patient and getattr(self.screen, "leading", False):
            # ↵ opens what was found as soon as it is read: the next key is for that.
            self.set_timer(_BETWEEN_LOOKS, partial(self._next, done))
            return
        self._under_way = None
        if self._ahead:
            await self._give(self._ahead.popleft())
        if self._ahead:
            self._lose_patience()

    def _lose_patience(self) -> None:
        if self._under_way is not None:
            self.set_timer(_PATIENCE, partial(self._next, self._under_way, patient=False))
