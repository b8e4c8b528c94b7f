"""Decisions as statements of reasons in the schema of the EU's transparency database (schema of 1 July 2025).

`codes.json` has the codes of every field, as digital-services-act/transparency-database lists them in
`app/Models/Statement.php`; the rules are those of its `StatementStoreRequest.php`.
"""
