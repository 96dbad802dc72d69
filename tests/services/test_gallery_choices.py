"""What somebody has chosen of the gallery, as forms and addresses carry it."""

from services.gallery import chosen


def test_the_last_day_that_there_is_ends_nothing():
    assert chosen("mine", until="9999-12-31").until is None
    assert chosen("mine", since="9999-12-31").since is not None
