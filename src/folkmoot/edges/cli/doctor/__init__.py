"""The checks of `folkmoot doctor`: each says what is wrong and how to mend it."""
