from folkmoot.kernel.errors import Gone


class KeyErased(Gone):
    """The person's key is gone, and with it everything that was sealed under it."""
