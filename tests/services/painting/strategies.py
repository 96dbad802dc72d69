"""Whatever a person may ask of a painter."""

from hypothesis import strategies as st

from services.ask import MAX_SEED, PictureOptions, Ratio

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)

options = st.builds(
    PictureOptions,
    count=st.integers(1, 5),
    ratio=st.none() | st.builds(Ratio, width=st.integers(1, 100), height=st.integers(1, 100)),
    seed=st.none() | st.integers(0, MAX_SEED),
    guidance=st.none() | st.floats(1.1, 10, allow_nan=False),
    quality=st.sampled_from(["standard", "premium"]),
    negative=st.text(max_size=512),
    palette=st.lists(colours, max_size=10).map(tuple),
)
seeds = st.integers(1, MAX_SEED)
prompts = st.text(min_size=1, max_size=512)
