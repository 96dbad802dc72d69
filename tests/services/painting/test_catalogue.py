"""What is said of each model is what its contract says."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from services.ask import PictureOptions, Size, Strength
from services.bedrock import MAX_PICTURES_BYTES
from services.painting import catalogue, stability_services, titan
from services.painting.catalogue import KNOWN
from services.painting.interface import Plan, Steering, Task
from tests.contracts import contract, image_limits, model

FAMILIES = {
    "titan": {"amazon-titan-image"},
    "nova": {"amazon-nova-creative"},
    "stability": {"stability-generator", "stability-image-service"},
}
LISTED = [
    entry
    for entry in contract("models.json")["models"]
    if any(entry["family"] in names for names in FAMILIES.values())
]
every_model = pytest.mark.parametrize("listed", LISTED, ids=lambda listed: listed["id"])
every_stability = pytest.mark.parametrize("model_id", stability_services.MODELS)


def properties(schema):
    """What a request may hold; of a contract of several kinds, all of them."""
    places = [schema, *schema.get("$defs", {}).values()]
    return {
        name: rule
        for place in places
        for name, rule in place.get("properties", {}).items()
        if "const" not in rule
    }


@every_model
def test_no_model_is_missing_and_each_is_called_where_it_is(listed):
    (model_id,) = listed["invokeIds"]
    known = KNOWN[model_id]
    assert known.model_id == model_id
    assert listed["family"] in FAMILIES[known.family]
    offered = set(listed["regions"]).union(*(profile["sourceRegions"] for profile in listed["crossRegion"]))
    assert set(known.regions) == offered
    assert known.end_of_life == (listed["endOfLife"] and date.fromisoformat(listed["endOfLife"]))
    assert known.images_per_call == listed["imagesPerCall"]["max"]
    assert (known.palette == "native") == listed["hexColoursNative"]
    assert catalogue.painters(None)[model_id].capabilities is known


def test_none_is_made_up():
    known = {key for key, one in KNOWN.items() if one.family in FAMILIES}
    assert known == {model_id for listed in LISTED for model_id in listed["invokeIds"]}


def test_names_are_told_apart():
    aliases = [alias for known in KNOWN.values() for alias in known.aliases]
    assert len(aliases) == len(set(aliases))
    assert all(
        alias == alias.lower() and known.aliases for known in KNOWN.values() for alias in known.aliases
    )
    names = [known.name for known in KNOWN.values()]
    assert len(names) == len(set(names))


@every_stability
def test_limits_of_stability(model_id):
    known, allowed = KNOWN[model_id], properties(contract(model(model_id)["requestSchema"]))
    limits = {
        "prompt": known.prompt_limit,
        "negative_prompt": known.negative_limit,
    }
    assert limits == {name: allowed.get(name, {}).get("maxLength", 0) for name in limits}
    assert known.seed_limit == allowed.get("seed", {}).get("maximum", 0)
    assert {str(ratio) for ratio in known.ratios} == set(allowed.get("aspect_ratio", {}).get("enum", ()))
    assert set(known.presets) == set(allowed.get("style_preset", {}).get("enum", ()))
    assert known.sizes == ()
    assert known.guidance is None
    assert known.qualities == ()


@pytest.mark.parametrize(
    "model_id",
    [titan.MODEL_ID, *(key for key, one in stability_services.MODELS.items() if one.takes is not None)],
)
def test_pictures_that_are_taken(model_id):
    takes = titan.LIMITS if model_id == titan.MODEL_ID else stability_services.MODELS[model_id].takes
    limits = image_limits(model(model_id)["requestSchema"])
    assert takes.least_side == (limits["minSide"] or 1)
    assert takes.most_side == limits["maxSide"]
    assert takes.most_pixels == limits["maxPixels"]
    assert (takes.aspects or (None, None)) == (limits["minAspect"], limits["maxAspect"])
    # Where no limit of a file is documented, that of the request is one.
    assert takes.most_bytes == limits.get("maxBytes") or "maxBytes" not in limits
    assert (takes.most_bytes or 0) <= MAX_PICTURES_BYTES
    margin = properties(contract(model(model_id)["requestSchema"])).get("left", {})
    assert takes.furthest == margin.get("maximum")
    assert (limits["minPixels"] or 0) <= takes.least_side**2
    assert {"png", "jpeg"} <= set(limits["formats"])


@every_stability
def test_medium_is_the_default_of_the_contract(model_id):
    allowed = properties(contract(model(model_id)["requestSchema"]))
    painter = catalogue.painters(None)[model_id]
    for task in painter.capabilities.tasks:
        steering = Steering(width=120, height=80, where="the sky", colours=("#0b3954",))
        settled = painter.plan(PictureOptions(), 1, task, steering)
        for ours, theirs in (("control", "control_strength"), ("creativity", "creativity")):
            assert getattr(settled, ours) == allowed.get(theirs, {}).get("default")
        if task in {Task.STYLE, Task.RESTYLE}:
            fidelity = allowed.get("fidelity") or allowed["change_strength"]
            assert settled.similarity == fidelity["default"]
        scale = [
            painter.plan(PictureOptions(), 1, task, steering.model_copy(update={"strength": strength}))
            for strength in Strength
        ]
        for name, falling in (("control", False), ("similarity", False), ("creativity", True)):
            values = [getattr(one, name) for one in scale if getattr(one, name) is not None]
            assert values == sorted(values, reverse=falling)


@every_stability
def test_what_costs_what_on_stability(model_id):
    (listed,) = model(model_id)["pricePerImage"]
    painter = catalogue.painters(None)[model_id]
    steering = Steering(width=120, height=80, where="the sky", colours=("#0b3954",))
    for task, count in product(painter.capabilities.tasks, range(1, 6)):
        settled = painter.plan(PictureOptions(count=count, quality="premium"), 1, task, steering)
        assert settled.count == (count if painter.capabilities.seed_limit else 1)
        assert settled.price_each * settled.count == Decimal(str(listed["usd"])) * settled.count
        assert ("count_ignored" in settled.notes) == (settled.count < count)


def test_what_costs_what_on_titan():
    table = {
        (one["sizeClass"], one["quality"]): Decimal(str(one["usd"]))
        for one in model(titan.MODEL_ID)["pricePerImage"]
    }
    schema = contract(model(titan.MODEL_ID)["requestSchema"])
    painter = catalogue.painters(None)[titan.MODEL_ID]
    sizes = schema["$defs"]["sizePair"]["oneOf"]
    assert len(sizes) == len(painter.capabilities.sizes)
    for pair, quality, count in product(sizes, ("standard", "premium"), range(1, 6)):
        size = Size(width=pair["properties"]["width"]["const"], height=pair["properties"]["height"]["const"])
        settled = painter.plan(PictureOptions(size=size, quality=quality, count=count), 1)
        assert settled.price_each * settled.count == table[pair["x-priceClass"], quality] * count


def test_a_plan_that_was_stored_before_services_had_ids_of_their_own_still_loads():
    stored = (
        '{"model_id": "stability.stable-image-core-v1:1", "service": '
        '"us.stability.stable-image-remove-background-v1:0", "task": "cut_out", "count": 1, "size": null, '
        '"ratio": {"width": 3, "height": 2}, "seed": 7, "guidance": null, "quality": null, "negative": "", '
        '"palette": [], "similarity": null, "control": null, "creativity": null, "control_by": null, '
        '"untouched": false, "where": "", "price_each": "0.07", "notes": ["count_ignored"]}'
    )
    plan = Plan.model_validate_json(stored)
    assert (plan.model_id, plan.model_name) == ("us.stability.stable-image-remove-background-v1:0", "")
    assert plan.task in KNOWN[plan.model_id].tasks
    assert Plan.model_validate_json(plan.model_dump_json()) == plan
    plain = stored.replace('"us.stability.stable-image-remove-background-v1:0"', "null")
    assert Plan.model_validate_json(plain).model_id == "stability.stable-image-core-v1:1"


@pytest.mark.parametrize("model_id", [key for key, one in KNOWN.items() if one.family in FAMILIES])
def test_a_task_that_it_has_not_is_not_planned(model_id):
    painter = catalogue.painters(None)[model_id]
    steering = Steering(width=120, height=80, where="the sky", colours=("#0b3954",))
    for task in set(Task) - painter.capabilities.tasks:
        with pytest.raises(ValueError, match=f"no {task}"):
            painter.plan(PictureOptions(), 1, task, steering)


def test_a_style_is_asked_for_by_its_name_where_it_has_one():
    painter = catalogue.painters(None)["us.stability.stable-image-style-guide-v1:0"]
    steering = Steering(width=120, height=80)
    named = {
        style: painter.plan(PictureOptions(), 1, Task.STYLE, steering, style).preset
        for style in ("Pixel art", "3D model", "watercolour", "")
    }
    assert named == {"Pixel art": "pixel-art", "3D model": "3d-model", "watercolour": None, "": None}


def test_of_those_that_can_be_called_today_the_cheaper_is_preferred():
    for task in Task:
        prices = [one.price() for one in KNOWN.values() if task in one.tasks and one.end_of_life is None]
        assert prices == sorted(prices), task
