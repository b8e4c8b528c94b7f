from folkmoot.edges.web.diffs import changes

_WENT, _CAME = '<span class="vh">Went: </span>', '<span class="vh">Came: </span>'


def test_only_the_words_that_changed_are_marked() -> None:
    before, after = "Harm is removed at once.", "Great harm is removed at once."
    assert changes(before, after) == (f"<p>{_WENT}<del>Harm</del>{_CAME}<ins>Great harm</ins> is removed at once.</p>")


def test_texts_without_much_in_common_stand_one_after_the_other() -> None:
    assert changes("remove", "reduce to 0.5") == (
        f"<p>{_WENT}<del>remove</del></p><p>{_CAME}<ins>reduce to 0.5</ins></p>"
    )


def test_what_is_only_new_or_only_gone_is_marked_whole_and_never_as_markup() -> None:
    assert changes("", "<b>") == f"<p>{_CAME}<ins>&lt;b&gt;</ins></p>"
    assert changes("<b>", "") == f"<p>{_WENT}<del>&lt;b&gt;</del></p>"
