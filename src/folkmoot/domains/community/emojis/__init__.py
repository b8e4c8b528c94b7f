"""Pictures that members write as `:shortcode:`, which operators add."""
