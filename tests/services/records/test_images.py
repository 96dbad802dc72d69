"""Pictures are found by their jobs and families, until they are deleted."""

from services.jobs import State, image_id
from services.table import image_item, item_to_wire
from tests.galleries import deleted
from tests.jobs import accepted, paint_work, painted
from tests.records import images_of


async def test_images_are_counted_and_found_by_their_job(records, dynamodb, made):
    request, job, images = await painted(records, "one")
    assert await records.images.of_job(job.id) == images
    assert await records.images.get(job.id, 1) == images[1]
    assert images[1].id == image_id(job.id, 1)
    assert (await records.requests.get(request.id)).painted == 2
    await deleted(dynamodb, made.imagine_table, images[0])
    assert await records.images.of_job(job.id) == images[1:]


async def test_images_from_before_palettes_were_measured_still_load(records, dynamodb, made):
    _, job, images = await painted(records, "one")
    row = {
        name: value
        for name, value in image_item(images[0]).items()
        if name not in {"painted_palette", "palette_key"}
    }
    await dynamodb.put_item(TableName=made.imagine_table, Item=item_to_wire(row))
    found = await records.images.get(job.id, 0)
    assert found == images[0]
    assert (found.painted_palette, found.palette_key) == ((), "")


async def test_a_family_is_found_from_each_of_its_pictures_until_it_is_deleted(records, dynamodb, made):
    _, job, (first, _) = await painted(records, "first")
    later = []
    for name, parent in (("second", first), ("third", first)):
        _, job = await accepted(records, name, paint_work(count=1))
        job = await records.jobs.move(await records.leases.claim(job.id), State.PAINTING, {State.WRITING})
        (image,) = images_of(job, job.work)[:1]
        image = image.model_copy(update={"parent": parent.id, "family": first.id})
        await records.results.store_images(job, [image])
        later.append(image)
    ids = {first.id, *(one.id for one in later)}
    for one in (first, *later):
        assert {found.id for found in await records.images.family(one)} == ids
    await deleted(dynamodb, made.imagine_table, later[0])
    assert {found.id for found in await records.images.family(first)} == ids - {later[0].id}
    await deleted(dynamodb, made.imagine_table, first)
    assert [found.id for found in await records.images.family(later[1])] == [later[1].id]
