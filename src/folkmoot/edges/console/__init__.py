"""The pages of those who look after the community: moderators and operators."""
