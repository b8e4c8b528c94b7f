"""Every released schema, frozen with data in it, against the present one."""
