"""What is wrong with a site and how to mend it: the checks of `folkmoot doctor` and of the page of operators."""
