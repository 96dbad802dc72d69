"""What a plan says about pictures that it does not work from."""

import pytest

from services.ask import PictureOptions
from services.painting.catalogue import KNOWN, painters
from services.painting.described import one_server
from services.painting.image_server import ImageServer
from services.painting.interface import Steering, Task, pictures_taken
from services.painting.nova import MODEL_ID as NOVA
from services.painting.planning import planned, planned_instead
from services.painting.stability_services import CORE, ERASE_OBJECT, SD35, STYLE_TRANSFER

PAINTERS = painters(None)


def given(pictures):
    return Steering(width=800, height=600, where="x", colours=("#336699",), pictures=pictures)


@pytest.mark.parametrize(
    ("model_id", "task", "taken"),
    [
        (SD35, Task.VARIATION, 1),
        (NOVA, Task.VARIATION, 5),
        (NOVA, Task.LAYOUT, 1),
        (STYLE_TRANSFER, Task.RESTYLE, 2),
        (ERASE_OBJECT, Task.ERASE_MASKED, 1),
    ],
)
def test_pictures_that_are_left_out_are_told(model_id, task, taken):
    assert pictures_taken(task, KNOWN[model_id]) == taken
    for pictures in range(1, 8):
        notes = planned(PAINTERS[model_id], PictureOptions(), task, given(pictures)).notes
        assert ("pictures_ignored" in notes) == (pictures > taken)


def test_the_colours_of_all_pictures_are_taken():
    assert "pictures_ignored" not in planned(PAINTERS[CORE], PictureOptions(), Task.COLOURS, given(3)).notes


@pytest.mark.parametrize(("asked", "used"), [(None, 2**31 - 2), (2**31 - 2, 2**31 - 2), (5, 5)])
def test_who_takes_over_calls_a_seed_yours_only_if_it_was_chosen(asked, used):
    options = PictureOptions(seed=asked)
    old = planned(PAINTERS[CORE], options).model_copy(update={"seed": used})
    new = planned_instead(PAINTERS[NOVA], options, old, None)
    limit = KNOWN[NOVA].seed_limit
    assert new.seed == used % (limit + 1), "what was shown stays where it means anything"
    assert ("seed_changed" in new.notes) == (asked is not None and asked > limit)
    server = ImageServer(None, one_server("http://127.0.0.1:9/v1", "flux"))
    assert ("seed_ignored" in planned_instead(server, options, old, None).notes) == (asked is not None)


def test_who_takes_over_and_takes_fewer_says_so():
    old = planned(PAINTERS[NOVA], PictureOptions(), Task.VARIATION, given(3))
    assert "pictures_ignored" not in old.notes
    assert "pictures_ignored" in planned_instead(PAINTERS[SD35], PictureOptions(), old, given(3)).notes
