"""What moderators and operators look up of accounts, and do for them that is no decision under the rules."""
