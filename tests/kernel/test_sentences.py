"""English sentences that remember what they were made from."""

import copy
import pickle

import pytest

from folkmoot.kernel.sentences import Sentence, sentence


def test_a_sentence_is_its_english_text() -> None:
    made = sentence("A post has room for {most} pictures of {size} MB, says {who}.", most=1000, size=2.25, who="Ana")
    assert made == "A post has room for 1,000 pictures of 2.2 MB, says Ana."
    assert (made.words, made.values["most"]) == ("A post has room for {most} pictures of {size} MB, says {who}.", 1000)


@pytest.mark.parametrize(("count", "text"), [(0, "0 posts"), (1, "1 post"), (2000, "2,000 posts")])
def test_a_sentence_counts(count: int, text: str) -> None:
    assert sentence("{count} post", plural="{count} posts", count=count) == text


def test_braces_without_values_stay() -> None:
    assert sentence("Write {name}.") == "Write {name}."


def test_a_copy_is_the_same_sentence() -> None:
    made = sentence("{count} post", plural="{count} posts", count=3)
    for other in (copy.deepcopy(made), pickle.loads(pickle.dumps(made))):  # noqa: S301 - what this test wrote
        assert isinstance(other, Sentence)
        assert (other, other.words, other.plural, other.values) == (made, made.words, made.plural, made.values)
