"""Days by chance: whatever happens to chats, a lane that stays has the number that it had."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from fakes.cases import case as a_case
from fakes.clock import MONDAY_MORNING
from fakes.lanes import JONAS, ME
from fakes.live_work import chat as a_chat
from hypothesis import given
from hypothesis import strategies as st

from console.desk.backlog_rows import BacklogRow
from console.desk.chats.estimates import estimate
from console.desk.chats.lane import ChatLane, Told, living_lane
from console.desk.chats.mine import MyChats
from console.desk.live_floor import LiveFloor
from console.domain.backlog import CaseSummary
from console.domain.chats import Chat, ChatState
from console.domain.floor import Floor
from console.domain.ids import CaseId, ChatId

HOLDERS = st.sampled_from((ME, JONAS, None))
STEPS = st.lists(
    st.tuples(
        st.integers(1, 6), HOLDERS, st.sampled_from(("goes on", "ends", "put away", "solved"))
    ),
    max_size=60,
)


class Model:
    """My chats, and what a person would say of them."""

    def __init__(self) -> None:
        self.cases: dict[CaseId, CaseSummary] = {}
        self.floor = LiveFloor()
        self.mine = MyChats(ME, self.floor, self.cases.get)
        self.lanes: dict[ChatId, ChatLane] = {}
        self.wanted: set[ChatId] = set()

    def step(self, number: int, holder: object, what: str) -> None:
        chat = replace(
            a_chat(number),
            case=CaseId(number),
            agent=holder,
            state=ChatState.ENDED if what == "ends" else ChatState.ACTIVE,
            ended_at=MONDAY_MORNING if what == "ends" else None,
        )
        if what == "put away":
            self.mine.put_away(chat.id)
            if chat.id not in self.floor.chats:
                self.wanted.discard(chat.id)
        elif what == "solved":
            self.cases.pop(chat.case, None)
            if chat.id not in self.floor.chats:
                self.wanted.discard(chat.id)
        elif chat.id in self.floor.chats or what == "goes on":
            self._touch(chat)
        self._settle()

    def _touch(self, chat: Chat) -> None:
        self.cases[chat.case] = a_case(chat.case, owner=chat.agent)
        self.floor.take(Floor(chats=(chat,)))
        self.mine.hear((chat,), (), self.lanes.values())
        had_lane = chat.id in self.wanted
        stays = chat.agent == ME and (had_lane or chat.state is not ChatState.ENDED)
        (self.wanted.add if stays else self.wanted.discard)(chat.id)

    def _settle(self) -> None:
        going_on = self.mine.settle()
        told = Told(estimate(60, None, None))
        living = {
            chat.id: living_lane(
                chat, self.mine.numbers[chat.id], BacklogRow("", chat.case, "", ""), None, told
            )
            for chat in going_on
        }
        self.lanes = {**self.mine.ended, **living}


@given(STEPS)
def test_lanes_are_my_chats_each_under_the_number_that_it_had(
    steps: list[tuple[int, object, str]],
) -> None:
    model = Model()
    for step in steps:
        before = {chat: lane.number for chat, lane in model.lanes.items()}
        model.step(*step)
        numbers = {chat: lane.number for chat, lane in model.lanes.items()}
        assert numbers.keys() == model.wanted
        assert len(set(numbers.values())) == len(numbers)
        assert all(numbers[chat] == no for chat, no in before.items() if chat in numbers)
        assert UUID(int=0) not in numbers
