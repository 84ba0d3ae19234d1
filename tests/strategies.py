"""Random values for documents."""

from hypothesis import strategies as st

ODD_TEXTS = st.sampled_from(
    ["", " ", "NaN", "1e400", "-0", "\x00", "\ud800", "🎁", "2015-99-99", "<b>x</b>"]
)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | ODD_TEXTS
)
JSON = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "type", "data", "x\x00"]), inner)
    ),
    max_leaves=6,
)
